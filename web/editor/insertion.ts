// Text that replaces several lines, or that holds some, is put in by the editor, not by the browser: the browser would build
// those lines with inline styles, which the page's policy forbids and which CodeMirror would have to undo.
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export const insertion: Extension = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const text = event.data;
    if (event.inputType !== "insertText" || text === null || event.isComposing || view.composing) return false;
    if (!text.includes("\n") && !spansLines(view.state)) return false;
    view.dispatch(view.state.replaceSelection(view.state.toText(text)), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

function spansLines({ doc, selection }: EditorState): boolean {
  return selection.ranges.some(({ from, to }) => to > doc.lineAt(from).to);
}
