// YAML for colours, folding and brackets. What it means is the app's own business.
import { yaml, yamlLanguage } from "@codemirror/lang-yaml";
import { LanguageSupport } from "@codemirror/language";
import { type Input, type PartialParse, Tree } from "@lezer/common";

/** More open brackets than this are no manifest, and more than the parser's own recursion can follow. */
const DEEPEST = 1000;
/** So much of a text is looked through for them. */
const LOOKED_THROUGH = 1 << 20;

/** A text that is nested too deep stays as it is, without colours. */
function careful(parse: PartialParse, input: Input): PartialParse {
  if (!isTooDeep(input.read(0, Math.min(input.length, LOOKED_THROUGH)))) return parse;
  return {
    advance: () => new Tree(yamlLanguage.parser.topNode, [], [], input.length),
    parsedPos: input.length,
    stopAt: () => undefined,
    stoppedAt: null,
  };
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return false;
}

export const language = new LanguageSupport(yamlLanguage.configure({ wrap: careful }), yaml().support);
