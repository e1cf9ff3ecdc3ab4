// Typing: no character lost, no caret moved, no stale picture, nothing thrown, through every broken state in between.
import { expect, test } from "./fixtures.ts";
import { Playground } from "./playground.ts";

const TYPED = `apiVersion: v1
kind: Service
metadata:
  name: 웹
  name: web
spec:
  selector: {app: "web"}
  ports:
  - {name: http, port: 80}
`;

test("a manifest typed key by key arrives whole, and the picture is that of its last key", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste("");
  await expect(playground.summary).toHaveText("0 Services, 0 Pods, 0 errors, 0 warnings");
  let typed = "";
  for (const line of TYPED.split("\n")) {
    // The editor indents a new line by itself; a person goes back to the column that they want.
    await playground.page.keyboard.press("Home");
    await playground.page.keyboard.press("Shift+End");
    if (typed !== "") await playground.page.keyboard.press("Delete");
    for (const key of line) await playground.page.keyboard.press(key === " " ? "Space" : key === "웹" ? "w" : key);
    await playground.page.keyboard.press("Escape");
    await playground.page.keyboard.press("Enter");
    typed += `${line}\n`;
  }
  await expect(playground.card("Service default/web")).toBeVisible();
  await expect(playground.summary).toContainText("1 Service, 0 Pods");
});

test("text arrives as it is, whatever the analysis is doing", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste("");
  const words = Array.from({ length: 120 }, (_, at) => `# line ${at} 한글 ${"x".repeat(at % 7)}`);
  // Comments, so that no help of the editor changes what is typed; each key is an event, none waits for the page.
  for (const word of words.slice(0, 20)) {
    await playground.page.keyboard.insertText(word);
    await playground.page.keyboard.press("Enter");
  }
  const text = await playground.text();
  expect(text.trimEnd()).toBe(words.slice(0, 20).join("\n"));
});

test("a new line stands where the next key goes", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste("");
  for (const line of ["spec:", "selector:", "app: web"]) {
    await playground.page.keyboard.insertText(line);
    await playground.page.keyboard.press("Enter");
  }
  await playground.page.keyboard.press("Shift+Tab");
  await playground.page.keyboard.insertText("ports: # both");
  await playground.page.keyboard.press("Enter");
  await playground.page.keyboard.insertText("- name: http");
  await playground.page.keyboard.press("Enter");
  await playground.page.keyboard.insertText("port: 80");
  expect(await playground.text()).toBe("spec:\n  selector:\n    app: web\n  ports: # both\n    - name: http\n      port: 80");
});

test("a syllable being composed stays whole while the answer to it arrives", async ({ open }) => {
  const playground = new Playground(await open());
  await playground.paste("");
  await playground.page.keyboard.insertText("# ");
  const session = await playground.page.context().newCDPSession(playground.page);
  const compose = (text: string) =>
    session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  // What an input method sends for each key of 파드: the analysis of the text before it may answer at any of them.
  for (const made of ["ㅍ", "파", "팓"]) await compose(made);
  await session.send("Input.insertText", { text: "파" });
  for (const made of ["ㄷ", "드"]) await compose(made);
  await expect(playground.summary).toContainText("0 Services");
  await session.send("Input.insertText", { text: "드" });
  expect(await playground.text()).toBe("# 파드");
  await playground.page.keyboard.insertText(" 둘");
  expect(await playground.text()).toBe("# 파드 둘");
});
