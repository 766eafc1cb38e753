import fs from 'node:fs';
import path from 'node:path';
import { outFolder } from '../places';
import { print } from '../print';
import type { MochaRun } from './run-mocha';
import type { RingResult } from './ring-result';

/** Runs some files of a ring under a name of its own; with an output, what it prints goes there. */
type RunHalf = (
  ring: string,
  files: readonly string[],
  output: Pick<MochaRun, 'output'>,
) => Promise<RingResult>;

/**
 * Runs a ring in two processes, every second file in each: two cores are what the machines have, and a process takes one.
 * What the second one prints comes when both are done.
 */
export async function inTwoProcesses(
  ring: string,
  files: readonly string[],
  run: RunHalf,
): Promise<readonly RingResult[]> {
  const kept = path.join(outFolder, 'rings', `${ring.replaceAll(' ', '-')}-2.log`);
  fs.mkdirSync(path.dirname(kept), { recursive: true });
  const output = fs.openSync(kept, 'w');
  try {
    return await Promise.all([
      run(`${ring} 1`, everySecond(files, 0), {}),
      run(`${ring} 2`, everySecond(files, 1), { output }),
    ]);
  } finally {
    fs.closeSync(output);
    print(fs.readFileSync(kept, 'utf8'));
  }
}

function everySecond(files: readonly string[], from: 0 | 1): readonly string[] {
  return files.filter((_, i) => i % 2 === from);
}
