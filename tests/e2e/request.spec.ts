// The simulator: from the name to the Pod, or to where it dies.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

test("a request to a Service is followed to its Pods, and a ping is not answered", async ({ open, expectAccessible }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await playground.example("a · A Service and its Pods");
  await page.getByRole("tab", { name: "Request" }).click();
  const panel = page.getByRole("tabpanel", { name: "Request" });
  const trace = panel.getByRole("log", { name: "Trace" });
  await panel.getByRole("combobox", { name: "To", exact: true }).fill("bluayer");
  await playground.count(panel.getByRole("spinbutton", { name: "Count" }), 100);
  await panel.getByRole("button", { name: "Send" }).click();
  await expect.poll(() => page.locator(".dot").evaluateAll((dots) => dots.some((dot) => dot.getBoundingClientRect().width > 0))).toBe(true);
  await expect(trace).toContainText("bluayer.default.svc.cluster.local is 10.96.0.101");
  await expect(trace).toContainText("Pod default/bluayer-123da");
  await expect(trace).toContainText("Pod default/bluayer-456fe");
  await expect(trace).toContainText(/50 %: \d+ of 100/);
  await expectAccessible(page);
  await panel.getByRole("combobox", { name: "Tool", exact: true }).selectOption("ping");
  await panel.getByRole("button", { name: "Send" }).click();
  await expect(trace).toContainText("the ClusterIP of Service default/bluayer answers no ping");
});

test("who asks decides: outside, a Service's name and its ClusterIP mean nothing, a node port does", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await playground.example("f · NodePort and Pods");
  const panel = page.getByRole("tabpanel", { name: "Request" });
  const trace = panel.getByRole("log", { name: "Trace" });
  await page.getByRole("tab", { name: "Request" }).click();
  await panel.getByRole("combobox", { name: "From", exact: true }).selectOption("Client outside the cluster");
  for (const [to, said] of [
    ["bluayer", "NXDOMAIN"],
    ["10.96.0.101", "means something only inside the cluster"],
    ["192.168.0.12:31001", "Pod default/bluayer-123da"],
  ] as const) {
    await panel.getByRole("combobox", { name: "To", exact: true }).fill(to);
    await page.keyboard.press("Control+Enter");
    await expect(trace).toContainText(said);
  }
});

test("with ClientIP affinity all requests go to one Pod", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await playground.example("e · Session affinity and Pods");
  await page.getByRole("tab", { name: "Request" }).click();
  const panel = page.getByRole("tabpanel", { name: "Request" });
  await playground.count(panel.getByRole("spinbutton", { name: "Count" }), 100);
  await panel.getByRole("button", { name: "Send" }).click();
  const trace = panel.getByRole("log", { name: "Trace" });
  await expect(trace).toContainText("50 %: 100 of 100");
  await expect(trace).toContainText("50 %: 0 of 100");
  await expect(trace).toContainText("Session affinity");
});
