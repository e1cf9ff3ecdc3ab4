// The study notes: every block as it stands, and what their text puts together, from the menu of examples.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

interface Case {
  /** The example's title. */
  title: string;
  /** The status line. */
  summary: string;
  /** What the list of problems says, in order; nothing else stands there. */
  problems: RegExp[];
  /** Cards of the diagram. */
  cards: string[];
  /** Edges of the diagram. */
  edges?: string[];
  /** What the diagram says where a route dies. */
  dead?: RegExp;
}

const BOTH_PODS = ["Pod default/bluayer-123da", "Pod default/bluayer-456fe"];
const edgesTo = (port: string, target: string) =>
  BOTH_PODS.map((pod) => `Service default/bluayer port ${port} to ${pod} port ${target}`);

const CASES: Case[] = [
  {
    title: "1 · A Service",
    summary: "1 Service, 0 Pods, 0 errors, 0 warnings",
    problems: [/^Info line \d+: .*no Pods/],
    cards: ["Client in the cluster", "Service default/bluayer"],
    dead: /No Pod/,
  },
  {
    title: "2 · Session affinity (fragment)",
    summary: "1 Service, 0 Pods, 1 error, 0 warnings",
    problems: [/^Error line \d+: .*could not find expected ':'/],
    cards: [],
  },
  {
    title: "3 · Several ports",
    summary: "1 Service, 0 Pods, 0 errors, 0 warnings",
    problems: [/^Info line \d+: .*no Pods/],
    cards: ["Service default/bluayer"],
  },
  {
    title: "4 · Named ports: the Pod (fragment)",
    summary: "0 Services, 1 Pod, 2 errors, 0 warnings",
    problems: [
      /^Error line \d+: metadata\.name: Required value: name or generateName is required/,
      /^Error line \d+: spec\.containers\[0\]\.image: Required value/,
    ],
    cards: [],
  },
  {
    title: "5 · Named ports: the Service (fragment)",
    summary: "1 Service, 0 Pods, 1 error, 0 warnings",
    problems: [/^Error line \d+: metadata\.name: Required value: name or generateName is required/],
    cards: [],
  },
  {
    title: "6 · A Service without a selector",
    summary: "1 Service, 0 Pods, 0 errors, 0 warnings",
    problems: [],
    cards: ["Service default/external-service"],
    dead: /selector/i,
  },
  {
    title: "7 · Endpoints written by hand",
    summary: "0 Services, 0 Pods, 0 errors, 1 warning",
    problems: [/^Warning line \d+: No Service is called default\/external-service/, /^Info line \d+: v1 Endpoints is deprecated/],
    cards: ["Endpoint 11.11.11.11", "Endpoint 22.22.22.22"],
  },
  {
    title: "8 · ExternalName",
    summary: "1 Service, 0 Pods, 0 errors, 0 warnings",
    problems: [/^Info line \d+: /],
    cards: ["Service default/external-service", "DNS name someapi.somecompnay.com"],
  },
  {
    title: "a · A Service and its Pods",
    summary: "1 Service, 2 Pods, 0 errors, 0 warnings",
    problems: [],
    cards: ["Service default/bluayer", "Node node-1", "Node node-2", ...BOTH_PODS],
    edges: edgesTo("80/TCP", "8080/TCP"),
  },
  {
    title: "b · Several ports and their Pods",
    summary: "1 Service, 2 Pods, 0 errors, 0 warnings",
    problems: [],
    cards: ["Service default/bluayer", ...BOTH_PODS],
    edges: [...edgesTo("80/TCP", "8080/TCP"), ...edgesTo("443/TCP", "8443/TCP")],
  },
  {
    title: "c · Named ports and their Pods",
    summary: "1 Service, 2 Pods, 0 errors, 0 warnings",
    problems: [],
    cards: ["Service default/bluayer", ...BOTH_PODS],
    edges: [...edgesTo("80/TCP", "8080/TCP"), ...edgesTo("443/TCP", "8443/TCP")],
  },
  {
    title: "d · A Service for outside addresses",
    summary: "1 Service, 0 Pods, 0 errors, 0 warnings",
    problems: [/^Info line \d+: v1 Endpoints is deprecated/],
    cards: ["Service default/external-service", "Endpoint 11.11.11.11", "Endpoint 22.22.22.22"],
    edges: [
      "Service default/external-service port 80/TCP to Endpoint 11.11.11.11 port 80/TCP",
      "Service default/external-service port 80/TCP to Endpoint 22.22.22.22 port 80/TCP",
    ],
  },
  {
    title: "e · Session affinity and Pods",
    summary: "1 Service, 2 Pods, 0 errors, 0 warnings",
    problems: [],
    cards: ["Service default/bluayer", ...BOTH_PODS],
    edges: edgesTo("80/TCP", "8080/TCP"),
  },
  {
    title: "f · NodePort and Pods",
    summary: "1 Service, 2 Pods, 0 errors, 0 warnings",
    problems: [],
    cards: ["Client outside the cluster", "Client in the cluster", "Service default/bluayer", ...BOTH_PODS],
    edges: edgesTo("80/TCP", "8080/TCP"),
  },
  {
    title: "g · LoadBalancer and Pods",
    summary: "1 Service, 2 Pods, 0 errors, 0 warnings",
    problems: [/^Info line \d+: .*waits for a load balancer/],
    cards: ["Client outside the cluster", "Service default/bluayer", ...BOTH_PODS],
    edges: edgesTo("80/TCP", "8080/TCP"),
  },
];

for (const { title, summary, problems, cards, edges = [], dead } of CASES) {
  test(title, async ({ open }) => {
    const playground = new Playground(await open());
    await playground.example(title);
    await expect(playground.summary).toHaveText(summary);
    await expect(playground.problems).toHaveText(problems);
    for (const card of cards) await expect(playground.card(card)).toBeVisible();
    for (const edge of edges) await expect(playground.edge(edge)).toHaveCount(1);
    if (dead) await expect(playground.diagram.getByRole("img", { name: dead }).first()).toBeVisible();
  });
}

test("every example opens in both languages", async ({ open }) => {
  for (const language of ["en", "ko"] as const) {
    const page = await open({ language });
    const playground = new Playground(page, language);
    await page.getByRole("button", { name: playground.names.examples }).click();
    const titles = await page.getByRole("menuitem").allTextContents();
    expect(titles.length).toBeGreaterThan(20);
    await page.keyboard.press("Escape");
    for (const title of titles) {
      await playground.example(title);
      await expect(playground.summary).not.toBeEmpty();
      await expect(playground.diagram.getByRole("button").first()).toBeVisible();
    }
  }
});
