import fs from 'node:fs';
import path from 'node:path';
import { outFolder } from '../places';
import { print } from '../print';
import type { MochaRun } from './run-mocha';
import type { RingResult } from './ring-result';

/** Runs some files of a ring under a name of its own; with an output, what it prints goes there. */
type RunShare = (
  ring: string,
  files: readonly string[],
  output: Pick<MochaRun, 'output'>,
) => Promise<RingResult>;

export interface Sharing {
  readonly ring: string;
  readonly files: readonly string[];
  readonly processes: number;
  /** How much work a file is; by itself they are all the same. */
  readonly weigh?: (file: string) => number;
}

/** Runs a ring in several processes, a share of the work in each. What the first prints is seen at once, that of the others when all are done. */
export async function inProcesses(sharing: Sharing, run: RunShare): Promise<readonly RingResult[]> {
  const { ring, files, processes, weigh } = sharing;
  const [first = [], ...others] = shares(files, processes, weigh);
  const folder = path.join(outFolder, 'rings');
  fs.mkdirSync(folder, { recursive: true });
  const kept = others.map((_, i) => {
    const file = path.join(folder, `${ring.replaceAll(' ', '-')}-${i + 2}.log`);
    return { file, output: fs.openSync(file, 'w') };
  });
  try {
    return await Promise.all([
      run(`${ring} 1`, first, {}),
      ...others.map((some, i) => {
        const output = kept[i]?.output;
        return run(`${ring} ${i + 2}`, some, output === undefined ? {} : { output });
      }),
    ]);
  } finally {
    for (const { file, output } of kept) {
      fs.closeSync(output);
      print(fs.readFileSync(file, 'utf8'));
    }
  }
}

/** The heaviest first, each to the share that has least; in the order of their names within it. */
export function shares(
  files: readonly string[],
  count: number,
  weigh: (file: string) => number = () => 1,
): readonly (readonly string[])[] {
  const all = Array.from({ length: count }, () => ({ files: new Set<string>(), weight: 0 }));
  const weighed = files.map((file) => ({ file, weight: weigh(file) }));
  for (const { file, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
    const lightest = all.reduce((least, one) => (one.weight < least.weight ? one : least));
    lightest.files.add(file);
    lightest.weight += weight;
  }
  return all.map((share) => files.filter((file) => share.files.has(file)));
}
