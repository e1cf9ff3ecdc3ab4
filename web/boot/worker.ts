// The worker's side: the first message is the compiled module, every later one a question of the page, as bytes.
import init, { answer } from "../pkg/web.js";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const questions: Uint8Array[] = [];
let ready = false;

scope.addEventListener("message", ({ data }: MessageEvent<WebAssembly.Module | Uint8Array>) => {
  if (data instanceof WebAssembly.Module) void begin(data);
  else if (ready) reply(data);
  else questions.push(data);
});

async function begin(module: WebAssembly.Module): Promise<void> {
  await init({ module_or_path: module });
  ready = true;
  // The empty message: from now on the page may count the seconds.
  scope.postMessage(new Uint8Array());
  questions.splice(0).forEach(reply);
}

// Whatever is thrown here reaches the page as the worker's error event.
function reply(question: Uint8Array): void {
  const bytes = answer(question);
  scope.postMessage(bytes, [bytes.buffer]);
}
