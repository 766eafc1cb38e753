import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { Stage } from './stage';

/** A place where something could have been left behind, and the text found there. */
export interface Trace {
  readonly place: string;
  readonly text: string;
}

/** Listens to what a page prints; the texts grow while it is open. */
export function hearConsole(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.stack ?? error.message));
  return heard;
}

/**
 * Everything a window has written or shows: open documents, the notifications, and whatever remains without an extension
 * host.
 */
export async function traces(stage: Stage, printed: readonly string[]): Promise<readonly Trace[]> {
  const { host } = stage.window;
  await host.run((vscode) => vscode.commands.executeCommand('notifications.showList'));
  const documents = await host.run((vscode) =>
    vscode.workspace.textDocuments.map((one) => ({ uri: one.uri.toString(), text: one.getText() })),
  );
  return [
    ...documents.map(({ uri, text }) => ({ place: `document ${uri}`, text })),
    ...(await remains(stage, printed)),
  ];
}

/**
 * Files below the data folder and in the workspace (logs and output channels are such files), what server and extension host
 * printed, the browser's storage (state of extensions lives there), the whole page, what it printed, and the clipboard.
 */
export async function remains(stage: Stage, printed: readonly string[]): Promise<readonly Trace[]> {
  const { window, workbench, server, workspace } = stage;
  return [
    ...filesBelow(server.data.root),
    ...filesBelow(workspace),
    { place: 'output of server and extension host', text: server.output() },
    { place: 'console of the page', text: printed.join('\n') },
    { place: 'browser storage', text: await window.page.evaluate<string>(readStorage) },
    ...(await pageAndReports(window.page)),
    { place: 'clipboard', text: await workbench.readClipboard() },
  ];
}

/** The page of the window, and the pages that stand in it. Reports are frames within frames. */
async function pageAndReports(page: Page): Promise<readonly Trace[]> {
  const main = page.mainFrame();
  return Promise.all(
    page.frames().map(async (frame) => ({
      place: frame === main ? 'page' : 'page of a report',
      // A tab may go while it is read.
      text: await frame.evaluate<string>(readPage).catch(() => ''),
    })),
  );
}

function filesBelow(folder: string): Trace[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = path.join(parentPath, name);
      // Two-byte text has a zero after each letter of a token.
      const text = fs.readFileSync(file, 'latin1').replaceAll('\0', '');
      return { place: `file ${path.relative(folder, file)}`, text };
    });
}

/** Code for the page: every key and value of every store, as one text. */
const readStorage = `(async () => {
  const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), document.cookie];
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = [done(objects.getAllKeys()), done(objects.getAll())];
      found.push(name + ' ' + store, JSON.stringify(await keys), ...(await values).map(asText));
    }
    database.close();
  }
  return found.join('\\n');
  function asText(value) {
    const bytes = value instanceof ArrayBuffer || ArrayBuffer.isView(value);
    return typeof value === 'string' ? value : bytes ? new TextDecoder().decode(value) : JSON.stringify(value);
  }
})()`;

const readPage = `[
  document.title,
  document.documentElement.outerHTML,
  ...[...document.querySelectorAll('input, textarea')].map(({ value }) => value),
].join('\\n')`;

/** The forms a token could have been left in, whole or in part, each with its name. */
export function formsOf(token: string): readonly (readonly [string, string])[] {
  const [, claims = '', signature = ''] = token.split('.');
  if (claims.length < 20 || signature.length < 20) throw new Error('This is no token to search for.');
  // Base64 depends on what stands before: one of three alignments, without the letters that depend on the neighbours.
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.from(`${'x'.repeat(before)}${signature}`)
      .toString('base64')
      .slice(4, -4),
  );
  return [
    ['its claims', claims],
    ['its signature', signature],
    ...inBase64.map((text) => ['base64', text] as const),
    ...inBase64.map((text) => ['base64', text.replaceAll('+', '-').replaceAll('/', '_')] as const),
    ['hexadecimal', Buffer.from(signature).toString('hex')],
    ['URL-encoded', signature.replace(/./g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
    ['signature bytes in hexadecimal', Buffer.from(signature, 'base64url').toString('hex')],
    ['signature in plain base64', Buffer.from(signature, 'base64url').toString('base64').replace(/=*$/, '')],
  ];
}

/** Where one of the tokens, or anything that looks like one, was left: the place and the form, never the text. */
export function leaks(found: readonly Trace[], tokens: readonly string[]): string[] {
  const forms = tokens.flatMap((token) => formsOf(token));
  const left = found.flatMap(({ place, text }) => [
    ...forms.filter(([, form]) => text.includes(form)).map(([name]) => `${place}: ${name}`),
    ...(/eyJ[\w-]{10,}(\.|%2E)eyJ[\w-]{10,}/i.test(text) ? [`${place}: the look of a token`] : []),
  ]);
  return [...new Set(left)];
}
