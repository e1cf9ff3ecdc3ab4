// What the app asks of its surroundings; `src/bridge` names the same methods on the other side.
import type { Editor, Listeners } from "../editor/editor.ts";
import { scriptAddress } from "./trust.ts";
import workerUrl from "./worker.ts?worker&url";

/** No browser paints a larger picture. */
const LARGEST_SIDE = 16_000;

/** As many measures as anybody looks at. The browser itself would keep those of a whole day. */
const MOST_MEASURES = 900;

function save(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The download has begun by then; the browser keeps what it needs.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export class Host {
  /** What each worker is given: the module that is already compiled, and the rest once it is there. */
  readonly #modules: WebAssembly.Module[];
  #worker: Worker | undefined;
  #measures = 0;

  constructor(module: WebAssembly.Module) {
    this.#modules = [module];
  }

  /** A new worker; there is one at a time. */
  startWorker(): Worker {
    this.#worker = new Worker(scriptAddress(new URL(workerUrl, import.meta.url)), { type: "module", name: "analyze" });
    for (const module of this.#modules) this.#worker.postMessage(module);
    return this.#worker;
  }

  /** Spares the worker the fetching of the rest. */
  giveRest(rest: WebAssembly.Module): void {
    this.#modules.push(rest);
    this.#worker?.postMessage(rest);
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

  /** Gives the person a file. */
  saveFile(name: string, type: string, text: string): void {
    save(name, new Blob([text], { type }));
  }

  /** Gives the person an SVG of this size as a PNG of twice the size; false if the browser cannot. */
  async savePng(name: string, svg: string, width: number, height: number): Promise<boolean> {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = address;
      await image.decode();
      const scale = Math.min(2, LARGEST_SIDE / Math.max(width, height));
      const canvas = new OffscreenCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
      canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
      save(name, await canvas.convertToBlob({ type: "image/png" }));
      return true;
    } catch {
      return false;
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  /** Leaves a User Timing measure. */
  measure(name: string, start: number, duration: number, revision: number): void {
    this.#measures += 1;
    if (this.#measures > MOST_MEASURES) {
      performance.clearMeasures();
      this.#measures = 1;
    }
    performance.measure(name, { start, duration, detail: { revision } });
  }
}
