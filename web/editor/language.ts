// YAML for colours, folding and brackets. What it means is the app's own business.
import { yaml, yamlLanguage } from "@codemirror/lang-yaml";
import { LanguageSupport } from "@codemirror/language";
import { type Input, type PartialParse, Tree } from "@lezer/common";

/** More open brackets than this are no manifest, and more than the parser's own recursion can follow. */
const DEEPEST = 1000;
/** So much of a text is looked through for them. */
const LOOKED_THROUGH = 1 << 20;

const [OPEN_SQUARE, CLOSE_SQUARE, OPEN_CURLY, CLOSE_CURLY] = [0x5b, 0x5d, 0x7b, 0x7d];

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

/** Asked with every key: a plain loop is much quicker than a pattern. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_SQUARE || code === OPEN_CURLY) {
      if (++depth > DEEPEST) return true;
    } else if ((code === CLOSE_SQUARE || code === CLOSE_CURLY) && depth > 0) depth--;
  }
  return false;
}

export const language = new LanguageSupport(yamlLanguage.configure({ wrap: careful }), yaml().support);
