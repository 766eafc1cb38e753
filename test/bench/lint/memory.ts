import type timers from 'node:timers/promises';
import type * as vscode from 'vscode';
import { atMost, type Figure } from '../figure';

/** Of a workspace with files of every language, each of which loads a parser. */
export function memoryFigure({ peakMb, beforeMb }: Memory): Figure {
  return atMost({
    name: 'lint.scan.memory',
    unit: 'MB',
    value: peakMb,
    goal: 500,
    baseline: `the samples, the whole extension host at its peak; ${beforeMb.toFixed(0)} MB before`,
  });
}

export interface Memory {
  readonly peakMb: number;
  readonly beforeMb: number;
}

/** Runs inside the extension host: scans the workspace, and waits for what V8 may do with the parsers afterwards. */
export async function peakOfScan(api: typeof vscode, _: undefined, require: NodeJS.Require): Promise<Memory> {
  const { setTimeout: delay } = require('node:timers/promises') as typeof timers;
  await delay(3000);
  const beforeMb = process.memoryUsage().rss / 1e6;
  await api.extensions.getExtension('spring-managed-identity.spring-managed-identity')?.activate();
  await api.commands.executeCommand('springIdentity.scanWorkspace');
  await delay(10_000);
  return { peakMb: process.resourceUsage().maxRSS / 1e3, beforeMb };
}
