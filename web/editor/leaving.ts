// How the keyboard leaves the editor, in which Tab indents: Escape, then Tab. Escape holds until another key is pressed, the
// pointer comes back or the focus has gone: nobody has to be quick.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

/** Keys that are held while another is pressed: Shift and Tab leave too, backwards. */
const HELD = new Set(["Tab", "Shift", "Control", "Alt", "Meta"]);

const stay = (_: Event, view: EditorView): void => view.setTabFocusMode(false);

/** `isCompleting` says whether the Escape only puts completion away. */
export function leaving(isCompleting: (view: EditorView) => boolean): Extension {
  // Observers, because a keymap may take Escape first: to let go of a selection, for example, which is no reason to stay.
  return EditorView.domEventObservers({
    keydown(event, view) {
      if (event.key === "Escape") view.setTabFocusMode(!isCompleting(view));
      else if (!HELD.has(event.key)) view.setTabFocusMode(false);
    },
    mousedown: stay,
    blur: stay,
  });
}
