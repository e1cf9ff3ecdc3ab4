// What is noted inside the page while it is measured. Nothing of it is in the page that people get.

/** A keystroke, and the picture that came of it. All in milliseconds. */
export interface Stroke {
  analyze: number;
  layout: number;
  render: number;
  /** From the key to the picture, painted. */
  whole: number;
}

/** A stretch of time in which the page's thread did one thing. */
export interface LongTask {
  start: number;
  duration: number;
}

export interface Notes {
  strokes: Stroke[];
  longTasks: LongTask[];
  memories: WebAssembly.Memory[];
}

declare global {
  var notes: Notes;
}

/** Runs before the page's own scripts. */
export function watch(): void {
  const notes: Notes = { strokes: [], longTasks: [], memories: [] };
  globalThis.notes = notes;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) notes.longTasks.push({ start: startTime, duration });
  }).observe({ type: "longtask", buffered: true });

  let pressed = 0;
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);

  // The page leaves its measures one by one; after the last the picture is in the document, and is painted with the next frame.
  const measure = performance.measure.bind(performance);
  const took = { analyze: 0, layout: 0, render: 0 };
  performance.measure = (name: string, ...rest: unknown[]) => {
    const entry = measure(name, ...(rest as [PerformanceMeasureOptions]));
    if (name === "analyze" || name === "layout" || name === "render") took[name] = entry.duration;
    if (name === "render") {
      const { port1, port2 } = new MessageChannel();
      // The frame's own work comes between its callback and this message.
      port1.onmessage = () => notes.strokes.push({ ...took, whole: performance.now() - pressed });
      requestAnimationFrame(() => port2.postMessage(null));
    }
    return entry;
  };

  const instantiate = WebAssembly.instantiate.bind(WebAssembly) as (module: WebAssembly.Module, imports: WebAssembly.Imports) => Promise<WebAssembly.Instance>;
  WebAssembly.instantiate = (async (module: WebAssembly.Module, imports: WebAssembly.Imports) => {
    const instance = await instantiate(module, imports);
    notes.memories.push(instance.exports["memory"] as WebAssembly.Memory);
    return instance;
  }) as unknown as typeof WebAssembly.instantiate;
}
