import fs from 'node:fs';
import path from 'node:path';
import type { HostName } from '../../vscode-host/install.mjs';
import { networkGuard, repository } from '../places';
import { inTwoProcesses } from './halves';
import { runMocha } from './run-mocha';
import type { RingResult } from './ring-result';

export interface E2eRingOptions {
  readonly host: HostName;
  readonly grep?: string | undefined;
  readonly signal: AbortSignal;
}

const folder = 'test/e2e';

/**
 * Ring 3: the packaged extension in a real VS Code, driven through the browser. A failed test runs once more, and says so. A
 * narrowed run is in one process.
 */
export async function runE2eRing({ host, grep, signal }: E2eRingOptions): Promise<readonly RingResult[]> {
  const files = fs
    .readdirSync(path.join(repository, folder))
    .filter((file) => file.endsWith('.e2e.ts'))
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
  return grep === undefined ? inTwoProcesses(`e2e ${host}`, files, run) : [await run(`e2e ${host}`, files)];
}
