import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import manifest from '../../../package.json';
import { openSandbox } from '../../../src/sandbox/server/open';
import type { Host } from '../../vscode-host/install.mjs';
import { networkGuard, repository, samplesFolder } from '../places';
import { print } from '../print';
import { openPage } from '../window/browser';
import { standInForEntra } from '../window/stand-in-entra';
import { startServer, type VsCodeServer } from '../window/vscode-server';
import { changeProduct, windowAddress } from '../window/window';
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
/** Marks what mocha prints among everything the workbench and the extension host print. */
const reportMark = '[ring] ';

/**
 * Ring 2: mocha inside the extension host of `host`, with the extension loaded from this clone. Beside it runs a sandbox that
 * all three sign-in sources lead to; tests find it under `SANDBOX_URL` and switch it over HTTP.
 */
export async function runHostRing(options: HostRingOptions): Promise<RingResult> {
  const files = prepareRing(`host ${options.host.name}`);
  const troubles: string[] = [];
  const sandbox = await openSandbox({ operationSeconds: 1 });
  const folder = fs.mkdtempSync(path.join(path.dirname(files.result), 'run-'));
  try {
    const workspace = path.join(folder, 'samples');
    fs.cpSync(samplesFolder, workspace, { recursive: true });
    // Tests write configurations of their own.
    fs.rmSync(path.join(workspace, '.spring-identity.json'));
    const entra = await standInForEntra({
      sandbox,
      folder,
      trusted: [`${manifest.publisher}.${manifest.name}`],
    });
    const server = await startServer({
      host: options.host,
      smokeTestDriver: true,
      preload: [networkGuard],
      extensions: entra.extensions,
      without: entra.without,
      settings: entra.settings,
      env: { ...entra.env, ...testEnvironment(options, files), SANDBOX_URL: sandbox.url },
      signal: options.signal,
    });
    try {
      const page = await openPage(options.browser);
      await changeProduct(page, entra.product);
      await runInPage(options, { page, server, workspace, result: files.result });
    } finally {
      await server.stop();
    }
  } catch (error) {
    troubles.push(error instanceof Error ? error.message : String(error));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
    await sandbox.stop();
  }
  return readRing(files, troubles);
}

function testEnvironment({ grep }: HostRingOptions, files: RingFiles): Record<string, string> {
  // The page is watched by this very process.
  process.env['NETWORK_GUARD_FILE'] = files.violations;
  return {
    RING_RESULT: files.result,
    RING_GREP: grep ?? '',
    RING_PREFIX: reportMark,
    NETWORK_GUARD_FILE: files.violations,
  };
}

interface TestPage {
  readonly page: Page;
  readonly server: VsCodeServer;
  readonly workspace: string;
  readonly result: string;
}

/** Opens the window that runs the tests and waits until they end, one way or another. */
async function runInPage(
  { tests, signal }: HostRingOptions,
  { page, server, workspace, result }: TestPage,
): Promise<void> {
  const complaints: string[] = [];
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
    const text = format(...args);
    if (text.startsWith(reportMark)) print(text.slice(reportMark.length));
    else complaints.push(text);
  });
  const exited = new Promise<number>((resolve) => {
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  const { host: authority } = new URL(server.url);
  const remote = (file: string) => `vscode-remote://${authority}${file}`;
  try {
    await page.goto(
      windowAddress(server.url, {
        workspace,
        payload: [
          ['extensionDevelopmentPath', remote(repository)],
          ['extensionTestsPath', remote(tests)],
        ],
      }),
    );
    // 0 is no proof that anything ran (an extension host that is killed also reports it); the result file is.
    const code = await Promise.race([exited, failAtDeadline(signal)]);
    if (code !== 0 && !fs.existsSync(result)) throw new Error(`the extension host reported ${code}`);
  } catch (error) {
    print([server.output(), ...complaints].join('\n'));
    throw error;
  } finally {
    await page.context().close();
  }
}

function failAtDeadline(signal: AbortSignal): Promise<never> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]);
  return new Promise((_resolve, reject) => {
    const fail = () => {
      reject(
        new Error(signal.aborted ? 'interrupted' : `the tests did not end within ${deadlineMs / 1000} s`),
      );
    };
    if (stop.aborted) fail();
    else stop.addEventListener('abort', fail, { once: true });
  });
}
