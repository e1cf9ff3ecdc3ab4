// The page for everyone: every view as axe sees it, focus that is seen, an order to listen to, large letters, few colours, no motion.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test, type Language } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const LINK = readFileSync(new URL("../links/released/0.1.0-text.link", import.meta.url), "utf8").trim();

/** The names of what is opened on the way. */
const NAMES = {
  en: {
    send: "Send",
    dialogs: ["Share", "Export", "Help"],
    examples: "Examples",
    lessons: "Lessons",
    write: "Write a lesson…",
    opened: ["The first Service", "Checkout cannot reach payments"],
    leave: "Leave the lesson",
    find: "Find in the diagram",
  },
  ko: {
    send: "보내기",
    dialogs: ["공유", "내보내기", "도움말"],
    examples: "예제",
    lessons: "수업",
    write: "수업 쓰기…",
    opened: ["첫 번째 서비스", "결제가 되지 않습니다"],
    leave: "수업 나가기",
    find: "다이어그램에서 찾기",
  },
} as const;

for (const language of ["en", "ko"] satisfies Language[]) {
  const names = NAMES[language];

  test(`axe finds nothing in the page, its panels, menus and dialogs: ${language}`, async ({ open, expectAccessible }) => {
    const page = await open({ language, reducedMotion: true });
    /** Everything in the light theme; in the dark one only what differs there. */
    const check = async (within?: string) => {
      await expectAccessible(page, { within });
      await page.emulateMedia({ colorScheme: "dark" });
      await expectAccessible(page, { within, rules: ["color-contrast"] });
      await page.emulateMedia({ colorScheme: "light" });
    };
    await check();
    const tabs = page.getByRole("tablist").getByRole("tab");
    for (const tab of await tabs.all()) {
      await tab.click();
      await expect(page.getByRole("tabpanel")).not.toBeEmpty();
      await check("#region-panels");
    }
    await tabs.first().click();
    await page.getByRole("button", { name: names.send, exact: true }).click();
    await expect(page.getByRole("log").getByRole("listitem").first()).toBeVisible();
    await page.getByRole("button", { name: names.find }).click();
    await check("main");
    await page.keyboard.press("Escape");
    for (const name of names.dialogs) {
      await page.getByRole("button", { name, exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await check("dialog");
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: names.examples }).click();
    await check("header");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^(Actions on web-1|web-1에)/ }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await check(".act-menu");
  });

  test(`axe finds nothing in lessons, parts of the page and rules: ${language}`, async ({ open, baseURL, expectAccessible }) => {
    const page = await open({ language, reducedMotion: true });
    const check = async (within?: string) => {
      await expectAccessible(page, { within });
      await page.emulateMedia({ colorScheme: "dark" });
      await expectAccessible(page, { within, rules: ["color-contrast"] });
      await page.emulateMedia({ colorScheme: "light" });
    };
    const list = page.getByRole("navigation", { name: names.lessons });
    const lessons = page.getByRole("button", { name: names.lessons, exact: true });
    for (const title of names.opened) {
      await lessons.click();
      await expect(list.getByRole("button", { name: title })).toBeVisible();
      if (title === names.opened[0]) await check("header");
      await list.getByRole("button", { name: title }).click();
      await expect(page.getByRole("heading", { name: title })).toBeFocused();
      await check(".side");
      await page.getByRole("button", { name: names.leave }).click();
    }
    await lessons.click();
    await list.getByRole("button", { name: names.write }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await check("dialog");
    for (const view of ["embed", "present"]) {
      await page.goto(`${baseURL}?view=${view}#${LINK}`);
      await expect(page.getByRole("button", { name: /default\/web$/ }).first()).toBeVisible();
      await check();
    }
    await page.goto(`${baseURL}rules/${language}/index.html`);
    await check();
    await page.getByRole("main").getByRole("link").first().click();
    await check();
  });
}

/** What has the focus, and whether it is to be seen that it has. */
function focused(page: Page): Promise<{ name: string; seen: boolean; first: boolean }> {
  return page.evaluate(() => {
    let element: Element = document.activeElement!;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const styles = getComputedStyle(element);
    const outlined = styles.outlineStyle !== "none" && parseFloat(styles.outlineWidth) >= 2;
    // A part of the picture has a frame of its own; in the editor the caret stands, and its line is lit.
    const frame = element.querySelector(":scope > .card-box, :scope > .node-frame, :scope > .handle-disc");
    const framed = frame !== null && parseFloat(getComputedStyle(frame).strokeWidth) >= 3;
    const first = !element.hasAttribute("data-visited");
    element.setAttribute("data-visited", "");
    const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? "";
    return { name: `${element.localName} ${name}`, seen: outlined || framed || element.matches(".cm-content"), first };
  });
}

/** Walks once round the page with the Tab key and returns what the focus came to and was not to be seen at. */
async function unseenStops(playground: Playground): Promise<{ stops: number; unseen: string[] }> {
  const unseen: string[] = [];
  let stops = 0;
  for (; stops < 200; stops += 1) {
    if (await playground.isEditing()) await playground.page.keyboard.press("Escape");
    await playground.page.keyboard.press("Tab");
    const { name, seen, first } = await focused(playground.page);
    // The document itself, and then the first again: that was the round.
    if (!first) break;
    if (!seen && !name.startsWith("body ")) unseen.push(name);
  }
  return { stops, unseen };
}

test("the focus is seen wherever the Tab key leads, in a lesson too", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await playground.ready();
  const round = await unseenStops(playground);
  expect(round.unseen).toEqual([]);
  expect(round.stops).toBeGreaterThan(30);
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  await page.getByRole("navigation", { name: "Lessons" }).getByRole("button", { name: "The first Service" }).click();
  await expect(page.getByRole("heading", { name: "The first Service" })).toBeFocused();
  await page.evaluate(() => document.querySelectorAll("[data-visited]").forEach((it) => it.removeAttribute("data-visited")));
  expect((await unseenStops(playground)).unseen).toEqual([]);
});

const TWO_NODES = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {nodeName: node-1, containers: [{name: web, image: registry.example/web:1}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-2, labels: {app: web}}
spec: {nodeName: node-2, containers: [{name: web, image: registry.example/web:1}]}
`;

test("the diagram is heard in the order in which a request runs", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(TWO_NODES);
  await expect(playground.summary).toHaveText(/^1 Service, 2 Pods, /);
  const heard = await playground.diagram.getByRole("button", { name: /^(Client|ClusterIP|Entry|Service|Node|Pod) / }).evaluateAll((buttons) =>
    buttons.map((button) => button.getAttribute("aria-label")),
  );
  expect(heard).toEqual([
    "Client in the cluster",
    "Client on a node",
    "ClusterIP of Service default/web",
    "Service default/web",
    "Node node-1",
    "Pod default/web-1",
    "Node node-2",
    "Pod default/web-2",
  ]);
  await expect(playground.card("Service default/web")).toHaveAttribute("aria-description", /selector app=web, 80\/TCP/);
  await expect(playground.card("Pod default/web-1")).toHaveAttribute("aria-description", /10\.244\./);
});

test("at 200 % nothing is cut and everything can be reached", async ({ browser, baseURL }) => {
  // A window of 1440 × 900, zoomed.
  const context = await browser.newContext({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(baseURL!);
  const playground = new Playground(page);
  await expect(playground.summary).toHaveText(/^1 Service, /);
  const fits = async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "no sideways scrolling").toBeLessThanOrEqual(0);
  };
  for (const name of ["Examples", "Lessons", "Share", "Export", "Help"]) {
    await expect(page.getByRole("banner").getByRole("button", { name, exact: true })).toBeInViewport({ ratio: 1 });
  }
  for (const tab of ["Manifest", "Diagram", "Request"]) {
    await page.getByRole("tab", { name: tab, exact: true }).first().click();
    await fits();
  }
  const send = page.getByRole("button", { name: "Send" });
  await send.scrollIntoViewIfNeeded();
  await expect(send).toBeInViewport({ ratio: 1 });
  await send.click();
  await expect(page.getByRole("log", { name: "Trace" })).toContainText("10.96.");
  for (const name of ["Share", "Export", "Help"]) {
    await page.getByRole("button", { name, exact: true }).click();
    const dialog = page.getByRole("dialog", { name });
    await expect(dialog.getByRole("button", { name: "Close" })).toBeInViewport({ ratio: 1 });
    await dialog.getByRole("button").last().scrollIntoViewIfNeeded();
    await fits();
    await page.keyboard.press("Escape");
  }
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`with the system's few colours states stay apart and the focus is seen: ${colorScheme}`, async ({ open }) => {
    const page = await open({ theme: colorScheme });
    await page.emulateMedia({ colorScheme, forcedColors: "active" });
    const playground = new Playground(page);
    const line = (state: string) => playground.diagram.locator(`.edge-line.${state}`).first();
    await expect(line("edge-not-ready")).toHaveCSS("stroke-dasharray", /\d/);
    await expect(line("edge-live")).toHaveCSS("stroke-dasharray", "none");
    await expect(playground.diagram.locator(".not-ready .card-box").first()).toHaveCSS("stroke-dasharray", /\d/);
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    for (const text of await playground.diagram.locator("svg.scene text").all()) await expect(text).toHaveCSS("fill", ink);
    const service = playground.card("Service default/web");
    const plain = await service.locator(".card-box").evaluate((box) => getComputedStyle(box).stroke);
    await service.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await expect(service.locator(".card-box")).not.toHaveCSS("stroke", plain);
    const [open_, closed] = [true, false].map((selected) => page.getByRole("tab", { selected }).first());
    const border = (tab: typeof closed) => tab!.evaluate((element) => getComputedStyle(element).borderBottomColor);
    expect(await border(open_)).not.toBe(await border(closed));
  });
}

test("who wants no motion sees none while a request runs", async ({ open }) => {
  const page = await open({ reducedMotion: true });
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("log", { name: "Trace" })).toContainText("10.96.");
  await expect(page.locator(".way .number").first()).toBeVisible();
  await expect(page.locator(".dot")).toHaveCount(0);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
