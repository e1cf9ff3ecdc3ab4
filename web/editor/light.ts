// The lines that made what is pointed at in the diagram.
import { type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** Places to light: start, end, start, end, … */
export const setLight = StateEffect.define<Uint32Array>();

const line = Decoration.line({ class: "cm-lit" });
/** More lines than anybody can see at once. */
const MOST = 400;

export const light = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lit, transaction) {
    let result = lit.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setLight)) continue;
      const { doc } = transaction.state;
      const lines = new Set<number>();
      for (let at = 0; at + 1 < effect.value.length; at += 2) {
        const start = Math.min(effect.value[at]!, doc.length);
        const end = Math.min(Math.max(effect.value[at + 1]!, start), doc.length);
        const first = doc.lineAt(start).number;
        // A place that ends where a line begins does not hold that line.
        const last = doc.lineAt(end > start ? end - 1 : end).number;
        for (let number = first; number <= last && lines.size < MOST; number++) lines.add(number);
      }
      const ranges: Range<Decoration>[] = [...lines].map((number) => line.range(doc.line(number).from));
      result = Decoration.set(ranges, true);
    }
    return result;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Whether any line is lit. */
export function isLit(state: EditorState): boolean {
  return state.field(light).size > 0;
}
