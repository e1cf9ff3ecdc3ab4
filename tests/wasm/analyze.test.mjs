// The Wasm as it is published, run without a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const { analyze, initSync } = await import("../../web/pkg/web.js");
initSync({ module: await readFile(new URL("../../web/pkg/web_bg.wasm", import.meta.url)) });

test("answers, and again the same", () => {
  const text = "kind: Service\n";
  assert.equal(analyze(text), "1 lines");
  assert.equal(analyze(text), analyze(text));
});
