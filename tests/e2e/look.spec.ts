// Every size, theme and language: nothing serious for axe, nothing that runs out of the window.
import { expect, test, type Language } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

for (const language of ["en", "ko"] satisfies Language[]) {
  for (const size of SIZES) {
    test(`${language}, ${size.width}×${size.height}`, async ({ open, expectAccessible }) => {
      const page = await open({ language, reducedMotion: true });
      await page.setViewportSize(size);
      const playground = new Playground(page, language);
      if (size.width < 800) {
        // One column, three tabs; the diagram is the second.
        await page.getByRole("tab", { name: language === "en" ? "Diagram" : "다이어그램", exact: true }).click();
      } else {
        await expect(playground.editor).toBeVisible();
      }
      await expect(playground.diagram).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, "no sideways scrolling").toBeLessThanOrEqual(0);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: "dark" });
      await expectAccessible(page, { rules: ["color-contrast"] });
      for (const at of [0, 1]) {
        await page.getByRole("banner").getByRole("button").nth(at).click();
        const { x, width } = (await page.locator(".menu").boundingBox())!;
        expect(x, "a menu begins within the window").toBeGreaterThanOrEqual(0);
        expect(x + width, "and ends there").toBeLessThanOrEqual(size.width);
        await page.keyboard.press("Escape");
      }
    });
  }
}
