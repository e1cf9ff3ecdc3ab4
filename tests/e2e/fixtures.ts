// What every browser test gets: a page that is watched, and ways to open it.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { mediate } from "./firefox.ts";

export { expect } from "@playwright/test";

export type Language = "en" | "ko";
export type Theme = "light" | "dark";

export interface Opening {
  /** The browser's language; the page follows it until a person says otherwise. */
  language?: Language;
  /** The system's theme; likewise. */
  theme?: Theme;
  /** The window's size, in CSS pixels. */
  viewport?: { width: number; height: number };
  /** Whether the system asks for less motion. */
  reducedMotion?: boolean;
  /** What follows the `#`: a shared link's state. */
  fragment?: string;
}

interface Fixtures {
  /** What went wrong that no assertion looks at. A test fails if there is anything in it at the end. */
  complaints: string[];
  /** Opens the page in a window of its own and waits until it has said something of its manifest. */
  open: (opening?: Opening) => Promise<Page>;
  /** Fails with what axe finds against WCAG 2.2 AA and its best practices, or against some rules only; everywhere, or within one part. */
  expectAccessible: (page: Page, only?: { within?: string | undefined; rules?: string[] }) => Promise<void>;
}

export const test = base.extend<Fixtures, { browser: Browser }>({
  browser: [
    async ({ browser, browserName }, use) => {
      if (browserName === "firefox") mediate(browser);
      await use(browser);
    },
    { scope: "worker" },
  ],

  // Automatic: a test need not ask for it to be held to it.
  complaints: [
    async ({ context, baseURL }, use) => {
      const complaints: string[] = [];
      watch(context, baseURL!, complaints);
      await use(complaints);
      expect(complaints, "no request leaves the origin, and nothing fails unseen").toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ browser, baseURL, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ language = "en", theme = "light", reducedMotion = false, viewport, fragment } = {}) => {
      const context = await browser.newContext({
        locale: { en: "en-US", ko: "ko-KR" }[language],
        colorScheme: theme,
        // What is kept for offline use has tests of its own; here it would only fetch everything twice.
        serviceWorkers: "block",
        reducedMotion: reducedMotion ? "reduce" : "no-preference",
        ...(viewport ? { viewport } : {}),
      });
      contexts.push(context);
      watch(context, baseURL!, complaints);
      const page = await context.newPage();
      await page.goto(baseURL! + (fragment === undefined ? "" : `#${fragment}`));
      await expect(page.getByRole("status").first()).not.toBeEmpty();
      return page;
    });
    for (const context of contexts) await context.close();
  },

  expectAccessible: async ({}, use) => {
    await use(async (page, { within, rules } = {}) => {
      // There are no frames to join, and the mode that joins them opens a page, which takes the focus away and closes menus.
      const axe = new AxeBuilder({ page }).setLegacyMode();
      if (within) axe.include(within);
      if (rules) axe.withRules(rules);
      else axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
      const { violations } = await axe.analyze();
      const found = violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}\n${failureSummary ?? ""}`),
      );
      expect(found, "axe finds nothing").toEqual([]);
    });
  },
});

/** Notes whatever a page of this context asks of other origins, fails to load, or says in its console. */
function watch(context: BrowserContext, site: string, complaints: string[]): void {
  // Not every browser says in its console what its policy refuses.
  void context.addInitScript(() =>
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`csp: ${violatedDirective} refuses ${blockedURI}`),
    ),
  );
  const { origin } = new URL(site);
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["blob:", "data:"].includes(url.protocol)) {
      complaints.push(`a request left the origin: ${request.url()}`);
    }
  });
  context.on("requestfailed", (request) => {
    // Leaving a page abandons what it still loads.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") complaints.push(`a request failed: ${request.url()} (${why})`);
  });
  context.on("console", (message) => {
    const wanted = message.text() === "Service Worker registration blocked by Playwright";
    if (["error", "warning"].includes(message.type()) && !wanted) complaints.push(`the console says: ${message.text()}`);
  });
  context.on("weberror", (webError) => {
    const error = webError.error();
    complaints.push(`an error nobody caught: ${error.stack ?? error.message}`);
  });
}
