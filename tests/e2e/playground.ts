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

  /** Replaces the whole manifest, as pasting over everything does. */
  async paste(text: string): Promise<void> {
    await this.editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    if (text === "") {
      await this.page.keyboard.press("Delete");
      return;
    }
    await this.editor.evaluate((editor, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Presses Tab until `target` has the focus; Escape first where the editor keeps the Tab. */
  async tabTo(target: Locator): Promise<void> {
    for (let at = 0; at < 90; at += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      if (await this.isEditing()) await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Tab");
    }
    await expect(target).toBeFocused();
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
    return (await this.editor.locator(".cm-line").allTextContents()).join("\n");
  }

  async expectNoErrors(): Promise<void> {
    await expect(this.problems.filter({ hasText: /^Error|^오류/ })).toHaveCount(0);
  }
}
