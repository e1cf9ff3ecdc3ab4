// Every size, theme and language: nothing serious for axe, nothing that runs out of the window.
import { expect, test, type Language, type Theme } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

for (const language of ["en", "ko"] satisfies Language[]) {
  for (const theme of ["light", "dark"] satisfies Theme[]) {
    for (const size of SIZES) {
      test(`${language}, ${theme}, ${size.width}×${size.height}`, async ({ open, expectAccessible }) => {
        const page = await open({ language, theme });
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
      });
    }
  }
}
