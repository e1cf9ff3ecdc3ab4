// How long others make the links of the held examples: `cargo xtask bench links` compares ours.
import { readdirSync, readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { fromUint8Array } from "js-base64";
import lzString from "lz-string";
import { deflate } from "pako";

const held = new URL("held/", import.meta.url);

const lengths = readdirSync(held).sort().map((name) => {
  const text = readFileSync(new URL(name, held), "utf8");
  return {
    name,
    text,
    zlib: deflateSync(text, { level: 9 }).toString("base64url").length,
    mermaid: mermaid(text).length,
    lzString: lzString.compressToEncodedURIComponent(text).length,
  };
});
console.log(JSON.stringify(lengths));

/** As mermaid-live-editor writes its fragment, with the least state that it can have. */
function mermaid(code) {
  const state = JSON.stringify({ code, mermaid: JSON.stringify({ theme: "default" }) });
  return `pako:${fromUint8Array(deflate(new TextEncoder().encode(state), { level: 9 }), true)}`;
}
