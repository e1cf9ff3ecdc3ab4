import { expect, test } from "./fixtures.ts";

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  `;

test("the editor offers what can stand here, and says what it is", async ({ open }) => {
  const page = await open();
  const manifest = page.getByRole("textbox", { name: "Manifest" });
  await manifest.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(SERVICE);
  await page.keyboard.type("ty");
  await page.keyboard.press("Control+Space");
  const options = page.getByRole("listbox", { name: "Completions" }).getByRole("option");
  await expect(options.first()).toHaveText("typev1.ServiceType");
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await options.first().click();
  await expect(manifest).toContainText("type: ");
  await page.keyboard.press("Control+Space");
  await expect(options).toHaveText(["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]);
  await options.filter({ hasText: "NodePort" }).click();
  await expect(manifest).toContainText("type: NodePort");

  await page.locator(".cm-line", { hasText: "type:" }).getByText("type", { exact: true }).hover();
  const field = page.locator(".cm-field");
  await expect(field).toContainText("spec.type");
  await expect(field).toContainText("How far the Service reaches");
});

test("Tab goes on indenting while something is offered", async ({ open }) => {
  const page = await open();
  const manifest = page.getByRole("textbox", { name: "Manifest" });
  await manifest.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("ki");
  await page.keyboard.press("Control+Space");
  await expect(page.getByRole("option", { name: /^kind/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(manifest).not.toContainText("kind");
});
