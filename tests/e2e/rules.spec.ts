// The pages of our own rules: reached from a problem and from the help, readable without a script.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const MISMATCH = `apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: wep}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web-1, labels: {app: web}}
spec: {containers: [{name: web, image: registry.example/web:1}]}
`;

test("a warning leads to its rule's page, and that to the others", async ({ open, expectAccessible }) => {
  const page = await open({ theme: "dark" });
  const playground = new Playground(page);
  await playground.paste(MISMATCH);
  const problem = playground.problems.filter({ hasText: "matches no Pod" });
  const [rule] = await Promise.all([
    page.waitForEvent("popup"),
    problem.getByRole("link", { name: "About this rule" }).click(),
  ]);
  await expect(rule.getByRole("heading", { level: 1 })).toHaveText("The selector matches no Pod");
  await expect(rule.locator("body")).toHaveCSS("background-color", "rgb(16, 20, 28)");
  await expectAccessible(rule);
  await rule.getByRole("link", { name: "한국어" }).click();
  await expect(rule.getByRole("heading", { level: 1 })).toHaveText("셀렉터와 일치하는 파드가 없음");
  await rule.getByRole("link", { name: "모든 규칙" }).click();
  await expect(rule.getByRole("listitem")).not.toHaveCount(0);
  await expectAccessible(rule);
});

test("a rule's page wears the theme that was chosen", async ({ open }) => {
  const page = await open();
  await page.getByRole("button", { name: "Theme: system" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.goto(new URL("rules/en/index.html", page.url()).href);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("an error has no page of ours: it is the API server's", async ({ open }) => {
  const page = await open();
  const playground = new Playground(page);
  await playground.paste(MISMATCH.replace("app: wep", "app: web").replace("port: 80", "port: 0"));
  const problem = playground.problems.filter({ hasText: "Invalid value: 0" }).first();
  await expect(problem).toBeVisible();
  await expect(problem.getByRole("link")).toHaveCount(0);
});

test("the help leads to the list of rules", async ({ open }) => {
  const page = await open({ language: "ko" });
  await page.getByRole("button", { name: "도움말" }).click();
  const [list] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "조언 규칙 모두 보기" }).click(),
  ]);
  await expect(list.getByRole("heading", { level: 1 })).toHaveText("규칙");
});
