// The editor's looks. Every colour is a custom property of the page, so that its themes reach into the shadow root.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: tags.definition(tags.propertyName), color: "var(--yaml-key)" },
  { tag: tags.string, color: "var(--yaml-string)" },
  { tag: [tags.comment, tags.meta], color: "var(--ink-quiet)" },
  { tag: [tags.separator, tags.punctuation, tags.bracket], color: "var(--ink-quiet)" },
  { tag: [tags.labelName, tags.typeName, tags.keyword], color: "var(--hue-backend)" },
]);

const squiggle = (colour: string): Record<string, string> => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour} 1.5px`,
  textUnderlineOffset: "4px",
  textDecorationSkipInk: "none",
});

/** Gutter marks differ in shape, not only in colour. */
const gutterMark = (colour: string, shape: string): Record<string, string> => ({
  content: "''",
  width: "0.7em",
  height: "0.7em",
  margin: "0.42em 0 0 0.1em",
  backgroundColor: colour,
  clipPath: shape,
});

export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "var(--text-code)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.65", overscrollBehavior: "contain" },
  ".cm-content": { padding: "10px 0 40px", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 16px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--selection)",
  },
  ".cm-activeLine": { backgroundColor: "var(--line-active)" },
  ".cm-lit": { backgroundColor: "var(--lit)", boxShadow: "inset 3px 0 0 var(--hue-service)" },
  ".cm-gutters": { color: "var(--ink-quiet)", backgroundColor: "var(--surface)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 8px", minWidth: "2.4em" },
  ".cm-activeLineGutter": { color: "var(--ink)", backgroundColor: "var(--line-active)" },
  ".cm-gutter-lint": { width: "1.2em" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0 0 4px" },
  ".cm-foldGutter .cm-gutterElement": { color: "var(--ink-quiet)", padding: "0 2px", cursor: "pointer" },
  ".cm-foldPlaceholder": {
    color: "var(--ink-quiet)",
    backgroundColor: "var(--paper)",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    padding: "0 6px",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "1px solid var(--line-strong)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--bad)" },
  ".cm-selectionMatch": { backgroundColor: "var(--selection-quiet)" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-wash)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--selection)" },

  ".cm-lintRange": { paddingBottom: "0" },
  ".cm-lintRange-error": squiggle("var(--bad)"),
  ".cm-lintRange-warning": squiggle("var(--warn)"),
  ".cm-lintRange-info": squiggle("var(--hue-entry)"),
  ".cm-lintRange-active": { backgroundColor: "var(--warn-wash)" },
  ".cm-lint-marker": { content: "none", display: "block", width: "auto", height: "auto" },
  ".cm-lint-marker::before": { display: "block" },
  ".cm-lint-marker-error": { content: "none" },
  ".cm-lint-marker-warning": { content: "none" },
  ".cm-lint-marker-info": { content: "none" },
  ".cm-lint-marker-error::before": gutterMark("var(--bad)", "circle()"),
  ".cm-lint-marker-warning::before": gutterMark("var(--warn)", "polygon(50% 4%, 100% 94%, 0 94%)"),
  ".cm-lint-marker-info::before": gutterMark("var(--hue-entry)", "polygon(50% 0, 100% 50%, 50% 100%, 0 50%)"),

  ".cm-tooltip": {
    color: "var(--ink)",
    backgroundColor: "var(--raised)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
    maxWidth: "min(520px, 88vw)",
  },
  ".cm-tooltip-lint": { fontFamily: "var(--sans)", fontSize: "var(--text-small)" },
  ".cm-diagnostic": { padding: "10px 14px", whiteSpace: "normal", marginLeft: "0", lineHeight: "1.5" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--bad)" },
  ".cm-diagnostic-warning": { borderLeft: "4px solid var(--warn)" },
  ".cm-diagnostic-info": { borderLeft: "4px solid var(--hue-entry)" },
  ".cm-problem-message": { fontWeight: "600", overflowWrap: "anywhere" },
  ".cm-problem-explanation": { color: "var(--ink-quiet)", marginTop: "4px" },
  ".cm-diagnosticAction": {
    font: "inherit",
    color: "var(--hue-service)",
    backgroundColor: "transparent",
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    padding: "2px 10px",
    margin: "8px 0 0",
    cursor: "pointer",
  },

  ".cm-field": { padding: "10px 14px", fontFamily: "var(--sans)", fontSize: "var(--text-small)", lineHeight: "1.5" },
  ".cm-field-head": { display: "flex", flexWrap: "wrap", gap: "0 12px", alignItems: "baseline", fontFamily: "var(--mono)" },
  ".cm-field-path": { fontWeight: "600", overflowWrap: "anywhere" },
  ".cm-field-type, .cm-field-values": { color: "var(--ink-quiet)" },
  ".cm-field-values": { marginTop: "4px", fontFamily: "var(--mono)", overflowWrap: "anywhere" },
  ".cm-field-sentence": { marginTop: "4px" },

  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16em", minWidth: "220px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { display: "flex", gap: "16px", justifyContent: "space-between", padding: "3px 12px", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--ink)", backgroundColor: "var(--selection)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700", color: "var(--hue-service)" },
  ".cm-completionDetail": { color: "var(--ink-quiet)", fontStyle: "normal", marginLeft: "0" },

  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--paper)", fontFamily: "var(--sans)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "8px 28px 8px 10px", fontSize: "var(--text-small)" },
  ".cm-panel.cm-search label": { fontSize: "inherit" },
  ".cm-panel.cm-search [name=close]": { color: "inherit", fontSize: "18px", width: "26px", height: "26px", cursor: "pointer" },
  ".cm-textfield": {
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    padding: "3px 8px",
    fontSize: "inherit",
  },
  ".cm-button": {
    color: "var(--ink)",
    backgroundColor: "var(--surface)",
    backgroundImage: "none",
    border: "1px solid var(--line-strong)",
    borderRadius: "6px",
    padding: "3px 9px",
    fontSize: "inherit",
    cursor: "pointer",
  },
  ".cm-button:active": { backgroundImage: "none", backgroundColor: "var(--selection)" },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, .cm-diagnosticAction:focus-visible": {
    outline: "2px solid var(--focus)",
    outlineOffset: "1px",
  },
});
