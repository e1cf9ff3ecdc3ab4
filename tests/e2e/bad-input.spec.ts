// Bad input is normal input: a clear message, the page alive, the text kept.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

/** After whatever came before, the page still does its work. */
async function expectAlive(playground: Playground): Promise<void> {
  await playground.paste("apiVersion: v1\nkind: Service\nmetadata: {name: alive}\nspec: {ports: [{port: 80}]}\n");
  await expect(playground.card("Service default/alive")).toBeVisible({ timeout: 20_000 });
  await expect(playground.summary).toHaveText(/^1 Service, 0 Pods, 0 errors/);
}

test("nothing", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste("");
  await expect(playground.summary).toHaveText("0 Services, 0 Pods, 0 errors, 0 warnings");
  await expectAlive(playground);
});

test("a bomb of aliases", async ({ open }) => {
  const playground = new Playground(await open());
  const levels = Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(", ")}]`);
  await playground.paste(`a0: &a0 lol\n${levels.join("\n")}\n`);
  await expect(playground.problems.first()).toBeVisible();
  await expectAlive(playground);
});

test("a hundred thousand brackets", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste("[".repeat(100_000));
  await expect(playground.problems.first()).toContainText(/200 deep|did not find/);
  await expectAlive(playground);
});

test("control characters and lone surrogates", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(`kind: Service\nname: "\u0001\u0002\ud800"\n`);
  await expect(playground.problems.first()).toHaveText(/^Error line \d/);
  await expectAlive(playground);
});

test("five megabytes", async ({ open }) => {
  const playground = new Playground(await open());
  const pod = (at: number) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: pod-${at}\n  labels: {app: web, index: "${at}"}\nspec:\n  containers:\n  - name: web\n    image: registry.local/web:1\n    ports:\n    - containerPort: 8080\n---\n`;
  let text = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports:\n  - port: 80\n    targetPort: 8080\n---\n";
  let count = 0;
  while (text.length < 5 << 20) text += pod(count++);
  await playground.paste(text);
  await expect(playground.summary).toHaveText(`1 Service, ${count} Pods, 0 errors, 0 warnings`, { timeout: 45_000 });
  await expect(playground.card("Service default/web")).toBeVisible();
  await expectAlive(playground);
});

test("what is pasted is never markup", async ({ open }) => {
  const playground = new Playground(await open());
  const hostile = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;
  await playground.paste(
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: '${hostile}'\nspec:\n  selector: {app: '${hostile}'}\n  ports:\n  - port: 80\n`,
  );
  await expect(playground.problems.first()).toBeVisible();
  expect(await playground.page.locator("img[src=x], main script, figure script").count()).toBe(0);
  await expectAlive(playground);
});
