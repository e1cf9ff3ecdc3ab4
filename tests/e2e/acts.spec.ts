// Acts on the diagram: an overlay over the manifest, which stays as it is written.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const POD = "Pod default/bluayer-123da";
const OLD_ADDRESS = "10.244.0.10";
const NEW_ADDRESS = "10.244.0.12";

/** The seed's Service and its Pods. */
async function withPods(page: Page): Promise<Playground> {
  const playground = new Playground(page);
  await playground.example("a · A Service and its Pods");
  await expect(playground.card(POD)).toBeVisible();
  return playground;
}

/** Opens the menu of a Pod or a node, by its name alone, and chooses. */
async function act(playground: Playground, name: string, item: string | RegExp): Promise<void> {
  await playground.diagram.getByRole("button", { name: `Actions on ${name}` }).click();
  await playground.page.getByRole("menuitem", { name: item }).click();
}

function done(page: Page): Locator {
  return page.getByRole("list", { name: "Done here, not in the YAML" }).getByRole("listitem");
}

/** Sends a request, and gives what became of it. */
async function send(page: Page, to: string): Promise<Locator> {
  await page.getByRole("tab", { name: "Request" }).click();
  const panel = page.getByRole("tabpanel", { name: "Request" });
  await panel.getByRole("combobox", { name: "To", exact: true }).fill(to);
  await panel.getByRole("button", { name: "Send" }).click();
  return panel.getByRole("log", { name: "Trace" });
}

test("who uses a Pod's IP fails after a kill, who uses the Service does not", async ({ open, expectAccessible }) => {
  const playground = await withPods(await open());
  const { page } = playground;
  const before = await playground.text();
  await expect(await send(page, `${OLD_ADDRESS}:8080`)).toContainText(`${POD} gets it at ${OLD_ADDRESS}:8080`);

  await act(playground, "bluayer-123da", "Kill");
  await expect(done(page)).toHaveText([`killed ${POD}`]);
  await expect(page.getByText("in a real cluster it would stay gone")).toBeVisible();
  await expect(playground.card(POD)).toHaveAccessibleDescription(new RegExp(`new Pod, new IP.*${NEW_ADDRESS}`));

  // The request that stands in the panel is told anew.
  const trace = page.getByRole("log", { name: "Trace" });
  await expect(trace).toContainText("no Pod has this IP any more: default/bluayer-123da had it until it was killed");
  await expect(await send(page, "bluayer")).toContainText(`${NEW_ADDRESS}:8080`);
  await expectAccessible(page);

  expect(await playground.text(), "the YAML is the person's").toBe(before);
  await page.getByRole("tab", { name: "Endpoints" }).click();
  await expect(page.getByRole("tabpanel", { name: "Endpoints" })).toContainText(NEW_ADDRESS);

  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(done(page)).toHaveCount(0);
  await expect(playground.card(POD)).toHaveAccessibleDescription(new RegExp(OLD_ADDRESS));
  await expect(await send(page, `${OLD_ADDRESS}:8080`)).toContainText(`${POD} gets it`);
});

test("without ready Pods a terminating one still serves; problems are about the text alone", async ({ open }) => {
  const playground = await withPods(await open());
  const { page } = playground;
  await act(playground, "bluayer-123da", "Terminate slowly");
  await act(playground, "bluayer-456fe", "Make not ready");
  await expect(done(page)).toHaveText([`terminated ${POD} slowly`, "made Pod default/bluayer-456fe not ready"]);
  await expect(await send(page, "bluayer")).toContainText(`${POD} gets it`);
  await act(playground, "bluayer-123da", "Make not ready");
  await expect(page.getByRole("log", { name: "Trace" })).toContainText(/refused/);
  await expect(playground.problems.filter({ hasText: "ready" })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo all" }).click();
  await expect(page.getByRole("log", { name: "Trace" })).toContainText("Pod default/bluayer-456fe");
});

test("a Deployment is scaled and a node joins; what has lost its target has no effect", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await playground.paste(
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: web}}\n" +
      "  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: nginx}]}\n",
  );
  const pods = playground.diagram.getByRole("button", { name: /^Pod default\/web-/ });
  await expect(pods).toHaveCount(1);
  const menu = playground.diagram.getByRole("button", { name: /^Actions on web-/ }).first();
  await menu.click();
  await page.getByRole("menuitem", { name: "Scale out to 2" }).click();
  await expect(pods).toHaveCount(2);
  await act(playground, "node-1", "Add a node");
  await expect(playground.card("Node node-3")).toBeVisible();
  await expect(done(page)).toHaveText(["scaled Deployment default/web to 2", "added a node"]);
  await playground.example("a · A Service and its Pods");
  await expect(done(page)).toHaveText(["scaled Deployment default/web to 2 · no effect", "added a node"]);
  await expect(playground.card("Node node-3")).toBeVisible();
});

test("a Pod that stands alone cannot be scaled, and the menu says why", async ({ open }) => {
  const playground = await withPods(await open());
  await playground.diagram.getByRole("button", { name: "Actions on bluayer-123da" }).click();
  const item = playground.page.getByRole("menuitem", { name: "Scale out" });
  await expect(item).toHaveAttribute("aria-disabled", "true");
  await expect(item).toContainText("A Deployment makes copies");
});

test("by keyboard alone, in Korean", async ({ open, expectAccessible }) => {
  const playground = new Playground(await open({ language: "ko" }), "ko");
  const { page } = playground;
  await playground.example("a · 서비스와 파드");
  const card = playground.card("파드 default/bluayer-123da");
  await expect(card).toBeVisible();
  await card.focus();
  await page.keyboard.press("Tab");
  const button = playground.diagram.getByRole("button", { name: "bluayer-123da에 대한 동작" });
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "준비되지 않게 하기" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "강제 종료하기" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(button).toBeFocused();
  const list = page.getByRole("list", { name: "여기에서만 한 동작(YAML에는 없음)" });
  await expect(list.getByRole("listitem")).toHaveText(["파드 default/bluayer-123da 강제 종료"]);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(list).toHaveCount(0);
});

test("after a Pod is gone with its button, the focus is in the picture", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await playground.example("A Deployment and its Service");
  const button = playground.diagram.getByRole("button", { name: /^Actions on api-/ }).first();
  await button.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(done(page)).toHaveCount(1);
  await expect(playground.diagram).toBeFocused();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(done(page)).toHaveCount(0);
});

test("a click on a card still goes to its YAML", async ({ open }) => {
  const playground = await withPods(await open());
  await playground.card(POD).click();
  await expect(playground.editor).toBeFocused();
});
