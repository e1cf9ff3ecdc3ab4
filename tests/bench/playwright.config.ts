import { defineConfig } from "@playwright/test";

// `cargo xtask bench` sets what is read here, and what speed.spec.ts reads.
const root = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  workers: 1,
  retries: 0,
  // A busy machine may take long; a quiet one is done with all of it in some minutes.
  timeout: 900_000,
  reporter: [["list"]],
  use: {
    baseURL: process.env["SITE"]!,
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    serviceWorkers: "block",
    launchOptions: {
      executablePath: process.env["CHROMIUM"]!,
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-sync",
        "--no-first-run",
        // A frame is made when there is something new to paint, not when a screen's next sixtieth of a second comes round.
        "--disable-frame-rate-limit",
        "--disable-gpu-vsync",
        // Chromium's sandbox refuses to run as root, which is what containers are.
        ...(root ? ["--no-sandbox"] : []),
      ],
    },
  },
});
