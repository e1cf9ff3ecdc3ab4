// The study notes, chapter by chapter: what they say happens, asked of the page by its accessible names.
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** The simulator: who asks, for what, and what came of it. */
class Simulator {
  readonly panel: Locator;
  readonly trace: Locator;

  constructor(readonly page: Page) {
    this.panel = page.getByRole("tabpanel", { name: "Request" });
    this.trace = this.panel.getByRole("log", { name: "Trace" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("tab", { name: "Request", exact: true }).click();
  }

  /** Sends a request, as the form has it where nothing else is said. */
  async send({ from, to, tool, count, pause }: { from?: string; to?: string; tool?: string; count?: number; pause?: number }): Promise<void> {
    if (from) await this.panel.getByRole("combobox", { name: "From", exact: true }).selectOption({ label: from });
    if (to) await this.panel.getByRole("combobox", { name: "To", exact: true }).fill(to);
    if (tool) await this.panel.getByRole("combobox", { name: "Tool", exact: true }).selectOption(tool);
    if (count) await this.panel.getByRole("spinbutton", { name: "Count" }).fill(String(count));
    if (pause !== undefined) await this.panel.getByRole("spinbutton", { name: "Pause between requests (s)" }).fill(String(pause));
    await this.panel.getByRole("button", { name: "Send" }).click();
  }

  /** How many of the requests arrived at each place, most first. */
  async counts(): Promise<number[]> {
    const said = await this.trace.getByRole("listitem").filter({ hasText: /%: \d+ of \d+/ }).allTextContents();
    const counts = said.map((text) => Number(/%: (\d+) of/.exec(text)![1]));
    return counts.sort((one, other) => other - one);
  }
}

const PODS = ["Pod default/bluayer-123da", "Pod default/bluayer-456fe"];

async function chapter(open: () => Promise<Page>, title: string): Promise<{ playground: Playground; simulator: Simulator }> {
  const playground = new Playground(await open());
  await playground.example(title);
  await expect(playground.card("Client in the cluster")).toBeVisible();
  const simulator = new Simulator(playground.page);
  await simulator.open();
  return { playground, simulator };
}

test("a Service is tested from a Pod and from a node, and not from outside", async ({ open, expectAccessible }) => {
  const { playground, simulator } = await chapter(open, "a · A Service and its Pods");
  await simulator.send({ to: "bluayer", count: 100 });
  for (const pod of PODS) await expect(simulator.trace).toContainText(pod);
  const [most, least] = await simulator.counts();
  expect(most! + least!).toBe(100);
  expect(least!).toBeGreaterThan(20);
  // The way is drawn, with its numbers; and what a step goes by is a click away.
  await expect(playground.diagram.getByText(`50% · ${most}/100`).first()).toBeVisible();
  await expectAccessible(playground.page);
  await simulator.trace.getByRole("button", { name: /^Service line \d+$/ }).first().click();
  await expect(playground.editor).toBeFocused();

  // A shell on a node knows no cluster DNS, but its rules know the ClusterIP.
  await simulator.send({ from: "Node node-1", to: "bluayer" });
  await expect(simulator.trace).toContainText("NXDOMAIN");
  await expect(playground.diagram.getByText("NXDOMAIN")).toBeVisible();
  await simulator.send({ to: "10.96.0.101" });
  for (const pod of PODS) await expect(simulator.trace).toContainText(pod);

  await simulator.send({ from: "Client outside the cluster", to: "10.96.0.101" });
  await expect(simulator.trace).toContainText("means something only inside the cluster");
});

test("a shown request goes away by its button and by Escape", async ({ open }) => {
  const { playground, simulator } = await chapter(open, "a · A Service and its Pods");
  const number = playground.diagram.getByText(/^50% · \d+\/10$/);
  for (const away of [
    () => simulator.panel.getByRole("button", { name: "Clear" }).click(),
    () => playground.page.keyboard.press("Escape"),
  ]) {
    await simulator.send({ to: "bluayer", count: 10 });
    await expect(number).toHaveCount(2);
    await away();
    await expect(number).toHaveCount(0);
    await expect(simulator.trace).not.toContainText("10.96.0.101");
  }
});

test("a ping of the virtual IP is not answered, and of a Pod it is", async ({ open }) => {
  const { playground, simulator } = await chapter(open, "a · A Service and its Pods");
  await simulator.send({ to: "bluayer", tool: "ping" });
  await expect(simulator.trace).toContainText("the ClusterIP of Service default/bluayer answers no ping");
  await expect(playground.diagram.getByText("time-out")).toBeVisible();
  await simulator.send({ to: "10.244.0.10" });
  await expect(simulator.trace).toContainText("Pod default/bluayer-123da answers the ping");
  await simulator.send({ to: "10.96.0.101", tool: "curl" });
  for (const pod of PODS) await expect(simulator.trace).toContainText(pod);
});

test("session affinity keeps a client on a Pod until its time-out passes", async ({ open }) => {
  const { simulator } = await chapter(open, "e · Session affinity and Pods");
  await simulator.send({ to: "bluayer", count: 100 });
  await expect(simulator.trace).toContainText("until 10800 seconds pass");
  expect(await simulator.counts()).toEqual([100, 0]);
  await simulator.send({ pause: 10_800 });
  await expect(simulator.trace).toContainText("until 10800 seconds pass");
  expect(await simulator.counts()).toEqual([100, 0]);
  await simulator.send({ pause: 10_801 });
  await expect(simulator.trace).toContainText("each connection chooses anew");
  const [, least] = await simulator.counts();
  expect(least!).toBeGreaterThan(20);
});

test("a pause is only asked for where an affinity could end", async ({ open }) => {
  const { simulator } = await chapter(open, "a · A Service and its Pods");
  await expect(simulator.panel.getByRole("spinbutton", { name: "Count" })).toBeVisible();
  await expect(simulator.panel.getByRole("spinbutton", { name: "Pause between requests (s)" })).toHaveCount(0);
});

test("one ClusterIP has several ports", async ({ open }) => {
  const { simulator } = await chapter(open, "b · Several ports and their Pods");
  await simulator.send({ to: "bluayer:80" });
  await expect(simulator.trace).toContainText("10.244.0.10:8080");
  await simulator.send({ to: "bluayer:443" });
  await expect(simulator.trace).toContainText("10.244.0.10:8443");
  await simulator.send({ to: "bluayer:81" });
  await expect(simulator.trace).toContainText("but not this port");
});

test("a named port moves with the Pod, and the Service stays as it is", async ({ open }) => {
  const { playground, simulator } = await chapter(open, "c · Named ports and their Pods");
  await simulator.send({ to: "bluayer" });
  await expect(simulator.trace).toContainText("10.244.0.10:8080");
  const before = await (await playground.page.request.get("examples/seed-c-named-ports-and-pods.yaml")).text();
  await playground.paste(before.replaceAll("containerPort: 8080", "containerPort: 9090"));
  // The request that was sent is told anew.
  await expect(simulator.trace).toContainText("10.244.0.10:9090");
  await expect(playground.edge("Service default/bluayer port 80/TCP to Pod default/bluayer-123da port 9090/TCP")).toHaveCount(1);
});

test("Endpoints written by hand lead out of the cluster", async ({ open }) => {
  const { simulator } = await chapter(open, "d · A Service for outside addresses");
  await simulator.send({ to: "external-service", count: 100 });
  await expect(simulator.trace).toContainText("11.11.11.11:80");
  await expect(simulator.trace).toContainText("22.22.22.22:80");
  const [, least] = await simulator.counts();
  expect(least!).toBeGreaterThan(20);
});

test("without Endpoints a Service without a selector refuses", async ({ open }) => {
  const { playground, simulator } = await chapter(open, "6 · A Service without a selector");
  await simulator.send({ to: "external-service" });
  await expect(simulator.trace).toContainText("Connection refused: Service default/external-service has no endpoint");
  await expect(playground.diagram.getByText("connection refused", { exact: true })).toBeVisible();
});

test("an ExternalName is a CNAME that leads out of the cluster", async ({ open }) => {
  const { playground, simulator } = await chapter(open, "8 · ExternalName");
  await simulator.send({ to: "external-service" });
  await expect(simulator.trace).toContainText("is a CNAME for someapi.somecompnay.com");
  await expect(playground.diagram.getByText("leaves the cluster")).toBeVisible();
});

test("a NodePort answers on every node, whichever Pod it leads to", async ({ open }) => {
  const { simulator } = await chapter(open, "f · NodePort and Pods");
  await simulator.send({ from: "Client outside the cluster", to: "192.168.0.11:31001", count: 100 });
  for (const node of ["192.168.0.11", "192.168.0.12"]) {
    await simulator.send({ to: `${node}:31001` });
    await expect(simulator.trace).toContainText(`to ${node} port 31001`);
    for (const pod of PODS) await expect(simulator.trace).toContainText(pod);
    await expect(simulator.trace).toContainText(`It sees ${node}, the node's address`);
  }
  await simulator.send({ from: "Client in the cluster", to: "bluayer" });
  for (const pod of PODS) await expect(simulator.trace).toContainText(pod);
});

test("the rules that a request passes are numbered on the node that decides", async ({ open, expectAccessible }) => {
  const { playground, simulator } = await chapter(open, "f · NodePort and Pods");
  const { page } = playground;
  await simulator.send({ from: "Client outside the cluster", to: "192.168.0.12:31001" });
  await expect(simulator.trace).toContainText("node-2");
  await page.getByRole("tab", { name: "kube-proxy", exact: true }).click();
  const panel = page.getByRole("tabpanel", { name: "kube-proxy" });
  await expect(panel).toContainText("from 203.0.113.9 to 192.168.0.12:31001/TCP was decided on node-2");
  const rules = panel.getByRole("region", { name: "Rules that the request passed" }).getByRole("listitem");
  await expect(rules.first()).toContainText("-A KUBE-SERVICES");
  await expect(rules.filter({ hasText: "-j DNAT --to-destination" })).toHaveCount(1);
  await expectAccessible(page);
  await panel.getByRole("combobox", { name: "Mode" }).selectOption("nftables");
  await expect(rules.filter({ hasText: "vmap @service-nodeports" })).toHaveCount(1);
  await expect(rules.filter({ hasText: "numgen random mod 2" })).toHaveCount(1);
  await panel.getByRole("combobox", { name: "Node" }).selectOption("node-1");
  await expect(rules).toHaveCount(0);
  await panel.getByRole("button", { name: "Show node-2" }).click();
  await expect(rules.first()).toBeVisible();
});

test("DNS gives addresses their names back", async ({ open }) => {
  const { playground } = await chapter(open, "a · A Service and its Pods");
  await playground.page.getByRole("tab", { name: "DNS", exact: true }).click();
  const table = playground.page.getByRole("table", { name: "Service default/bluayer" });
  await expect(table.getByRole("row", { name: "101.0.96.10.in-addr.arpa PTR bluayer.default.svc.cluster.local" })).toBeVisible();
});

test("with less motion there are numbers and no dots", async ({ open }) => {
  const { playground, simulator } = await chapter(() => open({ reducedMotion: true }), "a · A Service and its Pods");
  await simulator.send({ to: "bluayer", count: 100 });
  await expect(playground.diagram.getByText(/^50% · \d+\/100$/)).toHaveCount(2);
  for (const dot of await playground.diagram.locator(".dot").all()) await expect(dot).toBeHidden();
});
