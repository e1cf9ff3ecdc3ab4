import { defineConfig } from "@playwright/test";

// `cargo xtask test browser` serves the site itself and says where. By hand, `npx playwright test -c tests/e2e` does.
const site = process.env["SITE"];
const chromium = process.env["CHROMIUM"];
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
