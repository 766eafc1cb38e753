import type { Browser, Page } from 'playwright-core';
import { openPage } from './browser';
import { knownExtensionHost, waitForExtensionHost, type ExtensionHost } from './extension-host';
import type { VsCodeServer } from './vscode-server';

export interface WindowOptions {
  /** Absolute path of a folder, or of a `.code-workspace` file; absent: an empty window. */
  readonly workspace?: string;
  /** Pairs of VS Code's `payload` page parameter. */
  readonly payload?: readonly (readonly [string, string])[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The display language, as VS Code names it; absent: English. VS Code's own words stay English: no language pack is there. */
  readonly language?: string;
  /** Runs on the page before anything is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
  /** Merged into VS Code's product configuration, for what has no setting (see `productOf` in stand-in-entra.ts). */
  readonly product?: Readonly<Record<string, unknown>>;
}

/** One VS Code window: the page, and the extension host behind it. */
export interface Window {
  readonly page: Page;
  /** After a reload, the new one. */
  readonly host: ExtensionHost;
  /** Reloads the window by VS Code's own command, and waits for the workbench and the extension host again. */
  reload(): Promise<void>;
  /** Closes the page with its profile; the server ends the extension host then. */
  close(): Promise<void>;
}

const workbenchDeadlineMs = 60_000;

/** Opens a window of `server` in a fresh browser profile and waits for the workbench and the extension host. */
export async function openWindow(
  server: VsCodeServer,
  browser: Browser,
  options: WindowOptions = {},
): Promise<Window> {
  const page = await openPage(browser, options.viewport);
  try {
    if (options.product !== undefined) await changeProduct(page, options.product);
    if (options.language !== undefined) await speak(page, options.language);
    await options.prepare?.(page);
    // A window that was open before has left its address behind; only a new one is ours.
    const before = knownExtensionHost(server.data);
    await page.goto(windowAddress(server.url, options), { timeout: workbenchDeadlineMs });
    const isUp = async (not: number | undefined) => {
      await page.locator('.monaco-workbench').waitFor({ timeout: workbenchDeadlineMs });
      return waitForExtensionHost(server.data, not, workbenchDeadlineMs);
    };
    let host = await isUp(before);
    return {
      page,
      get host() {
        return host;
      },
      reload: async () => {
        const loaded = page.waitForEvent('load', { timeout: workbenchDeadlineMs });
        await host.run((vscode) => void vscode.commands.executeCommand('workbench.action.reloadWindow'));
        await loaded;
        host.close();
        host = await isUp(host.pid);
      },
      close: async () => {
        host.close();
        await page.context().close();
      },
    };
  } catch (error) {
    await page.context().close();
    throw error;
  }
}

/** Says the language as the words of a language pack would: the extension host goes by it when it looks for a bundle. */
async function speak(page: Page, language: string): Promise<void> {
  await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};`);
}

/** The address a browser opens for that workspace. */
export function windowAddress(url: string, { workspace, payload }: WindowOptions): string {
  const address = new URL(url);
  if (workspace === undefined) address.searchParams.set('ew', 'true');
  else address.searchParams.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', workspace);
  if (payload !== undefined) address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/** Merges into the configuration the server writes into its page. */
export async function changeProduct(page: Page, product: Readonly<Record<string, unknown>>): Promise<void> {
  await page.addInitScript(
    `{
      const original = Element.prototype.getAttribute;
      Element.prototype.getAttribute = function (name) {
        const value = original.call(this, name);
        if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings' || value === null) return value;
        const settings = JSON.parse(value);
        settings.productConfiguration = { ...settings.productConfiguration, ...${JSON.stringify(product)} };
        return JSON.stringify(settings);
      };
    }`,
  );
}
