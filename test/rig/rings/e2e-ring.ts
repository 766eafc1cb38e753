import fs from 'node:fs';
import path from 'node:path';
import type { HostName } from '../../vscode-host/install.mjs';
import { networkGuard, repository } from '../places';
import { runMocha } from './run-mocha';
import type { RingResult } from './ring-result';
import { inProcesses } from './shares';

export interface E2eRingOptions {
  readonly host: HostName;
  readonly grep?: string | undefined;
  /** Only what every version must show. */
  readonly doorsAlone?: boolean;
  readonly signal: AbortSignal;
}

const folder = 'test/e2e';
/** As many as the machines have cores: a window takes one. */
const processes = 2;

/**
 * What every version of VS Code must show: the walks that put identities right, and one file for each part of it that the extension stands
 * in (start with all built-in extensions, Problems and quick fixes, pages, questions, tree, palette and keyboard, accounts, terminals,
 * walkthrough). What is left out stands in the same parts, or in a browser alone; ring 2 runs whole in each version.
 */
const doors: ReadonlySet<string> = new Set(
  [
    'canary',
    'diagnostics',
    'doctor',
    'grants',
    'loss-question',
    'network-guard',
    'put-right',
    'sign-in',
    'token',
    'turn-identities',
    'walkthrough',
  ].map((name) => `${name}.e2e.ts`),
);

/**
 * Ring 3: the packaged extension in a real VS Code, driven through the browser. A failed test runs once more, and says so. A
 * narrowed run is in one process.
 */
export async function runE2eRing({
  host,
  grep,
  doorsAlone,
  signal,
}: E2eRingOptions): Promise<readonly RingResult[]> {
  const all = fs.readdirSync(path.join(repository, folder)).filter((file) => file.endsWith('.e2e.ts'));
  const lost = [...doors].filter((file) => !all.includes(file));
  if (lost.length > 0) throw new Error(`Tests that run on every version are gone: ${lost.join(', ')}`);
  const files = all
    .filter((file) => doorsAlone !== true || doors.has(file))
    .map((file) => path.join(folder, file))
    .sort();
  const run = (ring: string, some: readonly string[], output = {}): Promise<RingResult> =>
    runMocha({
      ring,
      // prettier-ignore
      args: [
        '--no-config', '--exit', '--require', networkGuard, '--require', 'tsx/cjs', '--forbid-only', '--retries', '1',
        '--timeout', '120000', ...some,
      ],
      env: { VSCODE_HOST: host },
      grep,
      signal,
      // Some thirty windows, ten minutes or less; one that hangs ends its own test much sooner.
      deadlineMs: 1_500_000,
      ...output,
    });
  return grep === undefined
    ? inProcesses({ ring: `e2e ${host}`, files, processes, weigh: windowsIn }, run)
    : [await run(`e2e ${host}`, files)];
}

/** Each test of a stage has a window of its own, which is most of what it costs; others show pages, about as much as one. */
function windowsIn(file: string): number {
  const text = fs.readFileSync(path.join(repository, file), 'utf8');
  return text.includes('useStage(') ? (text.match(/^ *it\(/gm)?.length ?? 0) : 1;
}
