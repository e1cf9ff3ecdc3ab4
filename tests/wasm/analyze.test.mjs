// The Wasm as it is published, run without a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const { answer, initSync } = await import("../../web/pkg/web.js");
initSync({ module: await readFile(new URL("../../web/pkg/web_bg.wasm", import.meta.url)) });

/** A request as the page encodes it: revision, language (0 is English), text; all of them short. */
function request(revision, text) {
  const bytes = new TextEncoder().encode(text);
  return Uint8Array.of(revision, 0, bytes.length, ...bytes);
}

test("answers each revision, and says the same of the same", () => {
  const text = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n";
  const first = answer(request(7, text));
  assert.equal(first[0], 7);
  // The revision and two durations of eight bytes are the answer's own, the rest is the analysis.
  assert.deepEqual(answer(request(8, text)).slice(17), first.slice(17));
});

test("what is no request gets the empty answer", () => {
  assert.equal(answer(new Uint8Array()).length, 0);
});
