// The second part of the program: what a first visit does not need. The first part asks for it with a call, in the middle of its work,
// which is why `loadRest` cannot wait as other fetches do; page and worker fetch it ahead, as soon as somebody begins to do something.
import restUrl from "../pkg/web_rest.wasm?url";

let first: WebAssembly.Exports | undefined;
let isHere = false;

/** Says which first part this is the rest of. */
export function belongTo(exports: object): void {
  first = exports as WebAssembly.Exports;
}

// The first part calls it by this name.
Object.assign(globalThis, { loadRest });

/** Fetches the rest, for here or for a worker. */
export async function fetchRest(): Promise<WebAssembly.Module> {
  return compiled(restUrl);
}

/** Joins the rest to the first part; a second time does nothing. */
export function join(rest: WebAssembly.Module): void {
  if (isHere) return;
  if (!first) throw new Error("the rest came before the first part");
  // Its own start puts functions and constants into their places.
  new WebAssembly.Instance(rest, { first });
  isHere = true;
}

/** Gets the rest at once: the first part called a function that is in it. */
function loadRest(): void {
  const request = new XMLHttpRequest();
  request.open("GET", restUrl, false);
  // A page may ask for nothing but text in this way: one character a byte.
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (!request.status.toString().startsWith("2")) throw new Error(`the rest did not come: ${request.status}`);
  join(new WebAssembly.Module(Uint8Array.from(request.responseText, (character) => character.charCodeAt(0))));
}

/** Compiles while it arrives, if the server says what it is; a plain server on somebody's stick may not know. */
export async function compiled(address: string): Promise<WebAssembly.Module> {
  const response = await fetch(address);
  const type = response.headers.get("Content-Type") ?? "";
  if (type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
