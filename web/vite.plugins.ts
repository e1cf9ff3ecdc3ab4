// What the page needs beyond Vite itself.
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { HtmlTagDescriptor, Plugin } from "vite";

// Static hosts send no headers of ours, so the policy is a <meta>. CodeMirror lives in a shadow root and
// brings its styles as adopted sheets, which 'self' allows; its lint marks are data: pictures.
const POLICY = {
  "default-src": "'self'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
  // No text becomes markup or code; `boot/trust.ts` says which addresses become scripts.
  "require-trusted-types-for": "'script'",
  "trusted-types": "own-files",
};

/** Says in the page itself what it may load and run: its own files, and nothing from anywhere else. */
export function contentSecurityPolicy(): Plugin {
  const content = Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" },
    ],
  };
}

/** Ends the development server with the program that started it, however that one ended. */
export function endWithParent(): Plugin {
  return {
    name: "end-with-parent",
    apply: "serve",
    configureServer() {
      // Vite itself listens for the end of its input; somebody has to read it for there to be one.
      if (!process.stdin.isTTY) process.stdin.resume();
    },
  };
}

/** Lets the browser fetch the Wasm while it still reads the script that will ask for it. */
export function preloadWasm(): Plugin {
  return {
    name: "preload-wasm",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }): HtmlTagDescriptor[] {
        return Object.keys(bundle ?? {})
          .filter((file) => /web_bg[^/]*\.wasm$/.test(file))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "fetch", type: "application/wasm", crossorigin: true, href: `./${file}` },
            injectTo: "head",
          }));
      },
    },
  };
}

/** After everything is written, because only then are the files' bytes final: hashes into the page, the list of files, then all packed. */
export function seal(): Plugin {
  let outDir = "";
  return {
    name: "seal",
    apply: "build",
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await addIntegrity(outDir);
      await listFiles(outDir);
      await precompress(outDir);
    },
  };
}

/** Writes each script's and sheet's hash beside its address: a half-updated deployment refuses to run mixed. */
async function addIntegrity(outDir: string): Promise<void> {
  const page = join(outDir, "index.html");
  let html = await readFile(page, "utf8");
  for (const [tag, file] of html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)) {
    const hash = createHash("sha384").update(await readFile(join(outDir, file!))).digest("base64");
    html = html.replace(tag, `${tag} integrity="sha384-${hash}"`);
  }
  await writeFile(page, html);
}

/** Tells the service worker which files there are, and an edition's name that changes with any of them. */
async function listFiles(outDir: string): Promise<void> {
  const worker = join(outDir, "service-worker.js");
  const all = (await filesOf(outDir)).filter((file) => file !== worker).sort();
  const edition = createHash("sha256");
  for (const file of all) edition.update(file.slice(outDir.length)).update(await readFile(file));
  const names = all.map((file) => relative(outDir, file).split(sep).join("/"));
  let script = await readFile(worker, "utf8");
  for (const [word, value] of [["__EDITION__", edition.digest("hex").slice(0, 16)], ['"__FILES__"', JSON.stringify(names)]] as const) {
    if (!script.includes(word)) throw new Error(`${worker} lacks ${word}`);
    script = script.replaceAll(word, () => value);
  }
  await writeFile(worker, script);
}

async function filesOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Puts a `.br` and a `.gz` beside every file that gains by it, for servers that send such files as they are. */
async function precompress(outDir: string): Promise<void> {
  const files = await filesOf(outDir);
  await Promise.all(files.filter((file) => !/\.(?:br|gz|png|jpe?g|webp|avif|woff2)$/.test(file)).map(compress));
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}
