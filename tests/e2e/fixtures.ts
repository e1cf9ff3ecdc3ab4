// What every browser test gets: a page that is watched, and ways to open it.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export { expect } from "@playwright/test";

export type Language = "en" | "ko";
export type Theme = "light" | "dark";

export interface Opening {
  /** The browser's language; the page follows it until a person says otherwise. */
  language?: Language;
  /** The system's theme; likewise. */
  theme?: Theme;
  /** What follows the `#`: a shared link's state. */
  fragment?: string;
}

const LOCALE = { en: "en-US", ko: "ko-KR" } as const;

interface Fixtures {
  /** What went wrong on the page that no assertion looks at; a test fails if there is anything in it. */
  complaints: string[];
  /** Opens the page. */
  open: (opening?: Opening) => Promise<Page>;
  /** Fails with what axe finds against WCAG 2.2 AA. */
  expectAccessible: (page: Page) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  // Automatic: a test need not ask for it to be held to it. It watches every page of the context, popups included.
  complaints: [
    async ({ context, baseURL }, use) => {
      const complaints: string[] = [];
      const origin = new URL(baseURL!).origin;
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
        if (["error", "warning"].includes(message.type())) complaints.push(`the console says: ${message.text()}`);
      });
      context.on("weberror", (webError) => {
        complaints.push(`an error nobody caught: ${webError.error().stack ?? webError.error().message}`);
      });
      await use(complaints);
      expect(complaints, "no request leaves the origin, nothing fails unseen").toEqual([]);
    },
    { auto: true },
  ],

  open: async ({ browser, context, baseURL }, use) => {
    void browser;
    await use(async ({ language = "en", theme = "light", fragment } = {}) => {
      const page = await context.newPage();
      await page.emulateMedia({ colorScheme: theme });
      if (language !== "en") await speak(page, language);
      await page.goto(baseURL! + (fragment === undefined ? "" : `#${fragment}`));
      // The summary is the first thing the page says of a manifest: then it is there.
      await expect(page.getByRole("status").first()).not.toBeEmpty();
      return page;
    });
  },

  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      const found = violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}\n${failureSummary ?? ""}`),
      );
      expect(found, "axe finds nothing").toEqual([]);
    });
  },
});

/** Makes the browser ask for a language, in its headers and to scripts. */
async function speak(page: Page, language: Language): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { userAgent } = await session.send("Browser.getVersion");
  await session.send("Emulation.setUserAgentOverride", { userAgent, acceptLanguage: LOCALE[language] });
  await session.send("Emulation.setLocaleOverride", { locale: LOCALE[language] });
}
