import type { HostName } from '../../vscode-host/install.mjs';
import { networkGuard } from '../places';
import { runMocha } from './run-mocha';
import type { RingResult } from './ring-result';

export interface E2eRingOptions {
  readonly host: HostName;
  readonly grep?: string | undefined;
  readonly signal: AbortSignal;
}

/** Ring 3: the packaged extension in a real VS Code, driven through the browser. A failed test runs once more, and says so. */
export function runE2eRing({ host, grep, signal }: E2eRingOptions): Promise<RingResult> {
  return runMocha({
    ring: `e2e ${host}`,
    // prettier-ignore
    args: [
      '--no-config', '--exit', '--require', networkGuard, '--require', 'tsx/cjs', '--forbid-only', '--retries', '1',
      '--timeout', '120000', 'test/e2e/*.e2e.ts',
    ],
    env: { VSCODE_HOST: host },
    grep,
    signal,
    // Some sixty windows, ten minutes or more; one that hangs ends its own test much sooner.
    deadlineMs: 2_000_000,
  });
}
