// Fetches and compiles the one Wasm module, hands it to the worker, and starts the app.
import wasmUrl from "../pkg/web_bg.wasm?url";
import init, { start } from "../pkg/web.js";

const module = await WebAssembly.compileStreaming(fetch(wasmUrl));
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "analyze" });
worker.postMessage(module);
await init({ module_or_path: module });
start(worker);
