import type { Locator, Page } from 'playwright-core';
import { exactly } from './text';

/** The box at the top of the window: command palette, quick picks and input boxes. */
export class QuickInput {
  readonly #page: Page;
  readonly box: Locator;
  readonly input: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.box = page.locator('.quick-input-widget');
    this.input = this.box.locator('.quick-input-box input');
  }

  /** Runs a command by the exact title the palette shows, category included: "Spring Identity: Refresh". */
  async runCommand(title: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.input.waitFor();
    await this.input.fill(`>${title}`);
    await this.row(title).click();
  }

  /** A row by its exact label. */
  row(label: string): Locator {
    return this.box
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.#page.locator('.label-name', { hasText: exactly(label) }) })
      .first();
  }

  /** Labels of the rows in view, in order. */
  async labels(): Promise<string[]> {
    const rows = this.box.locator('.quick-input-list .monaco-list-row .label-name');
    return (await rows.allTextContents()).map((text) => text.trim());
  }

  async pick(label: string): Promise<void> {
    await this.row(label).waitFor();
    // The row where the mouse happens to rest shows its words in a box, which may lie on other rows.
    await this.#page.mouse.move(0, 0);
    await this.row(label).click();
  }

  /** Ticks rows of a pick of many, then confirms. */
  async pickMany(labels: readonly string[]): Promise<void> {
    for (const label of labels) await this.row(label).click();
    await this.confirm();
  }

  /** Presses the button "OK". */
  async confirm(): Promise<void> {
    await this.box.getByRole('button', { name: 'OK', exact: true }).click();
  }

  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** The prompt, or what is wrong with the text typed so far. */
  message(): Locator {
    return this.box.locator('[id$="_message"]');
  }
}
