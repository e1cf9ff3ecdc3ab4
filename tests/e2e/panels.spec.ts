// The panels under the diagram: found by name, filled when they are opened.
import { expect, test } from "./fixtures.ts";

test("Why shows each Pod's way to the Service, and leads to its lines", async ({ open, expectAccessible }) => {
  const page = await open();
  await page.getByRole("tab", { name: "Why", exact: true }).click();
  const panel = page.getByRole("tabpanel", { name: "Why" });
  const ladders = panel.getByRole("list", { name: "Each Pod, condition by condition" });
  await expect(ladders.locator("> li").first()).toContainText("Pod ");
  await expect(panel.getByRole("combobox", { name: "Service port" })).toBeVisible();
  const checks = panel.getByRole("list", { name: "Debug Services, step by step" });
  await expect(checks.locator("> li").first()).toContainText("Does the Service exist? Yes");
  await expect(checks).toContainText("kubectl get svc");
  await expectAccessible(page);
  await panel.getByRole("button", { name: /^Pod line \d+$/ }).first().click();
  await expect(page.getByRole("textbox", { name: "Manifest" })).toBeFocused();
});

test("DNS lists every name with its records", async ({ open, expectAccessible }) => {
  const page = await open();
  await page.getByRole("tab", { name: "DNS", exact: true }).click();
  const panel = page.getByRole("tabpanel", { name: "DNS" });
  await expect(panel).toContainText("svc.cluster.local, svc.cluster.local and cluster.local");
  const table = panel.getByRole("table", { name: "Service default/kubernetes" });
  await expect(table.getByRole("row", { name: "kubernetes.default.svc.cluster.local A 10.96.0.1" })).toBeVisible();
  await expectAccessible(page);
});

test("kube-proxy shows the chosen node's rules in the chosen mode", async ({ open, expectAccessible }) => {
  const page = await open();
  await page.getByRole("tab", { name: "kube-proxy", exact: true }).click();
  const panel = page.getByRole("tabpanel", { name: "kube-proxy" });
  await expect(panel).toContainText(":KUBE-SERVICES");
  await expect(panel.getByRole("button", { name: "Copy: iptables-save" })).toBeVisible();
  await panel.getByRole("combobox", { name: "Mode" }).selectOption("nftables");
  await expect(panel).toContainText("add table ip kube-proxy");
  const node = panel.getByRole("combobox", { name: "Node" });
  await node.selectOption({ index: 1 });
  await expect(node).toHaveValue("node-2");
  await expectAccessible(page);
});

test("the panels are filled anew as the text changes, and after another tab was open", async ({ open }) => {
  const page = await open();
  await page.getByRole("tab", { name: "Endpoints", exact: true }).click();
  await expect(page.getByRole("tabpanel", { name: "Endpoints" })).toContainText("kind: EndpointSlice");
  await page.getByRole("tab", { name: "kubectl", exact: true }).click();
  const panel = page.getByRole("tabpanel", { name: "kubectl" });
  await expect(panel).toContainText("CLUSTER-IP");
  await page.getByRole("textbox", { name: "Manifest" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("apiVersion: v1\nkind: Service\nmetadata: {name: fresh}\nspec: {ports: [{port: 80}]}\n");
  await expect(panel).toContainText("fresh");
});

test("the panels speak Korean", async ({ open }) => {
  const page = await open({ language: "ko" });
  await page.getByRole("tab", { name: "왜", exact: true }).click();
  await expect(page.getByRole("tabpanel", { name: "왜" })).toContainText("서비스가 있습니까?");
});
