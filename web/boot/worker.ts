// The worker's side: the first message is the compiled module, every later one a manifest.
import init, { analyze } from "../pkg/web.js";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const ready = new Promise<void>((resolve, reject) => {
  scope.addEventListener(
    "message",
    (event: MessageEvent<WebAssembly.Module>) => {
      init({ module_or_path: event.data }).then(() => resolve(), reject);
      scope.addEventListener("message", answer);
    },
    { once: true },
  );
});

async function answer(event: MessageEvent<string>): Promise<void> {
  await ready;
  scope.postMessage(analyze(event.data));
}
