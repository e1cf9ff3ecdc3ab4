// What the editor can do, and its keys.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
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
import { type Asker, assist } from "./assist.ts";
import { indentation } from "./indentation.ts";
import { insertion } from "./insertion.ts";
import { language } from "./language.ts";
import { leaving } from "./leaving.ts";
import { light } from "./light.ts";
import { type Fixer, marks } from "./marks.ts";
import { colours, theme } from "./theme.ts";

export function extensions(onFix: Fixer, ask: Asker): Extension {
  return [
    marks(onFix),
    assist(ask),
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
    highlightSelectionMatches(),
    search({ top: true }),
    language,
    syntaxHighlighting(colours),
    theme,
    leaving,
    // Tab indents; after Escape it leaves the editor.
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
    // The tab index is what the browser assumes; checkers of accessibility want to read it.
    EditorView.contentAttributes.of({ tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
  ];
}
