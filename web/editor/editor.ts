// The editor as the app knows it: a text, marks on it, light on some lines, a caret. CodeMirror does the rest.
import { Annotation, Compartment, EditorState, Transaction } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { isolateHistory } from "@codemirror/commands";
import { diagnosticCount } from "@codemirror/lint";
import type { Asker } from "./assist.ts";
import { difference } from "./difference.ts";
import { extensions } from "./extensions.ts";
import { leaving } from "./leaving.ts";
import { isLit, setLight } from "./light.ts";
import { type Fixer, type Mark, showMarks } from "./marks.ts";

export interface Listeners {
  /** The person changed the text. */
  onChange: (text: string) => void;
  /** The caret moved. */
  onCaret: (offset: number) => void;
  /** A fix is wanted: the index of its mark. */
  onFix: Fixer;
  /** Something is asked about a place of the text. */
  ask: Asker;
}

/** A change that the app made: it need not be told of it. */
const outside = Annotation.define<boolean>();

/** What composition holds back, by what it is about: only the newest of each matters. */
type Waiting = Map<"text" | "marks" | "light" | "words" | "later", () => void>;

export class Editor {
  readonly #view: EditorView;
  readonly #listeners: Listeners;
  readonly #words = new Compartment();
  readonly #waiting: Waiting = new Map();
  readonly #laterParts = new Compartment();
  /** What `later.ts` brings, once it is here. */
  #later: typeof import("./later.ts") | undefined;
  #fetched: Promise<void> | undefined;

  constructor(parent: HTMLElement, text: string, listeners: Listeners) {
    this.#listeners = listeners;
    // A shadow root, because there CodeMirror brings its styles as adopted sheets, which the page's policy allows.
    const root = parent.shadowRoot ?? parent.attachShadow({ mode: "open" });
    this.#view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: text,
        extensions: [
          this.#words.of([]),
          this.#laterParts.of([]),
          extensions(listeners.onFix),
          leaving((view) => this.#later?.isCompleting(view) ?? false),
          // For those who are quicker than the network.
          keymap.of([{ key: "Mod-f", run: () => this.#find() }]),
          EditorView.updateListener.of((update) => {
            const own = update.transactions.some((transaction) => transaction.annotation(outside));
            if (update.docChanged && !own) listeners.onChange(update.state.doc.toString());
            if (update.selectionSet && !own) listeners.onCaret(update.state.selection.main.head);
          }),
          EditorView.domEventHandlers({
            // The composed text is in the document only after this event.
            compositionend: () => void setTimeout(() => this.#release()),
            focusin: () => void this.#fetchLater(),
            pointerenter: () => void this.#fetchLater(),
          }),
        ],
      }),
    });
  }

  /** Another text: one change that can be undone. */
  setText(text: string): void {
    this.#calmly("text", () => {
      const change = difference(this.#view.state.doc.toString(), text);
      if (!change) return;
      this.#view.dispatch({
        changes: change,
        annotations: [outside.of(true), isolateHistory.of("full"), Transaction.userEvent.of("input.replace")],
      });
    });
  }

  /** What is wrong, and where. */
  setMarks(marks: Mark[]): void {
    this.#calmly("marks", () => {
      // Most keys find nothing wrong where nothing was wrong: an update less for each.
      if (marks.length > 0 || diagnosticCount(this.#view.state) > 0) showMarks(this.#view, marks, this.#listeners.onFix);
    });
  }

  /** Lights the lines of these places: start, end, start, end, … */
  light(places: Uint32Array): void {
    this.#calmly("light", () => {
      if (places.length > 0 || isLit(this.#view.state)) this.#view.dispatch({ effects: setLight.of(places) });
    });
  }

  /** Selects a place, shows it and takes the focus. */
  goTo(start: number, end: number): void {
    const { length } = this.#view.state.doc;
    const anchor = Math.min(start, length);
    this.#later?.closeSearchPanel(this.#view);
    this.#view.dispatch({
      selection: { anchor, head: Math.min(end, length) },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    this.#view.focus();
  }

  /** The words of its parts: its name, then each phrase with its translation. */
  speak(name: string, phrases: string[]): void {
    const table: Record<string, string> = {};
    for (let at = 0; at + 1 < phrases.length; at += 2) table[phrases[at]!] = phrases[at + 1]!;
    this.#calmly("words", () =>
      this.#view.dispatch({
        effects: this.#words.reconfigure([
          EditorState.phrases.of(table),
          EditorView.contentAttributes.of({ "aria-label": name }),
        ]),
      }),
    );
  }

  /** Takes over from a plain text box that had the focus. */
  focusAt(anchor: number, head: number): void {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) } });
    this.#view.focus();
  }

  /** A mark as the app makes it. */
  mark(from: number, to: number, severity: Mark["severity"], message: string, explanation: string, fix: string): Mark {
    return { from, to, severity, message, explanation, fix };
  }

  destroy(): void {
    this.#waiting.clear();
    this.#view.destroy();
  }

  /** Brings what is only needed by those who work here; if it does not come, the next touch tries again. */
  async #fetchLater(): Promise<void> {
    this.#fetched ??= import("./later.ts").then((later) => {
      this.#calmly("later", () => this.#view.dispatch({ effects: this.#laterParts.reconfigure(later.later(this.#listeners.ask)) }));
      this.#later = later;
    });
    await this.#fetched.catch(() => (this.#fetched = undefined));
  }

  #find(): boolean {
    if (!this.#later) void this.#fetchLater().then(() => this.#later?.openSearchPanel(this.#view));
    return !this.#later;
  }

  /** A change in the middle of a composition breaks it (Korean syllables fall apart): such changes wait until its end. */
  #calmly(about: Parameters<Waiting["set"]>[0], change: () => void): void {
    if (this.#view.composing || this.#view.compositionStarted) this.#waiting.set(about, change);
    else change();
  }

  #release(): void {
    if (this.#view.composing || this.#view.compositionStarted) return;
    const changes = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const change of changes) change();
  }
}
