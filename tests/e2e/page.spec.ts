import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
  - port: 80
`;

const manifest = (page: Page) => page.getByRole("textbox", { name: "Manifest" });

/** Replaces the manifest as a person does: select everything, paste over it. */
async function write(page: Page, text: string): Promise<void> {
  await new Playground(page).paste(text);
}

test("what is typed is read at once, drawn and told", async ({ open }) => {
  const page = await open();
  await write(page, SERVICE);
  await expect(page.getByRole("status")).toHaveText(/^1 Service, 0 Pods, /);
  const figure = page.getByRole("figure", { name: "Routing diagram" });
  await expect(figure.getByRole("button", { name: "Service default/shop", exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "kubectl", exact: true }).click();
  await expect(page.getByRole("tabpanel", { name: "kubectl" })).toContainText("shop");
});

test("a problem leads to its place, and is marked there", async ({ open }) => {
  const page = await open();
  await write(page, `${SERVICE.replace("port: 80", "port: 80000")}    targetPort: 80\n`);
  const item = page.getByRole("list", { name: "Problems" }).getByRole("listitem").first();
  await expect(item).toHaveText(/^Error line 9: /);
  await item.getByRole("button").first().click();
  await expect(manifest(page)).toBeFocused();
  await expect(page.locator(".cm-lintRange-error")).toHaveText("80000");
});

test("each revision leaves three measures", async ({ open }) => {
  const page = await open();
  const names = () => page.evaluate(() => performance.getEntriesByType("measure").map(({ name }) => name));
  await expect.poll(async () => new Set(await names())).toEqual(new Set(["analyze", "layout", "render"]));
  const before = (await names()).length;
  await write(page, SERVICE);
  await expect.poll(async () => (await names()).length).toBeGreaterThanOrEqual(before + 3);
});

test("a card lights the text that made it, and leads there", async ({ open }) => {
  const page = await open();
  const card = page.getByRole("button", { name: "Service default/web", exact: true });
  await card.focus();
  await expect(page.locator(".cm-lit").first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(manifest(page)).toBeFocused();
});

test("the text survives a reload, and a reset can be undone", async ({ open }) => {
  const page = await open();
  await write(page, SERVICE);
  await expect(page.getByRole("status")).toHaveText(/^1 Service, 0 Pods, /);
  await page.reload();
  await expect(page.getByRole("status")).toHaveText(/^1 Service, 0 Pods, /);
  await expect(manifest(page)).toContainText("name: shop");
  await page.getByRole("button", { name: "Reset" }).click();
  await expect(page.getByRole("status")).toHaveText(/^1 Service, 4 Pods, /);
  await manifest(page).click();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(page.getByRole("status")).toHaveText(/^1 Service, 0 Pods, /);
});

test("an example is chosen by keyboard", async ({ open }) => {
  const page = await open();
  await page.getByRole("button", { name: "Examples" }).press("Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText(/^1 Service, 3 Pods, /);
  await expect(page.getByRole("button", { name: "Examples" })).toBeFocused();
});

test("splitters move by key and are remembered", async ({ open }) => {
  const page = await open();
  const splitter = page.getByRole("separator", { name: "Width of the editor" });
  await splitter.press("ArrowRight");
  await splitter.press("ArrowRight");
  await expect(splitter).toHaveAttribute("aria-valuenow", "36");
  await page.reload();
  await expect(splitter).toHaveAttribute("aria-valuenow", "36");
});

test("the keyboard leaves the editor by Escape and Tab, whatever Escape did besides", async ({ open }) => {
  const page = await open();
  await manifest(page).click();
  // Escape lets go of this selection, and of the editor with it.
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(manifest(page)).not.toBeFocused();
});

test("files dropped anywhere become one text; what is no text is refused", async ({ open }) => {
  const page = await open();
  const drop = async (files: { name: string; bytes: number[] }[]) => {
    const data = await page.evaluateHandle((all) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of all) transfer.items.add(new File([new Uint8Array(bytes)], name));
      return transfer;
    }, files);
    await page.locator("header").dispatchEvent("drop", { dataTransfer: data });
  };
  const bytes = [...new TextEncoder().encode(SERVICE)];
  const other = [...new TextEncoder().encode(SERVICE.replaceAll("shop", "cart"))];
  await drop([
    { name: "a.yaml", bytes },
    { name: "b.yaml", bytes: other },
  ]);
  await expect(page.getByRole("status")).toHaveText(/^2 Services, 0 Pods, /);
  await drop([{ name: "a.zip", bytes: [80, 75, 3, 4, 0] }]);
  await expect(page.getByRole("alert")).toContainText("a.zip");
});

test("a narrow page shows one part at a time, in Korean too", async ({ open, expectAccessible }) => {
  const page = await open({ language: "ko", theme: "dark", viewport: { width: 390, height: 844 } });
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
  await page.getByRole("tab", { name: "다이어그램" }).click();
  await expect(page.getByRole("figure", { name: "라우팅 다이어그램" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "매니페스트" })).toBeHidden();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "요청" }).click();
  await expect(page.getByRole("tabpanel").first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("the help dialog opens, and Escape closes it", async ({ open, expectAccessible }) => {
  const page = await open();
  await page.getByRole("button", { name: "Help" }).click();
  await expect(page.getByRole("dialog", { name: "Help" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
});
