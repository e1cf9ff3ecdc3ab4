// The streams in links are plain deflate: zlib itself, given the dictionary, reads every one that was released.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";

const released = new URL("released/", import.meta.url);
const dictionary = readFileSync(new URL("../../crates/share/src/dictionary-1.txt", import.meta.url));
/** The letters or digits at the end, which check the rest. */
const SEAL = 3;

for (const file of readdirSync(released).filter((name) => name.endsWith(".link"))) {
  test(`zlib reads ${file}`, () => {
    const link = readFileSync(new URL(file, released), "utf8").trim();
    assert.match(link, /^1\.[\w-]+[A-Za-z0-9]$/);
    const stream = Buffer.from(link.slice(2, -SEAL), "base64url");
    const text = inflateRawSync(stream, { dictionary }).toString();
    const manifest = readFileSync(new URL(file.replace(/link$/, "yaml"), released), "utf8");
    assert.ok(text.endsWith(manifest));
  });
}
