// What the first visit waits for, and what it does not.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** The files that the page and its worker fetched, without their directories. */
async function fetched(page: Page): Promise<string[]> {
  const names = () => performance.getEntriesByType("resource").map(({ name }) => name.slice(name.lastIndexOf("/") + 1));
  const lists = await Promise.all([page.evaluate(names), ...page.workers().map((worker) => worker.evaluate(names))]);
  return lists.flat();
}

test("a look at the page fetches what it shows, the first deed the rest", async ({ open }) => {
  const page = await open();
  const playground = new Playground(page);
  await expect(playground.card("Service default/web")).toBeVisible();
  await expect(page.locator(".cm-content")).toBeVisible();
  const first = await fetched(page);
  expect(first).toContainEqual(expect.stringMatching(/^web_bg.*\.wasm$/));
  expect(first.filter((name) => /^(?:web_rest|later)|service-worker/.test(name))).toEqual([]);
  await page.keyboard.press("Shift");
  await expect.poll(() => fetched(page)).toContainEqual(expect.stringMatching(/^web_rest.*\.wasm$/));
});

test("who is quicker than the network still gets what needs the rest", async ({ page, baseURL }) => {
  // What is fetched ahead does not arrive; what is asked for at once does.
  let send = (): void => undefined;
  const late = new Promise<void>((resolve) => (send = resolve));
  await page.route(/web_rest/, async (route) => {
    if (route.request().resourceType() === "fetch") await late;
    await route.continue();
  });
  await page.goto(baseURL!);
  const playground = new Playground(page);
  await expect(playground.card("Service default/web")).toBeVisible();
  await playground.paste("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 70000}]}}");
  await expect(playground.problems.first()).toContainText("must be between 1 and 65535");
  await page.getByRole("button", { name: "Share" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  send();
});

test("the picture is painted before the editor has come", async ({ page, baseURL }) => {
  let send = (): void => undefined;
  const asked = new Promise<void>((resolve) => (send = resolve));
  await page.route(/assets\/editor-/, async (route) => {
    await asked;
    await route.continue();
  });
  await page.goto(baseURL!);
  await expect(new Playground(page).card("Service default/web")).toBeVisible();
  await expect(page.locator(".cm-content")).toHaveCount(0);
  send();
  await expect(page.locator(".cm-content")).toBeVisible();
});
