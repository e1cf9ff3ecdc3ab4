// What the app asks of its surroundings; `src/bridge` names the same methods on the other side.
import type { Editor, Listeners } from "../editor/editor.ts";

export class Host {
  readonly #module: WebAssembly.Module;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** A new worker, given the module that is already compiled. */
  startWorker(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "analyze" });
    worker.postMessage(this.#module);
    return worker;
  }

  /** Fetches the editor and puts it into `parent`. */
  async mountEditor(
    parent: HTMLElement,
    text: string,
    onChange: Listeners["onChange"],
    onCaret: Listeners["onCaret"],
    onFix: Listeners["onFix"],
    ask: Listeners["ask"],
  ): Promise<Editor> {
    const { Editor } = await import("../editor/editor.ts");
    return new Editor(parent, text, { onChange, onCaret, onFix, ask });
  }

  /** Leaves a User Timing measure. */
  measure(name: string, start: number, duration: number, revision: number): void {
    performance.measure(name, { start, duration, detail: { revision } });
  }
}
