// Fetches and compiles the one Wasm module and starts the app with it.
import wasmUrl from "../pkg/web_bg.wasm?url";
import init, { start } from "../pkg/web.js";
import { Host } from "./host.ts";

try {
  const module = await WebAssembly.compileStreaming(fetch(wasmUrl));
  await init({ module_or_path: module });
  start(new Host(module));
} catch (reason) {
  // Without the module there are no words either: the page itself holds this one sentence.
  document.getElementById("failure")?.removeAttribute("hidden");
  throw reason;
}
