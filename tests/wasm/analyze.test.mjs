// The Wasm as it is published, run without a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const { answer, initSync } = await import("../../web/pkg/web.js");
initSync({ module: await readFile(new URL("../../web/pkg/web_bg.wasm", import.meta.url)) });

/**
 * A message as the page encodes it: to be read (0), revision, language (0 is English), text, no acts (0), a look at everything (nothing
 * unfolded, of any namespace and any Service: 0, 0, 0), no panel (0), no goals (0); all of them short.
 */
function request(revision, text) {
  const bytes = new TextEncoder().encode(text);
  return Uint8Array.of(0, revision, 0, bytes.length, ...bytes, 0, 0, 0, 0, 0, 0);
}

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
