import { defineConfig } from "@playwright/test";

// `cargo xtask test browser` serves the site itself and says where. By hand, `npx playwright test -c tests/e2e` does.
const site = process.env["SITE"];
const chromium = process.env["CHROMIUM"];
const firefox = process.env["FIREFOX"];
const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  retries: 0,
  // How long a slow machine may take; a quick one does not notice.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [["list"]],
  use: {
    baseURL: site ?? "http://127.0.0.1:8080/",
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    timezoneId: "UTC",
    serviceWorkers: "block",
    trace: "retain-on-failure",
  },
  projects: [
    {
      name: "chromium",
      use: {
        browserName: "chromium",
        launchOptions: {
          ...(chromium ? { executablePath: chromium } : {}),
          args: [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-gpu",
            "--disable-quic",
            "--disable-sync",
            "--no-first-run",
            // Chromium's sandbox refuses to run as root, which is what containers are.
            ...(root ? ["--no-sandbox"] : []),
          ],
        },
      },
    },
    ...(firefox
      ? [
          {
            name: "firefox",
            // What the two browsers could disagree about; all the rest is Rust.
            testMatch: ["main", "share", "lessons", "keyboard", "request", "export", "without"].map((name) => `${name}.spec.ts`),
            // It opens no address of a million characters, and no protocol switches its scripts off.
            grepInvert: /a huge link|without JavaScript/,
            use: {
              browserName: "firefox" as const,
              // A Firefox as it is published, over WebDriver BiDi.
              channel: "moz-firefox",
              // The light theme, whatever the system wears.
              launchOptions: { executablePath: firefox, firefoxUserPrefs: { "layout.css.prefers-color-scheme.content-override": 1 } },
            },
          },
        ]
      : []),
  ],
  ...(site
    ? {}
    : {
        webServer: {
          command: "cargo xtask serve",
          url: "http://127.0.0.1:8080/",
          reuseExistingServer: true,
          timeout: 600_000,
        },
      }),
});
