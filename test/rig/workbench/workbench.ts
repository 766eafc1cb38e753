import type { Locator, Page } from 'playwright-core';
import type { Window } from '../window/window';
import { Dialog, Toasts } from './messages';
import { QuickFixes } from './quick-fixes';
import { QuickInput } from './quick-input';
import { beginning } from './text';
import { Tree } from './tree';

/** Colour themes both supported VS Code versions have, with the class the workbench carries under each. */
export const themes = {
  'Default Dark+': 'vs-dark',
  'Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
} as const;

/** What a person can do and see in one VS Code window. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly quickFixes: QuickFixes;
  readonly tree: Tree;
  readonly dialog: Dialog;
  readonly toasts: Toasts;
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
    this.page = window.page;
    this.quickInput = new QuickInput(window.page);
    this.quickFixes = new QuickFixes(window.page);
    this.tree = new Tree(window.page, '.part.sidebar .pane:has(.pane-header[aria-label^="Apps"])');
    this.dialog = new Dialog(window.page);
    this.toasts = new Toasts(window.page);
  }

  /** Runs a command by the title the palette shows. */
  async run(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  /** Agrees to the hosts of the custom cloud that the rig's settings describe; nothing is asked of it before. */
  async confirmCloud(): Promise<void> {
    await this.run('Spring Identity: Sign In');
    await this.dialog.press('Trust These Hosts');
  }

  /** Shows a view container by its title, by clicking its icon; does nothing when it is shown already. */
  async openContainer(title: string): Promise<void> {
    // A badge changes the name: "Spring Identity - 2 warnings".
    const icon = this.page.locator('.activitybar').getByRole('tab', { name: beginning(title) });
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
    await icon.and(this.page.locator('[aria-selected="true"]')).waitFor();
  }

  /** The editor that is open and active: its tab's name, and the text in view. */
  async readEditor(): Promise<{ name: string; text: string }> {
    const group = this.page.locator('.editor-group-container.active');
    const name = await group.locator('.tab.active').getAttribute('data-resource-name');
    const lines = await group.locator('.editor-instance .view-lines .view-line').allTextContents();
    return { name: name ?? '', text: lines.join('\n').replaceAll('\u00a0', ' ') };
  }

  statusItem(id: string): Locator {
    return this.page.locator(`.statusbar-item[id="${id}"] a`);
  }

  readClipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** Reads a setting as extensions see it. */
  readSetting(name: string): Promise<unknown> {
    return this.#window.host.run((vscode, key) => vscode.workspace.getConfiguration().get(key), name);
  }

  writeSetting(name: string, value: unknown): Promise<void> {
    return this.#window.host.run(
      (vscode, setting) => vscode.workspace.getConfiguration().update(setting.name, setting.value, true),
      { name, value },
    );
  }
}
