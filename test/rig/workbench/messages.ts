import type { Locator, Page } from 'playwright-core';
import { exactly } from './text';

/** Modal dialogs: what the user must answer before anything else. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  /** Waits for a dialog; returns its message and its detail, as shown. */
  async read(): Promise<{ message: string; detail: string }> {
    await this.box.waitFor();
    const text = async (part: string) => ((await this.box.locator(part).textContent()) ?? '').trim();
    return {
      message: await text('.dialog-message-text'),
      detail: await this.box
        .locator('.dialog-message-detail')
        .allTextContents()
        .then((parts) => parts.join('\n').trim()),
    };
  }

  async press(button: string): Promise<void> {
    await this.box.getByRole('button', { name: exactly(button) }).click();
    await this.box.waitFor({ state: 'detached' });
  }
}

/** Notifications at the bottom right, progress among them. */
export class Toasts {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The toast that contains `text`. */
  saying(text: string | RegExp): Locator {
    return this.#page.locator('.notification-toast').filter({ hasText: text });
  }

  async press(text: string | RegExp, button: string): Promise<void> {
    await this.saying(text)
      .getByRole('button', { name: exactly(button) })
      .click();
  }

  /** The texts of all toasts in view. */
  async texts(): Promise<string[]> {
    return this.#page.locator('.notification-toast .notification-list-item-message').allTextContents();
  }
}
