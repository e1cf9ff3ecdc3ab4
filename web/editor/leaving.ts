// How the keyboard leaves the editor, in which Tab indents: Escape, then Tab. Escape holds until another key is pressed, the
// pointer comes back or the focus has gone: nobody has to be quick.
import { completionStatus } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Keys that are held while another is pressed: Shift and Tab leave too, backwards. */
const HELD = new Set(["Tab", "Shift", "Control", "Alt", "Meta"]);

const stay = (_: Event, view: EditorView): void => view.setTabFocusMode(false);

// Observers, because a keymap may take Escape first: to let go of a selection, for example, which is no reason to stay.
export const leaving: Extension = EditorView.domEventObservers({
  keydown(event, view) {
    // The Escape that puts completion away only does that.
    if (event.key === "Escape") view.setTabFocusMode(completionStatus(view.state) === null);
    else if (!HELD.has(event.key)) view.setTabFocusMode(false);
  },
  mousedown: stay,
  blur: stay,
});
