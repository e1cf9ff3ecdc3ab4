// Problems in the text: squiggles, gutter marks, tooltips, and the key that applies the fix at the caret.
import { type Diagnostic, forEachDiagnostic, linter, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";

/** A problem, as the app tells it; empty strings stand for what there is not. */
export interface Mark {
  from: number;
  to: number;
  severity: "error" | "warning" | "info";
  message: string;
  explanation: string;
  fix: string;
}

/** A problem as CodeMirror keeps it, with its place among the app's. */
interface Kept extends Diagnostic {
  index: number;
  fixable: boolean;
}

/** Is told the index of the mark whose fix is wanted. */
export type Fixer = (index: number) => void;

/** Everything about marks. */
export function marks(onFix: Fixer): Extension {
  const fixAtCaret = (view: EditorView): boolean => {
    const index = fixableAtCaret(view);
    if (index !== undefined) onFix(index);
    return index !== undefined;
  };
  return [
    linter(null, { autoPanel: false }),
    lintGutter(),
    keymap.of([
      { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
      { key: "Mod-.", run: fixAtCaret },
      // On a Mac both work: browsers there keep some of the Command keys for themselves.
      { key: "Ctrl-.", run: fixAtCaret },
    ]),
  ];
}

export function showMarks(view: EditorView, marks: Mark[], onFix: Fixer): void {
  const { length } = view.state.doc;
  const diagnostics = marks.map((mark, index): Kept => {
    const from = Math.min(mark.from, length);
    return {
      from,
      to: Math.min(Math.max(mark.to, from), length),
      severity: mark.severity,
      message: mark.message,
      index,
      fixable: mark.fix !== "",
      renderMessage: () => tooltip(mark),
      actions: mark.fix === "" ? [] : [{ name: mark.fix, apply: () => onFix(index) }],
    };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

function tooltip(mark: Mark): HTMLElement {
  const box = document.createElement("div");
  const message = box.appendChild(document.createElement("div"));
  message.className = "cm-problem-message";
  message.textContent = mark.message;
  if (mark.explanation !== "") {
    const explanation = box.appendChild(document.createElement("div"));
    explanation.className = "cm-problem-explanation";
    explanation.textContent = mark.explanation;
  }
  return box;
}

/** Prefers the mark around the caret to one elsewhere on its line. */
function fixableAtCaret(view: EditorView): number | undefined {
  const caret = view.state.selection.main.head;
  const line = view.state.doc.lineAt(caret);
  let onLine: number | undefined;
  let around: number | undefined;
  forEachDiagnostic(view.state, (diagnostic, from, to) => {
    const { index, fixable } = diagnostic as Kept;
    if (!fixable) return;
    if (from <= caret && caret <= to) around ??= index;
    if (from <= line.to && to >= line.from) onLine ??= index;
  });
  return around ?? onLine;
}
