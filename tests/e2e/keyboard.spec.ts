// Everything by keyboard alone.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

test("from the top of the page to a card, to its line, and back out of the editor", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  const service = playground.diagram.getByRole("button", { name: /^Service / }).first();
  for (let at = 0; at < 60 && !(await service.evaluate((card) => card === document.activeElement)); at += 1) {
    // The editor keeps Tab for indenting until Escape lets go of it.
    if (await playground.isEditing()) await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
  }
  await expect(service).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(playground.editor).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(playground.editor).not.toBeFocused();
});

test("the splitters move by arrow keys and are remembered", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  const splitter = page.getByRole("separator").first();
  const before = Number(await splitter.getAttribute("aria-valuenow"));
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await expect(splitter).not.toHaveAttribute("aria-valuenow", String(before));
  const after = await splitter.getAttribute("aria-valuenow");
  await page.reload();
  await expect(page.getByRole("separator").first()).toHaveAttribute("aria-valuenow", after!);
});
