// Fetches and compiles the Wasm module and starts the app with it.
import "../editor/slices.ts";
import wasmUrl from "../pkg/web_bg.wasm?url";
import init, { start } from "../pkg/web.js";
import { Host } from "./host.ts";
import { belongTo, compiled, fetchRest, join } from "./rest.ts";
import { scriptAddress } from "./trust.ts";

/** What somebody does who wants more than a look. */
const DEEDS = ["pointerdown", "keydown", "wheel", "dragenter"] as const;
/** So long a look is a stay, in milliseconds. */
const LOOK = 30_000;

try {
  const module = await compiled(wasmUrl);
  belongTo(await init({ module_or_path: module }));
  const host = new Host(module);
  // Who comes with a link, or comes again, will do something. Without a network the rest is only to be had in this way: what is fetched at
  // once goes past the service worker.
  if (location.hash || location.search || navigator.serviceWorker?.controller) await bringTheRest(host);
  start(host);
  void firstDeed().then(() => bringTheRest(host)).then(stayForOffline);
} catch (reason) {
  // Without the module there are no words either: the page itself holds this one sentence.
  document.getElementById("failure")?.removeAttribute("hidden");
  throw reason;
}

/** Resolves when somebody begins to do something, stays, or leaves for elsewhere and may come back without a network. */
function firstDeed(): Promise<void> {
  const heard = new AbortController();
  const options = { capture: true, passive: true, signal: heard.signal };
  return new Promise<void>((resolve) => {
    for (const deed of DEEDS) addEventListener(deed, () => resolve(), options);
    document.addEventListener("visibilitychange", () => resolve(), options);
    setTimeout(resolve, LOOK);
  }).finally(() => heard.abort());
}

/** The second part of the program, for the page and its workers. */
async function bringTheRest(host: Host): Promise<void> {
  try {
    const rest = await fetchRest();
    join(rest);
    host.giveRest(rest);
  } catch {
    // Whatever needs it will ask again.
  }
}

/** Keeps the site for later. A browser may refuse: then there is only the network. */
async function stayForOffline(): Promise<void> {
  if (!import.meta.env.PROD) return;
  await navigator.serviceWorker?.register(scriptAddress(new URL("service-worker.js", document.baseURI))).catch(() => undefined);
}
