// What the editor can do from the start, and its keys; `later.ts` has the rest.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { indentation } from "./indentation.ts";
import { insertion } from "./insertion.ts";
import { language } from "./language.ts";
import { light } from "./light.ts";
import { type Fixer, marks } from "./marks.ts";
import { colours, theme } from "./theme.ts";

export function extensions(onFix: Fixer): Extension {
  return [
    marks(onFix),
    lineNumbers(),
    foldGutter(),
    light,
    insertion,
    highlightSpecialChars(),
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    indentation,
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    language,
    syntaxHighlighting(colours),
    theme,
    // Tab indents; after Escape it leaves the editor.
    keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
    // The tab index is what the browser assumes; checkers of accessibility want to read it.
    EditorView.contentAttributes.of({ tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
  ];
}
