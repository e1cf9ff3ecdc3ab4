// A long day at the page: nothing grows, nothing gets slower.
import type { CDPSession, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** Every round is twenty things that a person does, and ends where it began. */
const ROUNDS = 100;
/** Caches are full and the undo history has its length by then. */
const WARM = 20;
/** So many rounds are compared with each other. */
const TENTH = 10;

const MANIFEST = `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 8000}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {containers: [{name: web, image: registry.example/web:1}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web-2, labels: {app: web}}
spec: {containers: [{name: web, image: registry.example/web:1}]}
`;

/** What a round says of itself: how many changes it made to the document. */
type Round = (first: number, manifest: string) => Promise<number>;

declare global {
  interface Window {
    round: Round;
  }
}

/** Puts `round` into the page: there it waits for what the page does, not for a clock or a protocol. */
function prepare(): void {
  let changes = 0;
  let awake = () => {};
  const observer = new MutationObserver((records) => {
    changes += records.length;
    awake();
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  /** Until the page looks like this; asked after each of its changes. */
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise<void>((resolve) => (awake = resolve));
  };
  const find = <T extends Element>(selector: string) => document.querySelector<T>(selector)!;
  const named = (role: string, name: string) => [...document.querySelectorAll<HTMLElement>(role)].find((it) => it.textContent?.trim() === name)!;

  const edit = async (text: string, seen: string) => {
    const content = find(".editor-full").shadowRoot!.querySelector<HTMLElement>(".cm-content")!;
    content.focus();
    getSelection()!.selectAllChildren(content);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    // The selection is read with the next event of the document.
    document.dispatchEvent(new Event("selectionchange"));
    content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    await until(() => find(".scene").textContent!.includes(seen));
  };
  const move = async (event: Event, target: Element) => {
    const picture = find(".scene > g");
    const before = picture.getAttribute("transform");
    target.dispatchEvent(event);
    await until(() => picture.getAttribute("transform") !== before);
  };
  const press = (key: string) => move(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }), find(".figure"));
  const wheel = (deltaX: number, deltaY: number) => move(new WheelEvent("wheel", { deltaX, deltaY, bubbles: true, cancelable: true }), find(".scene"));
  const open = async (panel: string, holds: string) => {
    named("[role=tab]", panel).click();
    await until(() => find(".panel:not([hidden])").textContent!.includes(holds));
  };
  const send = async (count: number) => {
    const field = find<HTMLInputElement>("#request-count");
    field.value = String(count);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    // No hand is quicker than the page's answer to it.
    await new Promise((resolve) => setTimeout(resolve));
    named("button", "Send").click();
    await until(() => find(".trace").textContent!.includes(` of ${count}`));
  };

  window.round = async (first, manifest) => {
    const before = changes;
    for (let at = 0; at < 8; at += 1) {
      const port = at === 7 ? 8000 : 8001 + ((first + at) % 900);
      await edit(manifest.replace("8000", String(port)), String(port));
    }
    await press("ArrowRight");
    await wheel(40, 25);
    await press("+");
    await press("-");
    await wheel(-40, -25);
    await press("ArrowLeft");
    await open("DNS", "svc.cluster.local");
    await open("kubectl", "CLUSTER-IP");
    await open("kube-proxy", "KUBE-SERVICES");
    await open("Request", "web:80");
    await send(10 + (first % 80));
    await send(5);
    return changes - before;
  };
}

interface Kept {
  /** Bytes that scripts hold: the page's and its worker's. */
  heap: number;
  /** Bytes of both instances of the Wasm. */
  wasm: number;
  nodes: number;
  listeners: number;
  measures: number;
}

type Send = (method: string, parameters?: object) => Promise<any>;

/** Speaks with the page's worker: through the page's session, because Playwright hands out none for workers. */
async function workerOf(session: CDPSession): Promise<Send> {
  const attached = new Promise<string>((resolve) => {
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") resolve(sessionId);
    });
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  const waiting = new Map<number, (answer: any) => void>();
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  return (method, params = {}) => {
    const id = waiting.size + 1;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    void session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method, params }) });
    return answer;
  };
}

/** Keeps hold of the memory of every module that is begun here. */
const HOLD = `globalThis.memories = [];
  const begin = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const instance = await begin.apply(WebAssembly, given);
    memories.push(instance.exports.memory);
    return instance;
  };\n`;

/** Opens the page once more, with what keeps hold of the memories of page and worker. */
async function reopen(page: Page): Promise<void> {
  await page.addInitScript(HOLD);
  await page.route(/\/worker[-.][^/]*$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: HOLD + (await response.text()) });
  });
  await page.reload();
}

/** What one of the two holds once all that nobody can reach is gone: bytes of script, bytes of Wasm. */
async function held(send: Send): Promise<[number, number]> {
  await send("HeapProfiler.collectGarbage");
  const { usedSize } = await send("Runtime.getHeapUsage");
  const expression = "memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)";
  const { result: bytes } = await send("Runtime.evaluate", { expression, returnByValue: true });
  return [usedSize, bytes.value];
}

async function kept(page: Page, session: CDPSession, worker: Send): Promise<Kept> {
  const [[heap, wasm], [workerHeap, workerWasm]] = [await held(session.send.bind(session) as Send), await held(worker)];
  const { nodes, jsEventListeners: listeners } = await session.send("Memory.getDOMCounters");
  const measures = await page.evaluate(() => performance.getEntriesByType("measure").length);
  return { heap: heap + workerHeap, wasm: wasm + workerWasm, nodes, listeners, measures };
}

test("two thousand edits, moves, requests and switches of panels leave nothing behind", async ({ open }) => {
  const page = await open();
  await reopen(page);
  const playground = new Playground(page);
  await playground.paste(MANIFEST);
  await expect(playground.card("Pod default/web-2")).toBeVisible();
  await page.evaluate(prepare);
  const session = await page.context().newCDPSession(page);
  const worker = await workerOf(session);
  // The processor's time, which other programs do not lengthen.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")!.value;
  };

  const rounds: { work: number; changes: number }[] = [];
  let before: Kept | undefined;
  for (let at = 0; at < ROUNDS; at += 1) {
    if (at === WARM) before = await kept(page, session, worker);
    const begun = await worked();
    const changes = await page.evaluate(([first, manifest]) => window.round(first, manifest), [at * 8, MANIFEST] as const);
    rounds.push({ work: await worked() - begun, changes });
  }
  const after = await kept(page, session, worker);

  expect(page.workers(), "the worker of the first round").toHaveLength(1);
  expect(after.nodes).toBeLessThanOrEqual(before!.nodes * 1.05 + 50);
  expect(after.listeners).toBeLessThanOrEqual(before!.listeners + 5);
  expect(after.heap).toBeLessThanOrEqual(before!.heap * 1.1 + 500_000);
  expect(after.wasm).toBeLessThanOrEqual(before!.wasm * 1.1);
  expect(after.measures).toBeLessThanOrEqual(1000);
  const median = (values: number[]) => values.sort((one, other) => one - other)[values.length >> 1]!;
  const [early, late] = [rounds.slice(WARM, WARM + TENTH), rounds.slice(-TENTH)];
  expect(median(late.map(({ changes }) => changes))).toBeLessThanOrEqual(median(early.map(({ changes }) => changes)) * 1.05);
  expect(median(late.map(({ work }) => work))).toBeLessThanOrEqual(median(early.map(({ work }) => work)) * 1.5);
});
