import { expect, test } from "./fixtures.ts";

test("the page starts, and its worker answers", async ({ open }) => {
  const page = await open();
  await expect(page).toHaveTitle("Service Playground");
  await expect(page.getByRole("heading", { name: "Service Playground" })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText("1 lines");
});
