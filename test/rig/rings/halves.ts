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
 * Runs a ring in two processes, half of the work in each: two cores are what the machines have, and a process takes one.
 * `weigh` says how much work a file is; by itself they are all the same. What the second process prints comes when both are done.
 */
export async function inTwoProcesses(
  ring: string,
  files: readonly string[],
  run: RunHalf,
  weigh: (file: string) => number = () => 1,
): Promise<readonly RingResult[]> {
  const [first, second] = halves(files, weigh);
  const kept = path.join(outFolder, 'rings', `${ring.replaceAll(' ', '-')}-2.log`);
  fs.mkdirSync(path.dirname(kept), { recursive: true });
  const output = fs.openSync(kept, 'w');
  try {
    return await Promise.all([run(`${ring} 1`, first, {}), run(`${ring} 2`, second, { output })]);
  } finally {
    fs.closeSync(output);
    print(fs.readFileSync(kept, 'utf8'));
  }
}

/** The heaviest first, each to the half that has less; in the order of their names within it. */
export function halves(
  files: readonly string[],
  weigh: (file: string) => number,
): readonly [readonly string[], readonly string[]] {
  const both = [new Set<string>(), new Set<string>()] as const;
  const weights = [0, 0] as [number, number];
  const weighed = files.map((file) => ({ file, weight: weigh(file) }));
  for (const { file, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
    const lighter = weights[0] <= weights[1] ? 0 : 1;
    both[lighter].add(file);
    weights[lighter] += weight;
  }
  return [files.filter((file) => both[0].has(file)), files.filter((file) => both[1].has(file))];
}
