// Visits the site as people do for the first time, and prints the numbers of the functions that ran. The site's module has marks
// (`ran 7`); what keeps hold of its exports stands before the first line of the scripts.
//
// SITE is the address, CHROMIUM the browser.
import { chromium } from "@playwright/test";

const VISITS = [
  { viewport: { width: 1440, height: 900 }, locale: "en-US", colorScheme: "light" },
  { viewport: { width: 1440, height: 900 }, locale: "ko-KR", colorScheme: "dark" },
  { viewport: { width: 390, height: 844 }, locale: "en-US", colorScheme: "light", hasTouch: true },
  { viewport: { width: 1024, height: 768 }, locale: "ko-KR", colorScheme: "light", reducedMotion: "reduce" },
];

const ran = new Set();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
for (const visit of VISITS) {
  const context = await browser.newContext({ ...visit, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(process.env.SITE);
  await page.locator(".cm-content").waitFor({ state: "attached" });
  await page.locator("[data-part]").first().waitFor({ state: "attached" });
  // What is put off until nothing else is to be done belongs to the visit.
  await page.evaluate(() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(done))));
  for (const place of [page, ...page.workers()]) {
    for (const number of await place.evaluate(marked)) ran.add(number);
  }
  await context.close();
}
await browser.close();
console.log(JSON.stringify([...ran]));

function marked() {
  const numbers = [];
  for (const [name, mark] of Object.entries(globalThis.marks)) {
    if (name.startsWith("ran ") && mark.value === 1) numbers.push(Number(name.slice(4)));
  }
  return numbers;
}
