// How long a keystroke takes in the packed site, by the page's own measures, and how long others take to only parse the same text.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { watch } from "./watch.ts";

/** Where the manifests are, and where the results go. */
const directory = process.env["BENCH"]!;
const modules = join(import.meta.dirname, "../../node_modules");

/** How often a key is pressed, and how often the others parse; the first times of each warm up. */
const SIZES = [
  { size: "S", strokes: 60, parses: 40 },
  { size: "M", strokes: 60, parses: 20 },
  { size: "L", strokes: 40, parses: 8 },
  { size: "XL", strokes: 24, parses: 3 },
];
const WARM_UP = 4;

/** The parsers, as their packages bring them for browsers; served for this alone. */
const PARSERS = {
  "js-yaml": { file: "js-yaml/dist/js-yaml.mjs", parse: "loadAll" },
  yaml: { file: "yaml/browser/dist/index.js", parse: "parseAllDocuments" },
};

for (const { size, strokes, parses } of SIZES) {
  test(`a keystroke in ${size}`, async ({ page, browser }) => {
    const text = await readFile(join(directory, `${size}.yaml`), "utf8");
    await page.addInitScript(watch);
    const workerMemory = await noteWorkerMemory(page);
    await page.goto("");
    const result = {
      browser: browser.version(),
      date: new Date().toISOString().slice(0, 10),
      bytes: new TextEncoder().encode(text).length,
      keystrokes: await typed(page, text, strokes, workerMemory),
      parsers: await others(page, text, parses),
    };
    await writeFile(join(directory, `${size}.json`), JSON.stringify(result, null, 1));
  });
}

/** Pastes `text`, types into it, and returns what was noted; null if the page gives up. */
async function typed(page: Page, text: string, strokes: number, workerMemory: () => Promise<number>) {
  await expect(page.getByRole("textbox", { name: "Manifest" }).locator(".cm-line").first()).toBeVisible();
  if (!(await settled(page, 1))) return null;
  await idle(page);
  const before = await count(page);
  const opening = await paste(page, text);
  if (!(await settled(page, before + 1))) return null;
  await idle(page);
  const typing = await now(page);
  await goToEndOf(page, text, /^.*\bport: \d+$/m);
  const pasted = await count(page);
  for (let at = 0; at < WARM_UP + strokes; at += 1) {
    await page.keyboard.press(at % 2 === 0 ? "8" : "Backspace");
    if (!(await settled(page, pasted + at + 1))) return null;
  }
  await idle(page);
  const noted = await page.evaluate(() => ({ ...notes, memories: notes.memories.map(({ buffer }) => buffer.byteLength) }));
  const durations = (from: number, to: number) => noted.longTasks.filter(({ start }) => start >= from && start < to).map(({ duration }) => duration);
  return {
    strokes: noted.strokes.slice(pasted + WARM_UP),
    longTasks: { opening: durations(opening, typing), typing: durations(typing, Infinity) },
    memory: { page: noted.memories[0]!, worker: await workerMemory() },
  };
}

const now = (page: Page) => page.evaluate(() => performance.now());
const count = (page: Page) => page.evaluate(() => notes.strokes.length);

/** Waits until so many pictures have been painted; false if the page has stopped an analysis that took too long. */
async function settled(page: Page, pictures: number): Promise<boolean> {
  const outcome = await page.waitForFunction(
    (pictures) => (notes.strokes.length >= pictures ? "painted" : document.querySelector(".failure") && "stopped"),
    pictures,
    { polling: 20, timeout: 60_000 },
  );
  return (await outcome.jsonValue()) === "painted";
}

/** Waits until the page has nothing left to do: what it does after a picture belongs to that picture. */
async function idle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestIdleCallback(() => setTimeout(done, 300))));
}

/** Pastes over everything, and returns when. */
async function paste(page: Page, text: string): Promise<number> {
  const editor = page.getByRole("textbox", { name: "Manifest" });
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+a");
  // The text is there before, and the paste is a task of its own: what the test itself takes is not to be measured.
  const clipboard = await page.evaluateHandle((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    return clipboardData;
  }, text);
  await idle(page);
  const begun = await now(page);
  await editor.evaluate((editor, clipboardData) => {
    setTimeout(() => editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })));
  }, clipboard);
  return begun;
}

/** Puts the caret at the end of the first line that is like `line`. */
async function goToEndOf(page: Page, text: string, line: RegExp): Promise<void> {
  const found = line.exec(text);
  expect(found, "there is such a line").not.toBeNull();
  await page.keyboard.press("ControlOrMeta+Home");
  const above = text.slice(0, found!.index).split("\n").length - 1;
  for (let at = 0; at < above; at += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
}

/** Lets the worker note its memory: no script of ours runs there by itself. Returns how to ask for it. */
async function noteWorkerMemory(page: Page): Promise<() => Promise<number>> {
  await page.route("**/assets/worker-*.js", async (route) => {
    const response = await route.fetch();
    const note = `{ const old = WebAssembly.instantiate; WebAssembly.instantiate = async (...args) => {
      const instance = await old.apply(WebAssembly, args); globalThis.memory = instance.exports.memory; return instance; }; }\n`;
    await route.fulfill({ response, body: note + (await response.text()) });
  });
  return async () => {
    const [worker] = page.workers();
    return worker!.evaluate(() => (globalThis as unknown as { memory: WebAssembly.Memory }).memory.buffer.byteLength);
  };
}

/** The times that other parsers take, in milliseconds. */
async function others(page: Page, text: string, times: number): Promise<Record<string, number[]>> {
  await page.route("**/bench/**", (route) => route.fulfill({ path: join(modules, new URL(route.request().url()).pathname.split("/bench/")[1]!) }));
  const took: Record<string, number[]> = {};
  for (const [name, { file, parse }] of Object.entries(PARSERS)) {
    took[name] = await page.evaluate(
      async ({ address, parse, text, times }) => {
        const library = (await import(address)) as Record<string, (text: string) => unknown>;
        const took: number[] = [];
        let all = 0;
        // The first time is for the compiler; who needs very long is not asked more often than once after it.
        for (let at = 0; at <= times && (at < 2 || all < 20_000); at += 1) {
          const begun = performance.now();
          library[parse]!(text);
          const ended = performance.now();
          took.push(ended - begun);
          all += ended - begun;
        }
        return took.slice(1);
      },
      { address: new URL(`bench/${file}`, page.url()).href, parse, text, times },
    );
  }
  return took;
}
