// A link is the whole state, and every link is answered.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import readQr from "jsqr";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const SHOP = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: Pod
metadata:
  name: shop-1
  labels:
    app: shop
spec:
  containers:
  - name: shop
    image: registry.example/shop:1
    ports:
    - containerPort: 8080
`;

/** A link that was released: the text of the first example. */
const RELEASED = readFileSync(new URL("../links/released/0.1.0-text.link", import.meta.url), "utf8").trim();

/** Waits until the address says what the page shows, and returns what follows the `#`. */
async function settled(page: Page, before = ""): Promise<string> {
  const fragment = () => page.evaluate(() => location.hash.slice(1));
  await expect.poll(fragment).not.toBe(before);
  return fragment();
}

test("the address follows what is done, and opens to the same page", async ({ open }) => {
  const page = await open();
  expect(await page.evaluate(() => location.hash), "a visit changes no address").toBe("");
  const playground = new Playground(page);
  await playground.paste(SHOP);
  const text = await settled(page);
  await playground.count(page.getByLabel("Count"), 50);
  await page.getByRole("combobox", { name: "To", exact: true }).fill("shop:80");
  await page.getByRole("button", { name: "Send" }).click();
  const asked = await settled(page, text);
  await page.getByRole("tab", { name: "DNS" }).click();
  const panel = await settled(page, asked);
  expect(panel).toMatch(/^1\.[\w-]+[A-Za-z0-9]$/);

  const other = await open({ fragment: panel });
  await expect(other.getByRole("tab", { name: "DNS" })).toHaveAttribute("aria-selected", "true");
  expect(await new Playground(other).text()).toBe(await playground.text());
  await other.getByRole("tab", { name: "Request" }).click();
  await expect(other.getByLabel("Count")).toHaveValue("50");
  await expect(other.getByRole("log", { name: "Trace" })).toContainText("shop-1");
  await page.getByRole("tab", { name: "Request" }).click();
  const trace = (of: Page) => of.getByRole("log", { name: "Trace" }).innerText();
  expect(await trace(other)).toBe(await trace(page));
});

test("typing is one step of the history, and Back leads from a link to what was there", async ({ open }) => {
  const page = await open();
  const playground = new Playground(page);
  const steps = await page.evaluate(() => history.length);
  await playground.paste(SHOP);
  await settled(page);
  await playground.editor.press("ControlOrMeta+End");
  await page.keyboard.type("# one more line");
  await expect.poll(() => playground.text()).toContain("# one more line");
  expect(await page.evaluate(() => history.length)).toBe(steps);
  await page.evaluate((link) => { location.hash = link; }, RELEASED);
  await expect(playground.card("Service default/web")).toBeVisible();
  await page.goBack();
  await expect(playground.card("Service default/shop")).toBeVisible();
  await page.goForward();
  await expect(playground.card("Service default/web")).toBeVisible();
});

test("a text that was only looked at is not taken for one's own", async ({ open }) => {
  const page = await open();
  const playground = new Playground(page);
  await playground.paste(SHOP);
  await settled(page);
  const guest = await page.context().newPage();
  await guest.goto(`${page.url().split("#")[0]}#${RELEASED}`);
  await expect(new Playground(guest).card("Service default/web")).toBeVisible();
  await guest.close();
  const next = await page.context().newPage();
  await next.goto(page.url().split("#")[0]!);
  await expect(new Playground(next).card("Service default/shop")).toBeVisible();
});

test("unsaved work survives a reload in the same moment", async ({ open }) => {
  const page = await open();
  const playground = new Playground(page);
  await playground.paste(SHOP);
  await settled(page);
  await playground.paste(SHOP.replaceAll("shop", "cart"));
  await page.reload();
  await expect(playground.card("Service default/cart")).toBeVisible();
});

const MENDED = {
  "the # as %23": `%23${RELEASED}`,
  "a full stop behind it": `${RELEASED}.`,
  "angle brackets": `%3C${RELEASED}%3E`,
  "a line break of a mail program": `${RELEASED.slice(0, 70)}%0D%0A${RELEASED.slice(70)}`,
  "a lost last character": RELEASED.slice(0, -1),
};

for (const [what, fragment] of Object.entries(MENDED)) {
  test(`mended: ${what}`, async ({ open }) => {
    const page = await open({ fragment });
    await expect(page.getByRole("alert")).toContainText("It was mended; what you see is what was shared.");
    await expect(new Playground(page).card("Service default/web")).toBeVisible();
  });
}

test("a cut link says so, and shows what could be read", async ({ open }) => {
  const page = await open({ fragment: RELEASED.slice(0, 120) });
  await expect(page.getByRole("alert")).toContainText("This link is cut off");
  await expect(new Playground(page).editor).toContainText("kind: Service");
});

test("a damaged link says so", async ({ open }) => {
  const at = RELEASED.length - 20;
  const other = RELEASED[at] === "x" ? "y" : "x";
  const page = await open({ fragment: RELEASED.slice(0, at) + other + RELEASED.slice(at + 1) });
  await expect(page.getByRole("alert")).toContainText(/cut off|changed on its way/);
});

for (const [what, fragment, said] of [
  ["foreign", "pako:eNpVkE1qwzAQha8itGohOYAXhcZOUwht", "is not a link of Service Playground"],
  ["newer", "2.AAAAAAAA", "newer version"],
  ["script", "<img src=x onerror=alert(1)>", "is not a link"],
  ["huge", `1.${"A".repeat(1_500_000)}`, "more than this page opens"],
] as const) {
  test(`a ${what} link shows no example in its place`, async ({ open }) => {
    const page = await open({ fragment });
    await expect(page.getByRole("alert")).toContainText(said);
    expect(await new Playground(page).text()).toBe("");
    await page.reload();
    await expect(page.getByRole("alert")).toContainText(said);
  });
}

test("a foreign fragment in an open page changes nothing", async ({ open }) => {
  const page = await open();
  await new Playground(page).paste(SHOP);
  await settled(page);
  await page.evaluate(() => { location.hash = "section-2"; });
  await expect(page.getByRole("alert")).toContainText("is not a link");
  await expect(new Playground(page).card("Service default/shop")).toBeVisible();
});

test("a link speaks Korean only if Korean was chosen", async ({ open }) => {
  const korean = await open({ language: "ko" });
  await new Playground(korean, "ko").paste(SHOP);
  const plain = await settled(korean);
  await expect((await open({ fragment: plain })).locator("html")).toHaveAttribute("lang", "en");
  await korean.getByRole("button", { name: "English" }).click();
  const english = await settled(korean, plain);
  await korean.getByRole("button", { name: "한국어" }).click();
  const chosen = await settled(korean, english);
  await expect((await open({ fragment: chosen })).locator("html")).toHaveAttribute("lang", "ko");
});

/** What a QR code's drawing says, read by a program that knows nothing of ours. */
function decoded(path: string, side: number): string | undefined {
  const scale = 4;
  const size = side * scale;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column++) {
        pixels.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3);
      }
    }
  }
  return readQr(pixels, size, size)?.data;
}

test("the dialog: link, QR code, Markdown, snippet; all of them the same state", async ({ open, expectAccessible }) => {
  const page = await open();
  await new Playground(page).paste(SHOP);
  await settled(page);
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  const link = await dialog.getByRole("textbox", { name: "Link", exact: true }).inputValue();
  expect(link).toBe(page.url());
  await expect(dialog).toContainText(`${link.length} characters`);
  const qr = dialog.getByRole("img", { name: "QR code" });
  const side = Number((await qr.getAttribute("viewBox"))!.split(" ")[2]);
  expect(decoded((await qr.locator(".qr-ink").getAttribute("d"))!, side)).toBe(link);
  expect(await dialog.getByRole("textbox", { name: "Markdown" }).inputValue()).toContain(`](${link})`);
  const fragment = link.split("#")[1];
  expect(await dialog.getByRole("textbox", { name: "Embed in a page" }).inputValue()).toContain(`?view=embed#${fragment}"`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("a long link warns, and a manifest that is too large for one becomes a file", async ({ open }) => {
  const page = await open();
  const playground = new Playground(page);
  const noise = (count: number) =>
    Array.from({ length: count }, (_, n) => `# ${((n + 1) * 2654435761 % 4294967296).toString(36)}${n * 7919}`).join("\n");
  await playground.paste(`${SHOP}${noise(900)}\n`);
  await settled(page);
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog.getByRole("listitem")).toHaveCount(3);
  await expect(dialog).toContainText("too long for a QR code");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save the manifest" }).click();
  expect((await download).suggestedFilename()).toBe("manifest.yaml");
});

test("what the browser keeps can be cleared", async ({ open }) => {
  const page = await open();
  const playground = new Playground(page);
  await playground.paste(SHOP);
  await settled(page);
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("button", { name: "Clear what is stored" }).click();
  await expect(page.getByText("Cleared")).toBeVisible();
  await page.reload();
  await expect(playground.card("Service default/web")).toBeVisible();
});
