// The page in parts: within another page, and on a projector.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const LINK = readFileSync(new URL("../links/released/0.1.0-text.link", import.meta.url), "utf8").trim();

test("embedded in a page of another origin: diagram and request alone", async ({ browser, baseURL }) => {
  const frame = `<iframe src="${baseURL}?view=embed#${LINK}" width="900" height="700"
    sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"></iframe>`;
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>Notes</title>${frame}`);
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
  try {
    const page = await context.newPage();
    const steps = async () => page.evaluate(() => history.length);
    await page.goto(`http://127.0.0.1:${port}/`);
    const before = await steps();
    const inside = page.frameLocator("iframe");
    await expect(inside.getByRole("button", { name: "Service default/web", exact: true })).toBeVisible();
    await expect(inside.getByRole("textbox", { name: "Manifest" })).toHaveCount(0);
    await expect(inside.getByRole("button", { name: "Share" })).toHaveCount(0);
    await inside.getByRole("button", { name: "Send" }).click();
    await expect(inside.getByRole("log", { name: "Trace" })).toContainText("10.96.");
    expect(await steps(), "a guest leaves the history of its host alone").toBe(before);
    const opening = context.waitForEvent("page");
    await inside.getByRole("link", { name: "Open in Service Playground" }).click();
    const whole = await opening;
    await expect(new Playground(whole).card("Service default/web")).toBeVisible();
    await expect(whole.getByRole("textbox", { name: "Manifest" })).toBeVisible();
    await expect(whole.getByRole("log", { name: "Trace" })).toContainText("10.96.");
  } finally {
    await context.close();
    server.close();
  }
});

test("an embedded page is told of a damaged link, and keeps nothing", async ({ page, baseURL }) => {
  await page.goto(`${baseURL}?view=embed#${LINK.slice(0, 120)}`);
  await expect(page.getByRole("alert")).toContainText("This link is cut off");
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test("presented: large, without the editor, step by step by key", async ({ page, baseURL, expectAccessible }) => {
  await page.goto(`${baseURL}?view=present#${LINK}`);
  const playground = new Playground(page);
  await expect(playground.card("Service default/web")).toBeVisible();
  await expect(playground.editor).toHaveCount(0);
  const caption = playground.diagram.locator("figcaption strong");
  await expect(caption).toHaveCount(0);
  await page.keyboard.press("PageDown");
  await expect(caption).toHaveCount(1);
  const first = await caption.innerText();
  await page.keyboard.press("ArrowRight");
  await expect(caption).not.toHaveText(first);
  await page.keyboard.press("ArrowLeft");
  await expect(caption).toHaveText(first);
  await page.keyboard.press("Escape");
  await expect(caption).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Leave the presentation" }).click();
  await expect(playground.editor).toBeVisible();
});

for (const width of [390, 900]) {
  test(`embedded at ${width} pixels nothing runs out of the window`, async ({ page, baseURL, expectAccessible }) => {
    await page.setViewportSize({ width, height: 600 });
    await page.goto(`${baseURL}?view=embed#${LINK}`);
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await expectAccessible(page);
  });
}
