import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../chromium.mjs';

/** Chromium's own flags for a quiet headless window that can reach nothing but this machine. */
// prettier-ignore
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  // The first stack of an error in VS Code's 19 MB would be paid with another parse of them all, a second and more.
  '--js-flags=--no-enable-lazy-source-positions',
];

/** The Chromium to use: `CHROMIUM`, or the one on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const found = spawnSync(
    'sh',
    ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'],
    {
      encoding: 'utf8',
    },
  );
  return found.status === 0 ? found.stdout.trim() : undefined;
}

/** Starts Chromium without a window. Playwright ends it with this process. */
export async function launchBrowser(): Promise<Browser> {
  // Here, so that whoever opens a window has one on a fresh machine: tests, `npm start`, the bench.
  await ensureChromium();
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium on the PATH, although it was installed.');
  return chromium.launch({ executablePath, headless: true, args: flags });
}

/** A page in a fresh profile. Requests beyond this machine (the resolver refuses them anyway) are recorded as violations. */
export async function openPage(browser: Browser, viewport = { width: 1280, height: 800 }): Promise<Page> {
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!/^(https?|wss?):$/.test(protocol) || /^(127\.0\.0\.1|localhost)$/.test(hostname)) return;
    // What VS Code calls the extension's own files inside a webview: its service worker answers, and nobody else could.
    if (hostname.endsWith('.vscode-resource.vscode-cdn.net')) return;
    recordViolation({ how: 'request by the page', target: request.url() });
  });
  return page;
}

function recordViolation(violation: { how: string; target: string }): void {
  const file = process.env['NETWORK_GUARD_FILE'];
  if (file === undefined) throw new Error(`Network guard: ${violation.how} to ${violation.target}`);
  fs.appendFileSync(file, `${JSON.stringify(violation)}\n`);
}
