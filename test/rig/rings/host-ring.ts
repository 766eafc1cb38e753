import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import type { Host } from '../../vscode-host/install.mjs';
import { networkGuard, repository, samplesFolder } from '../places';
import { print } from '../print';
import { openPage } from '../window/browser';
import { startServer } from '../window/vscode-server';
import { windowAddress } from '../window/window';
import { prepareRing, readRing, type RingFiles, type RingResult } from './ring-result';

export interface HostRingOptions {
  readonly host: Host;
  readonly browser: Browser;
  /** The bundled `test/host/run.ts`. */
  readonly tests: string;
  readonly grep?: string | undefined;
  readonly signal: AbortSignal;
}

const deadlineMs = 300_000;

/** Ring 2: mocha inside the extension host of `host`, with the extension loaded from this clone. */
export async function runHostRing(options: HostRingOptions): Promise<RingResult> {
  const files = prepareRing(`host ${options.host.name}`);
  const troubles: string[] = [];
  try {
    await runInHost(options, files);
  } catch (error) {
    troubles.push(error instanceof Error ? error.message : String(error));
  }
  return readRing(files, troubles);
}

async function runInHost(
  { host, browser, tests, grep, signal }: HostRingOptions,
  files: RingFiles,
): Promise<void> {
  process.env['NETWORK_GUARD_FILE'] = files.violations;
  const server = await startServer({
    host,
    smokeTestDriver: true,
    preload: [networkGuard],
    env: { RING_RESULT: files.result, NETWORK_GUARD_FILE: files.violations, RING_GREP: grep ?? '' },
    signal,
  });
  const page = await openPage(browser);
  const stop = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  try {
    const workspace = path.join(server.data.root, 'workspace');
    fs.cpSync(samplesFolder, workspace, { recursive: true });
    const { host: authority } = new URL(server.url);
    const remote = (file: string) => `vscode-remote://${authority}${file}`;
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      relay(type, args);
    });
    const ended = new Promise<number>((resolve, reject) => {
      stop.addEventListener('abort', () => {
        reject(
          new Error(signal.aborted ? 'interrupted' : `the tests did not end within ${deadlineMs / 1000} s`),
        );
      });
      void page
        .exposeFunction('codeAutomationExit', resolve)
        .then(() =>
          page.goto(
            windowAddress(server.url, {
              workspace,
              payload: [
                ['extensionDevelopmentPath', remote(repository)],
                ['extensionTestsPath', remote(tests)],
              ],
            }),
          ),
        )
        .catch(reject);
    });
    // 0 is no proof that anything ran (an extension host that is killed also reports it); the result file is.
    const code = await ended;
    if (code !== 0 && !fs.existsSync(files.result)) throw new Error(`the extension host reported ${code}`);
  } catch (error) {
    print(server.output());
    throw error;
  } finally {
    await page.context().close();
    await server.stop();
  }
}

/** Shows what the tests print, and what VS Code complains about; its own chatter is left out. */
function relay(type: string, args: readonly unknown[]): void {
  const text = format(...args);
  if (type === 'log' || type === 'error' || type === 'warning') process.stdout.write(`${text.trimEnd()}\n`);
}
