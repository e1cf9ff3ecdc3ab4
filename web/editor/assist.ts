// Completion and the meaning of fields: what is asked of the app, and how its answers are shown.
import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
  selectedCompletion,
} from "@codemirror/autocomplete";
import { type Extension, Prec } from "@codemirror/state";
import { type EditorView, hoverTooltip, keymap, type Tooltip } from "@codemirror/view";

/** The answer to a question: the place it is about, and its words; no words where there is nothing to say. */
export type Reply = (from: number, to: number, words: string[]) => void;

/** Asks the app: what could stand at `offset` of `text`, or what the field there is. */
export type Asker = (text: string, offset: number, completion: boolean, reply: Reply) => void;

interface Told {
  from: number;
  to: number;
  words: string[];
}

/** Everything that is asked while someone writes. */
export function assist(ask: Asker): Extension {
  const question = (text: string, offset: number, completion: boolean): Promise<Told> =>
    new Promise((resolve) => ask(text, offset, completion, (from, to, words) => resolve({ from, to, words })));
  return [
    autocompletion({
      override: [(context) => complete(context, question)],
      // Only Enter accepts: Tab indents, and after Escape it leaves the editor.
      defaultKeymap: false,
      icons: false,
      activateOnTypingDelay: 150,
    }),
    Prec.highest(keymap.of(completionKeymap.filter(({ run }) => run !== acceptCompletion))),
    Prec.highest(keymap.of([{ key: "Enter", run: accept }])),
    hoverTooltip((view, offset) => describe(view, offset, question), { hoverTime: 400 }),
  ];
}

/** A word that stands there already is not put in again: Enter ends its line. */
function accept(view: EditorView): boolean {
  const selected = selectedCompletion(view.state);
  const { head } = view.state.selection.main;
  if (selected && selected.apply === selected.label && view.state.sliceDoc(head - selected.label.length, head) === selected.label) {
    closeCompletion(view);
    return false;
  }
  return acceptCompletion(view);
}

type Question = (text: string, offset: number, completion: boolean) => Promise<Told>;

async function complete(context: CompletionContext, question: Question): Promise<CompletionResult | null> {
  const { state, pos, explicit, view } = context;
  // A syllable in the making is nobody's field name. Values wait to be asked for: Enter after `targetPort: 80` shall end the line.
  if (view?.composing || (!explicit && !context.matchBefore(/^[ -]*[\w./]+$/))) return null;
  const { from, words } = await question(state.doc.toString(), pos, true);
  if (context.aborted || words.length === 0) return null;
  const options: Completion[] = [];
  for (let at = 0; at + 3 < words.length; at += 4) {
    const [label, insert, kind, detail] = words.slice(at, at + 4) as [string, string, string, string];
    options.push({ label, apply: insert, type: kind, detail, boost: -at / words.length });
  }
  return { from, options, validFor: /^[\w./-]*$/ };
}

async function describe(view: EditorView, offset: number, question: Question): Promise<Tooltip | null> {
  const { doc } = view.state;
  const { from, to, words } = await question(doc.toString(), offset, false);
  // The answer to a text that is no longer there.
  if (view.state.doc !== doc || words.length === 0) return null;
  const [path = "", type = "", values = "", sentence = ""] = words;
  return {
    pos: from,
    end: to,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-field";
      const head = dom.appendChild(document.createElement("div"));
      head.className = "cm-field-head";
      line(head, "cm-field-path", path);
      line(head, "cm-field-type", type);
      if (sentence !== "") line(dom, "cm-field-sentence", sentence);
      if (values !== "") line(dom, "cm-field-values", values);
      return { dom };
    },
  };
}

function line(parent: HTMLElement, name: string, text: string): void {
  const element = parent.appendChild(document.createElement("div"));
  element.className = name;
  element.textContent = text;
}
