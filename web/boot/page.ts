// Fetches and compiles the one Wasm module and starts the app with it.
import wasmUrl from "../pkg/web_bg.wasm?url";
import init, { start } from "../pkg/web.js";
import { Host } from "./host.ts";
import { scriptAddress } from "./trust.ts";

try {
  const module = await compiled(wasmUrl);
  await init({ module_or_path: module });
  start(new Host(module));
  if (import.meta.env.PROD) void stayForOffline();
} catch (reason) {
  // Without the module there are no words either: the page itself holds this one sentence.
  document.getElementById("failure")?.removeAttribute("hidden");
  throw reason;
}

/** While it arrives, if the server says what it is; a plain server on somebody's stick may not know. */
async function compiled(address: string): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/** Keeps the site for later, once this visit has what it needs. A browser may refuse: then there is only the network. */
async function stayForOffline(): Promise<void> {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  await navigator.serviceWorker?.register(scriptAddress(new URL("service-worker.js", document.baseURI))).catch(() => undefined);
}
