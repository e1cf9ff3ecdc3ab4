// Lessons: one done to the end by keyboard alone, progress, the way back; lessons from strangers.
import type { Page } from "@playwright/test";
import { expect, test, type Language } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const NAMES = {
  en: {
    lessons: "Lessons",
    title: "The first Service",
    goals: "Goals",
    done: /^Done: /,
    toDo: /^To do: /,
    show: "Show the solution",
    take: "Take it over",
    hint: "Hint 1 of 3",
    next: "Next lesson",
    leave: "Leave the lesson",
    doneInList: /done/,
    language: "한국어",
    otherTitle: "첫 번째 서비스",
  },
  ko: {
    lessons: "수업",
    title: "첫 번째 서비스",
    goals: "목표",
    done: /^완료: /,
    toDo: /^할 일: /,
    show: "정답 보기",
    take: "편집기에 넣기",
    hint: "힌트 1/3",
    next: "다음 수업",
    leave: "수업 나가기",
    doneInList: /완료/,
    language: "English",
    otherTitle: "The first Service",
  },
} as const;

/** Opens a lesson's file, as a teacher's pupil does. */
async function openFile(page: Page, text: string): Promise<void> {
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  await page
    .getByRole("navigation", { name: "Lessons" })
    .locator("input[type=file]")
    .setInputFiles({ name: "lesson.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
}

for (const language of ["en", "ko"] satisfies Language[]) {
  test(`a lesson by keyboard alone, ${language}`, async ({ open, expectAccessible }) => {
    const names = NAMES[language];
    const page = await open({ language });
    const playground = new Playground(page, language);
    const button = page.getByRole("button", { name: names.lessons, exact: true });
    const list = page.getByRole("navigation", { name: names.lessons });
    // Short, so that the editor draws all of it.
    await playground.paste("# mine\n");
    const before = await playground.text();

    await playground.tabTo(button);
    await page.keyboard.press("Enter");
    const item = list.getByRole("button", { name: names.title });
    await expect(item).toBeVisible();
    await expectAccessible(page);
    await playground.tabTo(item);
    await page.keyboard.press("Enter");

    const heading = page.getByRole("heading", { name: names.title });
    await expect(heading).toBeFocused();
    const goals = page.getByRole("list", { name: names.goals }).getByRole("listitem");
    await expect(goals.first()).toHaveText(names.toDo);
    await expectAccessible(page);

    const hint = page.getByRole("button", { name: names.hint });
    await playground.tabTo(hint);
    await page.keyboard.press("Enter");
    await expect(hint).toHaveCount(0);
    await playground.tabTo(page.getByRole("button", { name: names.show }));
    await page.keyboard.press("Enter");
    const take = page.getByRole("button", { name: names.take });
    await expect(take).toBeVisible();
    await expectAccessible(page);
    await playground.tabTo(take);
    await page.keyboard.press("Enter");
    const count = await goals.count();
    await expect(goals.filter({ hasText: names.done })).toHaveCount(count);

    // Another language: the same lesson, still done.
    await page.getByRole("button", { name: names.language }).click();
    const other = NAMES[language === "en" ? "ko" : "en"];
    await expect(page.getByRole("heading", { name: names.otherTitle })).toBeVisible();
    const otherGoals = page.getByRole("list", { name: other.goals }).getByRole("listitem");
    await expect(otherGoals.filter({ hasText: other.done })).toHaveCount(count);

    // A reload finds the lesson again.
    await page.reload();
    await expect(page.getByRole("heading", { name: names.otherTitle })).toBeVisible();
    await page.getByRole("button", { name: other.leave }).click();
    await expect(page.getByRole("heading", { name: names.otherTitle })).toHaveCount(0);
    expect(await new Playground(page, language === "en" ? "ko" : "en").text()).toBe(before);

    await page.getByRole("button", { name: other.lessons, exact: true }).click();
    const listed = page.getByRole("navigation", { name: other.lessons }).getByRole("button", { name: other.title });
    await expect(listed).toHaveText(other.doneInList);
  });
}

test("a goal follows every keystroke", async ({ open }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await openFile(page, lesson("There is a Service.", "field: {object: Service default/web}"));
  await expect(page.getByRole("heading", { name: "A stranger" })).toBeVisible();
  const goal = page.getByRole("list", { name: "Goals" }).getByRole("listitem");
  await expect(goal).toHaveText("To do: There is a Service.");
  await playground.paste("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n");
  await expect(goal).toHaveText("Done: There is a Service.");
  await playground.paste("");
  await expect(goal).toHaveText("To do: There is a Service.");
});

test("a lesson on a phone has a tab of its own", async ({ open, expectAccessible }) => {
  const page = await open({ viewport: { width: 390, height: 844 } });
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  await page.getByRole("navigation", { name: "Lessons" }).getByRole("button", { name: "The first Service" }).click();
  await expect(page.getByRole("tab", { name: "Lesson", exact: true })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("list", { name: "Goals" })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, "no sideways scrolling").toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.getByRole("tab", { name: "Manifest", exact: true }).click();
  await expect(new Playground(page).editor).toBeVisible();
});

function lesson(goal: string, check: string, body = "Text.", start = "kind: Pod"): string {
  return `---\nid: stranger\ntitle: A stranger\nminutes: 1\ngoals:\n  - text: ${JSON.stringify(goal)}\n    ${check}\nhints: [A hint.]\n---\n${body}\n\n\`\`\`yaml start\n${start}\n\`\`\`\n`;
}

const HOSTILE: Record<string, string> = {
  "a script": lesson(
    "<img src=x onerror=alert(1)>",
    "no-errors: true",
    `<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](https://example.com/b.png)`,
  ),
  "a deep text": lesson("Deep.", "no-errors: true", "> ".repeat(30_000) + "- ".repeat(20_000)),
  "a bomb of aliases": `---\na: &a [x, x, x, x, x, x, x, x, x]\n${"bcdefgh"
    .split("")
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(", ")}]`)
    .join("\n")}\ntitle: x\ngoals: []\n---\n`,
  "turned letters": lesson("\u202egnihton\u202c", "no-errors: true", "\u202eright to left\u2066 and back"),
  "no lesson at all": "---\ntitle: x\ngoals: [\n---\n",
};

for (const [name, text] of Object.entries(HOSTILE)) {
  test(`a lesson from a stranger: ${name}`, async ({ open }) => {
    const playground = new Playground(await open());
    const { page } = playground;
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await openFile(page, text);
    const pane = page.getByRole("region", { name: "Lesson", exact: true });
    await expect(pane.getByRole("heading", { level: 2 })).toHaveText(/^(A stranger|x|This lesson could not be read\.)$/);
    expect(await pane.locator("script, img, iframe, a[href]").count()).toBe(0);
    expect(await pane.innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    await page.getByRole("button", { name: "Leave the lesson" }).click();
    await playground.paste("apiVersion: v1\nkind: Service\nmetadata: {name: alive}\nspec: {ports: [{port: 80}]}\n");
    await expect(playground.card("Service default/alive")).toBeVisible({ timeout: 20_000 });
    expect(dialogs).toEqual([]);
  });
}

test("something is broken on purpose, and put right", async ({ open, expectAccessible }) => {
  const playground = new Playground(await open());
  const { page } = playground;
  await playground.paste(
    "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web-1, labels: {app: web}}\nspec: {containers: [{name: c, image: i}]}\n",
  );
  await expect(playground.card("Pod default/web-1")).toBeVisible();
  const before = await playground.text();
  await page.getByRole("button", { name: "Break it" }).click();
  await expect(page.getByRole("alert")).toContainText("One thing is wrong");
  expect(await playground.text()).not.toBe(before);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Reveal" }).click();
  await expect(page.getByRole("alert")).toContainText(/web|namespace|protocol/i);
  await page.getByRole("button", { name: "Put it right" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await playground.text()).toBe(before);
  // There is nothing to break in nothing.
  await playground.paste("");
  await page.getByRole("button", { name: "Break it" }).click();
  await expect(page.getByRole("alert")).toContainText("nothing here that could break");
});

test("a teacher writes a lesson and tries it", async ({ open, expectAccessible }) => {
  const page = await open();
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  const list = page.getByRole("navigation", { name: "Lessons" });
  await expect(list.getByRole("button", { name: "The first Service" })).toBeVisible();
  await list.getByRole("button", { name: "Write a lesson…" }).click();
  const dialog = page.getByRole("dialog", { name: "Write a lesson…" });
  await expect(dialog).toContainText("the solution meets every goal");
  await expectAccessible(page);
  const file = dialog.getByRole("textbox", { name: "The lesson’s file" });
  const text = await file.inputValue();
  await file.fill(text.replace("minutes: 3", "minute: 3").replace("app: web\n  ports:", "app: other\n  ports:"));
  await expect(dialog).toContainText("line 4: `minute` means nothing here");
  await expect(dialog).toContainText("the solution does not meet it; found: refused");
  await file.fill(text);
  await dialog.getByRole("button", { name: "Try it as a pupil" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "My first lesson" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Goals" }).getByRole("listitem").first()).toHaveText(/^To do: /);
});
