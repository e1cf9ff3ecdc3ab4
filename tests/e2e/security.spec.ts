// What a stranger hands in stays text; what goes wrong in the core costs the analysis and nothing else.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(1)</script><a href="javascript:alert(1)">x</a>`;

function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {ports: [{port: 80}]}\n`;
}

/** Fails if anything on the page is an element that only pasted markup could have made. */
async function expectOnlyText(page: Page): Promise<void> {
  // The editor has empty pictures of its own beside its marks.
  await expect(page.locator("img:not(.cm-widgetBuffer), iframe, object, embed, body script, a[href^='javascript' i], [onerror], [onload]")).toHaveCount(0);
}

function refuseDialogs(page: Page): string[] {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return dialogs;
}

test("names, labels, values and messages are never markup, in any panel", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  const dialogs = refuseDialogs(page);
  const quoted = `'${HOSTILE}'`;
  await playground.paste(
    `${service("web").replace("{ports", `{selector: {app: ${quoted}}, externalName: ${quoted}, ports`)}---\n` +
      `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${quoted}\n  namespace: ${quoted}\n  labels: {app: ${quoted}, ${quoted}: x}\n` +
      `spec:\n  nodeName: ${quoted}\n  containers:\n  - name: ${quoted}\n    image: ${quoted}\n    ports: [{name: ${quoted}, containerPort: 80}]\n---\n` +
      `apiVersion: ${quoted}\nkind: ${quoted}\nmetadata: {name: ${quoted}}\n---\n${quoted}: [\n`,
  );
  await expect(playground.problems.filter({ hasText: "onerror" }).first()).toBeVisible();
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await expectOnlyText(page);
  }
  expect(dialogs).toEqual([]);
});

test("a link's fields, a node's name and a request are never markup", async ({ open }) => {
  const first = new Playground(await open());
  const fragment = () => first.page.evaluate(() => location.hash.slice(1));
  await first.paste(service("web"));
  await expect.poll(fragment).toMatch(/^1\./);
  const before = await fragment();
  await first.page.getByRole("combobox", { name: "To", exact: true }).fill(HOSTILE);
  await first.page.getByRole("button", { name: "Send" }).click();
  await expect.poll(fragment).not.toBe(before);
  await expectOnlyText(first.page);
  const second = await open({ fragment: await fragment() });
  const dialogs = refuseDialogs(second);
  await expect(second.getByRole("combobox", { name: "To", exact: true })).toHaveValue(HOSTILE);
  await expectOnlyText(second);
  expect(dialogs).toEqual([]);
});

test("a file's name is never markup", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  const dialogs = refuseDialogs(page);
  await page.evaluate(
    ([name, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text!], name!));
      for (const type of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [`${HOSTILE}.yaml`, service("dropped")],
  );
  await expect(playground.card("Service default/dropped")).toBeVisible();
  await expectOnlyText(page);
  expect(dialogs).toEqual([]);
});

test("the browser lets no text become markup or code", async ({ open, complaints, browserName }) => {
  const page = await open();
  const refused = await page.evaluate(() => {
    const tried: Record<string, () => unknown> = {
      markup: () => (document.createElement("div").innerHTML = "<b>x</b>"),
      "a script's text": () => (document.createElement("script").text = "1"),
      "a foreign worker": () => new Worker("https://example.com/worker.js"),
      "a worker made of text": () => new Worker("data:text/javascript,1"),
      "another policy": () =>
        (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }).trustedTypes.createPolicy("mine", {}),
    };
    return Object.entries(tried)
      .filter(([, run]) => {
        try {
          run();
          return false;
        } catch {
          return true;
        }
      })
      .map(([name]) => name);
  });
  const everywhere = ["a foreign worker"];
  const trusted = ["markup", "a script's text", "a foreign worker", "a worker made of text", "another policy"];
  expect(refused).toEqual(expect.arrayContaining(browserName === "chromium" ? trusted : everywhere));
  expect(complaints.splice(0).filter((complaint) => !/csp|Content Security Policy|Trusted/i.test(complaint))).toEqual([]);
});

/** Has every worker of the page do `mischief` when it is sent a text that holds `word`. */
async function spoil(page: Page, word: string, mischief: string): Promise<void> {
  await page.route(/\/worker[-.][^/]*$/, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    const spoilt = `self.addEventListener("message", (event) => {
      if (!(event.data instanceof Uint8Array) || !new TextDecoder().decode(event.data).includes("${word}")) return;
      event.stopImmediatePropagation();
      ${mischief}
    });\n`;
    await route.fulfill({ response, body: spoilt + body });
  });
}

/** A Wasm module that does nothing but trap, as a panic in the core would. */
const TRAP = "new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,8,1,0,10,5,1,3,0,0,11])));";

for (const [what, mischief, said] of [
  ["a trap in the core", TRAP, "Reading this text failed."],
  ["a core that never answers", "for (;;);", "Reading this text took longer than 10 seconds and was stopped."],
] as const) {
  test(`${what} costs the analysis, never the text`, async ({ open }) => {
    const page = await open();
    const playground = new Playground(page);
    await spoil(page, "name: mischief", mischief);
    const workers: string[] = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    await page.reload();
    await expect(playground.summary).not.toBeEmpty();
    expect(workers).toHaveLength(1);

    const text = service("mischief");
    await playground.paste(text.replace("{name: mischief}", "\n  name: mischief"));
    await expect(page.getByRole("alert")).toContainText(said, { timeout: 60_000 });
    expect(await playground.text()).toContain("name: mischief");

    await playground.paste(service("alive"));
    await expect(playground.card("Service default/alive")).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    expect(workers).toHaveLength(2);
    // Nor is it lost to whoever takes the change back.
    await page.keyboard.press("ControlOrMeta+z");
    expect(await playground.text()).toContain("name: mischief");
  });
}
