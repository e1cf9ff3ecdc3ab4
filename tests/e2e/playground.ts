// The page as a person meets it: by its accessible names alone.
import type { Locator, Page } from "@playwright/test";
import { expect, type Language } from "./fixtures.ts";

/** The accessible names that differ by language; roles never do. */
const NAMES = {
  en: {
    editor: "Manifest",
    problems: "Problems",
    diagram: "Routing diagram",
    examples: "Examples",
    service: (name: string) => `Service ${name}`,
    pod: (name: string) => `Pod ${name}`,
    error: (line: number) => `Error line ${line}:`,
    warning: (line: number) => `Warning line ${line}:`,
  },
  ko: {
    editor: "매니페스트",
    problems: "문제",
    diagram: "라우팅 다이어그램",
    examples: "예제",
    service: (name: string) => `서비스 ${name}`,
    pod: (name: string) => `파드 ${name}`,
    error: (line: number) => `오류 ${line}행:`,
    warning: (line: number) => `경고 ${line}행:`,
  },
} as const;

export class Playground {
  readonly names: (typeof NAMES)[Language];

  constructor(
    readonly page: Page,
    language: Language = "en",
  ) {
    this.names = NAMES[language];
  }

  get editor(): Locator {
    return this.page.getByRole("textbox", { name: this.names.editor });
  }

  get problems(): Locator {
    return this.page.getByRole("list", { name: this.names.problems }).getByRole("listitem");
  }

  get summary(): Locator {
    return this.page.getByRole("status").first();
  }

  get diagram(): Locator {
    return this.page.getByRole("figure", { name: this.names.diagram });
  }

  /** A card or a node of the diagram. */
  card(name: string): Locator {
    return this.diagram.getByRole("button", { name, exact: true });
  }

  /** An edge of the diagram. */
  edge(name: string | RegExp): Locator {
    return this.diagram.getByRole("img", { name, exact: true });
  }

  /** Waits for the editor, where a plain box may still stand in its place: a box has no lines. */
  async ready(): Promise<void> {
    await expect(this.editor.locator(".cm-line").first()).toBeAttached();
  }

  /** Replaces the whole manifest, as pasting over everything does. */
  async paste(text: string): Promise<void> {
    await this.ready();
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    if (text === "") {
      await this.page.keyboard.press("Delete");
      return;
    }
    // Firefox empties the clipboard of an event that a script made, and lets a script write to its own, which no other program sees.
    if (this.page.context().browser()?.browserType().name() === "firefox") {
      await this.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
      await this.page.keyboard.press("ControlOrMeta+v");
      return;
    }
    await this.editor.evaluate((editor, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Presses Tab until `target` has the focus, backwards if it stands before what has it; Escape first where the editor keeps the Tab. */
  async tabTo(target: Locator): Promise<void> {
    for (let at = 0; at < 90; at += 1) {
      const way = await target.evaluate((element) => {
        const active = document.activeElement ?? document.body;
        if (element === active) return "there";
        return active.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING ? "back" : "on";
      });
      if (way === "there") return;
      if (await this.isEditing()) await this.page.keyboard.press("Escape");
      await this.page.keyboard.press(way === "back" ? "Shift+Tab" : "Tab");
    }
    await expect(target).toBeFocused();
  }

  /** Types a number over the one that is there. Playwright's `fill` adds to it in Firefox. */
  async count(field: Locator, number: number): Promise<void> {
    await field.press("ControlOrMeta+a");
    await this.page.keyboard.type(String(number));
  }

  /** Opens an example from the menu. */
  async example(title: string): Promise<void> {
    await this.page.getByRole("button", { name: this.names.examples }).click();
    await this.page.getByRole("menuitem", { name: title, exact: true }).click();
  }

  /** Whether the editor has the focus; it stands in a shadow tree of its own. */
  async isEditing(): Promise<boolean> {
    return this.editor.evaluate((editor) => {
      const root = editor.getRootNode() as Document | ShadowRoot;
      return root.activeElement === editor;
    });
  }

  /** The manifest as the editor holds it. Only for texts that fit on the screen: the editor draws no more lines than are seen. */
  async text(): Promise<string> {
    await this.ready();
    return (await this.editor.locator(".cm-line").allTextContents()).join("\n");
  }

  async expectNoErrors(): Promise<void> {
    await expect(this.problems.filter({ hasText: /^Error|^오류/ })).toHaveCount(0);
  }
}
