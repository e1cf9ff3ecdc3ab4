// The main job, end to end: paste, see mistakes at their line, see where requests go.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const WEB = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: Pod
metadata:
  name: web-1
  labels:
    app: web
spec:
  containers:
  - name: web
    image: registry.local/web:1
    ports:
    - containerPort: 8080
`;

test("the first visit shows an example, never an empty page", async ({ open }) => {
  const playground = new Playground(await open());
  await expect(playground.summary).toHaveText(/^\d+ Services?, \d+ Pods?, \d+ errors?, \d+ warnings?/);
  await expect(playground.diagram.getByRole("button", { name: /^Service / }).first()).toBeVisible();
  await expect(playground.diagram.getByRole("button", { name: /^Pod / }).first()).toBeVisible();
});

test("pasted YAML becomes a picture: client, ClusterIP, Service, Pod", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB);
  await expect(playground.summary).toHaveText("1 Service, 1 Pod, 0 errors, 0 warnings");
  await expect(playground.card("Client in the cluster")).toBeVisible();
  await expect(playground.card("Service default/web")).toBeVisible();
  await expect(playground.card("Pod default/web-1")).toBeVisible();
  await expect(playground.edge("Service default/web port 80/TCP to Pod default/web-1 port 8080/TCP")).toHaveCount(1);
});

test("an edit breaks it, the mistake stands at its line, another mends it", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB.replace("port: 80\n", "port: 70000\n"));
  const error = playground.problems.filter({ hasText: "must be between 1 and 65535, inclusive" });
  await expect(error).toHaveText(/^Error line 9: spec\.ports\[0\]\.port: Invalid value: 70000/);
  await playground.paste(WEB);
  await expect(playground.problems).toHaveCount(0);
});

test("a selector that matches nothing names the nearest Pod, and one click mends it", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB.replace("    app: web\n  ports:", "    app: wbe\n  ports:"));
  const warning = playground.problems.filter({ hasText: "matches no Pod" });
  await expect(warning).toHaveText(/^Warning line 6:/);
  await expect(warning).toContainText("default/web-1");
  await warning.getByRole("button", { name: "Change to web" }).click();
  await expect(playground.problems).toHaveCount(0);
  await expect(playground.edge("Service default/web port 80/TCP to Pod default/web-1 port 8080/TCP")).toHaveCount(1);
});

test("the fix at the caret is one key away", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB.replace("    app: web\n  ports:", "    app: wbe\n  ports:"));
  const warning = playground.problems.filter({ hasText: "matches no Pod" });
  await warning.getByRole("button", { name: /^Warning line 6:/ }).click();
  await expect(playground.editor).toBeFocused();
  await playground.page.keyboard.press("Control+.");
  await expect(playground.problems).toHaveCount(0);
  await expect(playground.editor).toContainText("app: web");
});

test("a problem jumps to its place", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB.replace("port: 80\n", "prot: 80\n"));
  const error = playground.problems.filter({ hasText: 'unknown field "spec.ports[0].prot"' });
  await error.getByRole("button").first().click();
  await playground.page.keyboard.insertText("x");
  await expect(playground.editor).toContainText("x");
  await expect(playground.editor).toBeFocused();
});

test("the diagram and the text are one: a card lights its lines, a click goes there", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB);
  const pod = playground.card("Pod default/web-1");
  await pod.hover();
  await expect(playground.editor.locator(".cm-lit").first()).toBeVisible();
  await pod.click();
  await expect(playground.editor).toBeFocused();
});

test("a route that dies says why in the picture", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB.replace("targetPort: 8080", "targetPort: admin"));
  await expect(playground.diagram.getByRole("img", { name: /admin/ }).first()).toBeVisible();
});

test("each revision leaves its measures", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste(WEB);
  await expect(playground.card("Pod default/web-1")).toBeVisible();
  const measures = await playground.page.evaluate(() =>
    [...new Set(performance.getEntriesByType("measure").map((entry) => entry.name))].sort(),
  );
  expect(measures).toEqual(["analyze", "layout", "render"]);
});
