// A day without wifi: the site comes from what the first visit kept. These tests have a server of their own, to take it away.
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import type { Browser, Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const DIST = join(import.meta.dirname, "../../dist");
const TYPES: Record<string, string> = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };

/** As simple as servers get: it knows neither packed files nor what Wasm is. */
class SimpleServer {
  readonly #server: Server;
  /** Changes a file on its way. */
  alter = (_file: string, bytes: Buffer): Buffer => bytes;

  constructor() {
    this.#server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://server");
      const file = normalize(decodeURIComponent(pathname === "/" ? "/index.html" : pathname));
      readFile(join(DIST, file)).then(
        (bytes) => {
          const type = TYPES[file.split(".").at(-1)!] ?? "application/octet-stream";
          response.writeHead(200, { "Content-Type": type }).end(this.alter(file, bytes));
        },
        () => response.writeHead(404).end(),
      );
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    const stopped = new Promise((done) => this.#server.close(done));
    this.#server.closeAllConnections();
    await stopped;
  }
}

async function visit(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-US", serviceWorkers: "allow" });
  const page = await context.newPage();
  await page.goto(address);
  await expect(page.getByRole("status").first()).not.toBeEmpty();
  // Who does something gets everything, for later too; it is kept once the service worker is at work.
  await page.keyboard.press("Shift");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  return page;
}

test("after the first visit the page needs no network", async ({ browser }) => {
  const server = new SimpleServer();
  const page = await visit(browser, await server.start());
  await server.stop();
  await page.reload();
  const playground = new Playground(page);
  await expect(playground.summary).not.toBeEmpty();
  await playground.paste("{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}");
  await expect(playground.card("Service default/web")).toBeVisible();
  await playground.example("1 · A Service");
  await expect(playground.card("Service default/bluayer")).toBeVisible();

  // A lesson to its end, by keyboard.
  const press = async (target: Locator): Promise<void> => {
    await playground.tabTo(target);
    await page.keyboard.press("Enter");
  };
  await press(page.getByRole("button", { name: "Lessons", exact: true }));
  await press(page.getByRole("navigation", { name: "Lessons" }).getByRole("button", { name: "The first Service" }));
  const goals = page.getByRole("list", { name: "Goals" }).getByRole("listitem");
  await expect(goals.first()).toHaveText(/^To do: /);
  await press(page.getByRole("button", { name: "Show the solution" }));
  await press(page.getByRole("button", { name: "Take it over" }));
  await expect(goals.filter({ hasText: /^Done: / })).toHaveCount(await goals.count());
  await page.context().close();
});

test("another edition waits until the page of this one is closed", async ({ browser }) => {
  const server = new SimpleServer();
  const address = await server.start();
  const page = await visit(browser, address);
  const editions = (page: Page) => page.evaluate(async () => (await caches.keys()).sort());
  const [now] = await editions(page);
  const next = "svcplay-next";
  const [edition, another] = [now!, next].map((name) => name.slice("svcplay-".length));
  server.alter = (file, bytes) =>
    file === "/service-worker.js" ? Buffer.from(bytes.toString().replaceAll(edition!, another!)) : bytes;
  const waits = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    if (worker?.state === "installing") await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
    return worker?.state;
  });
  expect(waits).toBe("installed");
  expect(await editions(page), "the open page keeps its files").toEqual([now, next]);
  const context = page.context();
  await page.close();
  const later = await context.newPage();
  await later.goto(address);
  await expect(later.getByRole("status").first()).not.toBeEmpty();
  await expect.poll(() => editions(later)).toEqual([next]);
  await server.stop();
  await context.close();
});
