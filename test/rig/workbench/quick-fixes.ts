import type { Locator, Page } from 'playwright-core';

/** How often the keys are pressed until the list opens, and how long that may take each time. */
const presses = 4;
const pressMs = 8000;

/** The list of quick fixes at the cursor of the editor that has the focus. */
export class QuickFixes {
  readonly #page: Page;
  readonly #items: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#items = page.locator('.action-widget .monaco-list-row.action');
  }

  /** Opens the list; returns what it offers. */
  async open(): Promise<string[]> {
    await this.#page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    for (let left = presses; !(await this.#items.first().isVisible()); left -= 1) {
      if (left === 0) throw new Error('no quick fix is offered at the cursor');
      // Right after a file was opened there may be none yet: people press again.
      await this.#page.keyboard.press('Control+.');
      await this.#items
        .first()
        .waitFor({ timeout: pressMs })
        .catch(() => undefined);
    }
    return (await this.#items.allTextContents()).map((title) => title.replaceAll('\u00a0', ' ').trim());
  }

  /** Takes the first that matches; the list must be open. */
  async take(title: RegExp): Promise<void> {
    // VS Code lets no click through before the mouse has moved: it may rest where the list opens.
    await this.#page.mouse.move(300, 300);
    await this.#page.mouse.move(310, 310);
    await this.#items.filter({ hasText: title }).first().click();
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#items.first().waitFor({ state: 'detached' });
  }
}
