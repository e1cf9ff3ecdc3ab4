// What only matters once somebody works in the editor: completion, the meaning of fields, search. It is fetched at their first touch.
import { completionStatus } from "@codemirror/autocomplete";
import { closeSearchPanel, highlightSelectionMatches, openSearchPanel, search, searchKeymap } from "@codemirror/search";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { type Asker, assist } from "./assist.ts";

export { closeSearchPanel, openSearchPanel };

export function later(ask: Asker): Extension {
  return [assist(ask), highlightSelectionMatches(), search({ top: true }), keymap.of(searchKeymap)];
}

/** Whether a list of completions is open, or about to be. */
export function isCompleting(view: EditorView): boolean {
  return completionStatus(view.state) !== null;
}
