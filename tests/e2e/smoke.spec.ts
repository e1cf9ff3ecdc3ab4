import { expect, test } from "./fixtures.ts";

test("the page starts, and its worker answers", async ({ open, expectAccessible }) => {
  const page = await open();
  await expect(page).toHaveTitle("Service Playground");
  await expect(page.getByRole("heading", { name: "Service Playground" })).toBeVisible();
  await expect(page.getByRole("status").first()).toHaveText(/\d+ Services?, \d+ Pods?, \d+ errors?, \d+ warnings?/);
  await expectAccessible(page);
});

test("follows the browser's language, theme and motion", async ({ open }) => {
  const page = await open({ language: "ko", theme: "dark", reducedMotion: true, viewport: { width: 390, height: 844 } });
  const said = await page.evaluate(() => ({
    language: navigator.language,
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    width: innerWidth,
  }));
  expect(said).toEqual({ language: "ko-KR", dark: true, still: true, width: 390 });
});

// The policy is what stands between a pasted text and the network: it is tried, not only read.
test("the page may neither run what is inline nor reach another origin", async ({ open, complaints }) => {
  const page = await open();
  const outcome = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.append("window.ran = true");
    document.head.append(script);
    const reached = await fetch("https://example.com/").then(
      () => true,
      () => false,
    );
    return { ran: "ran" in window, reached };
  });
  expect(outcome).toEqual({ ran: false, reached: false });
  expect(complaints.splice(0).every((complaint) => /Content Security Policy|\bCSP\b|csp|Trusted/.test(complaint))).toBe(true);
});
