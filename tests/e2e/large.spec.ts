// A picture that is larger than the window: folded, searched, narrowed.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** `services` Services in two namespaces, and `pods` Pods behind each, every one with a label of its own. */
function manifest(services: number, pods: number): string {
  const documents: string[] = [];
  for (let at = 0; at < services; at += 1) {
    const namespace = at % 2 === 0 ? "shop" : "billing";
    documents.push(
      `{apiVersion: v1, kind: Service, metadata: {name: svc-${at}, namespace: ${namespace}}, spec: {selector: {app: app-${at}}, ports: [{port: 80}]}}`,
    );
    for (let pod = 0; pod < pods; pod += 1) {
      documents.push(
        `{apiVersion: v1, kind: Pod, metadata: {name: app-${at}-${pod}, namespace: ${namespace}, labels: {app: app-${at}, n: "${pod}"}}, spec: {containers: [{name: app, image: app, ports: [{containerPort: 80}]}]}}`,
      );
    }
  }
  return documents.join("\n---\n");
}

test("a thousand Pods behind a hundred Services: one is found, and one Service shown alone", async ({ open }) => {
  const playground = new Playground(await open());
  const { page, diagram } = playground;
  await playground.paste(manifest(100, 10));
  await expect(playground.summary).toHaveText("100 Services, 1000 Pods, 0 errors, 0 warnings");
  await expect(playground.card("Pod billing/app-77-0 and 9 more")).toHaveCount(1);

  await diagram.focus();
  await page.keyboard.press("/");
  const finder = diagram.getByRole("search", { name: "Find in the diagram" });
  const query = finder.getByRole("searchbox", { name: "Name, address or label" });
  await expect(query).toBeFocused();
  await page.keyboard.type("billing/app-77-6");
  await expect(finder.getByText("1 of 1")).toBeVisible();
  await expect(playground.card("Pod billing/app-77-0 and 9 more")).toBeInViewport();

  const services = finder.getByRole("combobox", { name: "Service" });
  await finder.getByRole("combobox", { name: "Namespace" }).selectOption("billing");
  await expect(playground.card("Service shop/svc-0")).toHaveCount(0);
  await expect(services.getByRole("option", { name: "shop/svc-0" })).toHaveCount(0);
  await services.selectOption("billing/svc-77");
  await expect(diagram.getByRole("button", { name: /^Service / })).toHaveCount(1);
  // Few enough to be drawn one by one.
  await expect(diagram.getByRole("button", { name: /^Pod / })).toHaveCount(10);

  await query.press("Escape");
  await expect(finder).toHaveCount(0);
  await expect(diagram.getByRole("button", { name: /^Service / })).toHaveCount(100);
});

test("what is not there is said, and Enter goes round", async ({ open }) => {
  const playground = new Playground(await open());
  const { page, diagram } = playground;
  await diagram.getByRole("button", { name: "Find in the diagram" }).click();
  const finder = diagram.getByRole("search");
  await page.keyboard.type("nowhere to be found");
  await expect(finder.getByText("Nothing found")).toBeVisible();
  await finder.getByRole("searchbox").fill("pod default/web-");
  await expect(finder.getByText("1 of 4")).toBeVisible();
  for (const at of [2, 3, 4, 1]) {
    await page.keyboard.press("Enter");
    await expect(finder.getByText(`${at} of 4`)).toBeVisible();
  }
});

test("equal Pods are one card, taken apart and folded again from its menu", async ({ open }) => {
  const playground = new Playground(await open());
  const { page, diagram } = playground;
  await playground.paste(
    "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {replicas: 45, serviceName: db, selector: {matchLabels: {app: db}}, " +
      "template: {metadata: {labels: {app: db}}, spec: {nodeName: node-1, containers: [{name: db, image: postgres}]}}}}",
  );
  await expect(playground.card("Pod default/db-0 and 44 more")).toBeVisible();
  await diagram.getByRole("button", { name: "Actions on db-0" }).click();
  await page.getByRole("menuitem", { name: "Show all 45, one by one" }).click();
  await expect(diagram.getByRole("button", { name: /^Pod / })).toHaveCount(45);
  await diagram.getByRole("button", { name: "Actions on db-0" }).click();
  await page.getByRole("menuitem", { name: "Fold again" }).click();
  await expect(diagram.getByRole("button", { name: /^Pod / })).toHaveCount(1);
});

test("two fingers zoom, one moves, and neither goes to the source", async ({ open }) => {
  const playground = new Playground(await open());
  const { page, diagram } = playground;
  const picture = diagram.locator("svg.scene > g").first();
  const transform = async () => (await picture.getAttribute("transform"))!;
  const scale = async () => Number(/scale\(([\d.]+)\)/.exec(await transform())![1]);
  const box = (await diagram.locator("svg.scene").boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: [number, number][]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });

  const before = await scale();
  await touch("touchStart", [x - 40, y], [x + 40, y]);
  for (const apart of [60, 80, 100, 120]) await touch("touchMove", [x - apart, y], [x + apart, y]);
  await touch("touchEnd");
  await expect.poll(scale).toBeGreaterThan(before * 2);

  const moved = await transform();
  await touch("touchStart", [x, y]);
  for (const by of [10, 20, 30]) await touch("touchMove", [x + by, y + by]);
  await touch("touchEnd");
  await expect.poll(transform).not.toBe(moved);
  await expect(playground.editor).not.toBeFocused();
});
