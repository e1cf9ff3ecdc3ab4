// The worker's side: the first message is the compiled module, later ones are its rest and the questions of the page, as bytes.
import init, { answer } from "../pkg/web.js";
import { belongTo, join } from "./rest.ts";

type Message = WebAssembly.Module | Uint8Array;

const scope = self as unknown as DedicatedWorkerGlobalScope;
let begun = false;
/** What comes while the module begins; afterwards nothing waits. */
let waiting: Message[] | undefined = [];

scope.addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if (!begun && data instanceof WebAssembly.Module) void begin(data);
  else if (waiting) waiting.push(data);
  else take(data);
});

async function begin(module: WebAssembly.Module): Promise<void> {
  begun = true;
  belongTo(await init({ module_or_path: module }));
  // The empty message: from now on the page may count the seconds.
  scope.postMessage(new Uint8Array());
  const waited = waiting ?? [];
  waiting = undefined;
  waited.forEach(take);
}

// Whatever is thrown here reaches the page as the worker's error event.
function take(message: Message): void {
  if (message instanceof WebAssembly.Module) {
    join(message);
    return;
  }
  const bytes = answer(message);
  scope.postMessage(bytes, [bytes.buffer]);
}
