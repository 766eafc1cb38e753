import type { Host } from '../../vscode-host/install.mjs';
import { packageExtension } from '../package-extension';
import { print } from '../print';
import { launchBrowser } from '../window/browser';
import { bundleHostTests } from './bundle-host-tests';
import { runE2eRing } from './e2e-ring';
import { runHostRing } from './host-ring';
import type { RingResult } from './ring-result';
import { runUnitRing } from './unit-ring';

export type RingName = 'unit' | 'host' | 'e2e';

export interface RingsOptions {
  readonly rings: readonly RingName[];
  /** The versions of VS Code for the windows, while they may still be on their way; none for ring 1 alone. */
  readonly hosts: Promise<readonly Host[]>;
  readonly grep?: string | undefined;
  readonly signal: AbortSignal;
}

/** Runs the rings one after the other and prints their summary. Returns whether all is well. */
export async function runRings({ rings, hosts: coming, grep, signal }: RingsOptions): Promise<boolean> {
  const results: RingResult[] = [];
  if (rings.includes('unit')) results.push(...(await runUnitRing({ grep, signal })));
  const hosts = await coming;
  if (rings.includes('host') || rings.includes('e2e')) packageExtension();
  if (rings.includes('host')) results.push(...(await runHostRings({ hosts, grep, signal })));
  if (rings.includes('e2e'))
    for (const host of hosts) {
      if (signal.aborted) break;
      print(`\nThrough the browser, VS Code ${host.name}:`);
      // Run whole, the newest has all windows; a version that is asked for by name has, too.
      const doorsAlone = grep === undefined && hosts.length > 1 && host.name !== 'newest';
      results.push(...(await runE2eRing({ host: host.name, grep, doorsAlone, signal })));
    }
  return summarise(results) && !signal.aborted;
}

async function runHostRings({
  hosts,
  grep,
  signal,
}: Pick<RingsOptions, 'grep' | 'signal'> & { readonly hosts: readonly Host[] }): Promise<
  readonly RingResult[]
> {
  const results: RingResult[] = [];
  const tests = await bundleHostTests();
  const browser = await launchBrowser();
  try {
    for (const host of hosts) {
      if (signal.aborted) break;
      print(`\nIn the extension host, VS Code ${host.name}:`);
      results.push(await runHostRing({ host, browser, tests, grep, signal }));
    }
  } finally {
    await browser.close();
  }
  return results;
}

/** The last line is for machines: "N passed, N failed", then ", N skipped" when any. */
function summarise(results: readonly RingResult[]): boolean {
  print('\nSummary');
  for (const { ring, passed, failed, skipped, seconds, failures, retried } of results) {
    const skippedToo = skipped > 0 ? `, ${skipped} skipped` : '';
    print(`  ${ring.padEnd(14)} ${passed} passed, ${failed} failed${skippedToo} (${seconds.toFixed(0)} s)`);
    for (const title of failures) print(`    FAILED   ${title}`);
    for (const title of retried) print(`    RETRIED  ${title}`);
  }
  const sum = (count: (result: RingResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const [passed, failed, skipped] = [sum((r) => r.passed), sum((r) => r.failed), sum((r) => r.skipped)];
  print(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed === 0 && passed > 0;
}
