// What a browser is told that cannot run the page.
import { expect, test } from "./fixtures.ts";

test("without JavaScript the page says what it needs, in both languages", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(baseURL!);
  // No text is looked for within this element by name: it is one only here.
  const sentences = page.locator("noscript span");
  await expect(sentences).toHaveText([/it needs JavaScript/, /JavaScript가 필요합니다/]);
  for (const sentence of await sentences.all()) await expect(sentence).toBeInViewport({ ratio: 1 });
  await expect(page.getByText("needs a browser with WebAssembly")).toBeHidden();
  await context.close();
});

test("without WebAssembly the page says what it needs, in both languages", async ({ page, baseURL, complaints }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await page.goto(baseURL!);
  await expect(page.getByText("needs a browser with WebAssembly")).toBeInViewport({ ratio: 1 });
  await expect(page.getByText("WebAssembly와 모듈 워커를 지원하는 브라우저")).toBeInViewport({ ratio: 1 });
  await expect.poll(() => complaints.length).toBeGreaterThan(0);
  // The reason is in the console, for whoever is asked about it.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes("WebAssembly"))).toEqual([]);
});
