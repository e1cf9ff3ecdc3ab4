// What the page gives away: every file is opened.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";

async function exported(page: Page, name: RegExp): Promise<{ file: string; bytes: Buffer }> {
  await page.getByRole("button", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name }).click();
  const file = await download;
  await page.keyboard.press("Escape");
  return { file: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test("SVG: well-formed, self-contained, fonts by name", async ({ open }) => {
  const page = await open();
  const { file, bytes } = await exported(page, /^Diagram as SVG/);
  expect(file).toBe("diagram.svg");
  const svg = bytes.toString("utf8");
  expect(svg).not.toMatch(/foreignObject|<script|<style|<animate|href=|system-ui/);
  // The page itself may not turn text into markup.
  const blank = await page.context().newPage();
  const found = await blank.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
    return {
      error: parsed.querySelector("parsererror")?.textContent ?? null,
      root: parsed.documentElement.localName,
      texts: parsed.querySelectorAll("text[font-family]").length,
    };
  }, svg);
  expect(found.error).toBeNull();
  expect(found.root).toBe("svg");
  expect(found.texts).toBeGreaterThan(10);
  expect(svg).toContain("default/web");
});

test("PNG: decodes, at twice the drawing's size", async ({ open }) => {
  const page = await open();
  const svg = (await exported(page, /^Diagram as SVG/)).bytes.toString("utf8");
  const { file, bytes } = await exported(page, /^Diagram as PNG/);
  expect(file).toBe("diagram.png");
  const decoded = await page.evaluate(async (data) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(data)], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    const colours = new Set<number>();
    for (let at = 0; at < pixels.length; at += 400) {
      colours.add((pixels[at]! << 16) | (pixels[at + 1]! << 8) | pixels[at + 2]!);
    }
    return { width: image.width, height: image.height, colours: colours.size };
  }, [...bytes]);
  const [, width, height] = svg.match(/width="([\d.]+)" height="([\d.]+)"/)!.map(Number);
  expect(decoded.width).toBe(Math.ceil(width! * 2));
  expect(decoded.height).toBe(Math.ceil(height! * 2));
  expect(decoded.colours, "there is something on it").toBeGreaterThan(5);
});

test("Mermaid: a flowchart with the same cards", async ({ open }) => {
  const page = await open();
  const { file, bytes } = await exported(page, /^Diagram as Mermaid/);
  expect(file).toBe("diagram.mmd");
  const text = bytes.toString("utf8");
  expect(text).toMatch(/^flowchart LR\n/);
  expect(text).toContain("Service default/web");
  expect(text).toMatch(/n\d+ -->/);
});

test("YAML: what the controllers write", async ({ open }) => {
  const page = await open();
  const { file, bytes } = await exported(page, /^Endpoints and EndpointSlices/);
  expect(file).toBe("endpoints.yaml");
  const text = bytes.toString("utf8");
  expect(text).toContain("kind: Endpoints\n");
  expect(text).toContain("\n---\n");
  expect(text).toContain("kind: EndpointSlice\n");
});

test("the dialog is accessible", async ({ open, expectAccessible }) => {
  const page = await open({ theme: "dark" });
  await page.getByRole("button", { name: "Export" }).click();
  await expectAccessible(page);
});
