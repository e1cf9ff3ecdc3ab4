// The Wasm as it is published, run without a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const { answer, initSync } = await import("../../web/pkg/web.js");
const part = (name) => readFile(new URL(`../../web/pkg/${name}`, import.meta.url));
const rest = await WebAssembly.compile(await part("web_rest.wasm"));
/** How often the first part asked for the rest. */
let asked = 0;
globalThis.loadRest = () => {
  asked += 1;
  new WebAssembly.Instance(rest, { first });
};
const first = initSync({ module: await part("web_bg.wasm") });

/**
 * A message as the page encodes it: to be read (0), revision, language (0 is English), text, no acts (0), a look at everything (nothing
 * unfolded, of any namespace and any Service: 0, 0, 0), no panel (0), no goals (0). A text has less than 16,384 bytes.
 */
function request(revision, text) {
  const bytes = new TextEncoder().encode(text);
  // A length is written seven bits at a time, the lowest first.
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
  return Uint8Array.of(0, revision, 0, ...length, ...bytes, 0, 0, 0, 0, 0, 0);
}

test("reads the first example without the rest, and a mistake with it", async () => {
  const welcome = new TextDecoder().decode(await readFile(new URL("../../public/examples/welcome.yaml", import.meta.url)));
  const words = (text) => new TextDecoder().decode(answer(request(1, text)));
  assert.match(words(welcome), /web-1/);
  assert.equal(asked, 0, "what a first visit shows needs the first part alone");
  assert.match(words("apiVersion: v1\nkind: Service\nmetadata: {name: Web}\nspec: {ports: [{port: 70000}]}\n"), /must be between 1 and 65535/);
  assert.equal(asked, 1, "the words for a mistake are in the rest, which comes once");
});

test("answers each revision, and says the same of the same", () => {
  const text = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n";
  const first = answer(request(7, text));
  assert.deepEqual([...first.slice(0, 2)], [0, 7]);
  // What it is an answer to, the revision and two durations of eight bytes are its own, the rest is the analysis.
  assert.deepEqual(answer(request(8, text)).slice(18), first.slice(18));
  assert.ok(first.length > 100, "there is an analysis");
});

test("what is no request gets the empty answer", () => {
  assert.equal(answer(new Uint8Array()).length, 0);
});
