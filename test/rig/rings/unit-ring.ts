import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';
import picomatch from 'picomatch';
import { outFolder, repository } from '../places';
import { print } from '../print';

import { runMocha, type MochaRun } from './run-mocha';
import type { RingResult } from './ring-result';
import { inProcesses } from './shares';

export interface UnitRingOptions {
  readonly grep?: string | undefined;
  readonly signal: AbortSignal;
}

/** One more than the machines have cores: much of the time a process waits for programs and servers that it has started. */
const processes = 3;

/** Files that take half a minute and more, and about how many seconds; all others take one or two. */
const heavy: Readonly<Record<string, number>> = {
  'src/actions/connect/plan.test.ts': 80,
  'test/attacks/command-line.test.ts': 90,
  'test/build.test.ts': 80,
  'test/faults/convert.test.ts': 110,
  'test/faults/grants.test.ts': 60,
  'test/faults/identities.test.ts': 190,
  'test/lint-cli.test.ts': 35,
  'test/regexes.test.ts': 35,
};

/** Per cent of lines of ranks 1 to 7 that ring 1 must run. */
const linesGoal = 90;
/** Everything but `ui` and the entry points, which the other rings run. */
const measured = ['src/*/**/*.ts'];
const unmeasured = ['src/ui/**', '**/*.test.ts', '**/*.d.ts'];

/**
 * Ring 1: the tests beside the code, without a window, with line coverage. A narrowed run is in one process, and not
 * measured.
 */
export async function runUnitRing({ grep, signal }: UnitRingOptions): Promise<readonly RingResult[]> {
  const raw = path.join(outFolder, 'coverage/raw');
  fs.rmSync(path.dirname(raw), { recursive: true, force: true });
  const config = JSON.parse(fs.readFileSync(path.join(repository, '.mocharc.json'), 'utf8')) as MochaConfig;
  const all = unitTests(config);
  const run = (ring: string, files: readonly string[], wishes: Partial<MochaRun>): Promise<RingResult> =>
    runMocha({
      ring,
      // With its own settings mocha would add all files to those it is given.
      args: [
        '--no-config',
        ...config.require.flatMap((file) => ['--require', file]),
        ...['--forbid-only', '--timeout', String(config.timeout), ...files],
      ],
      grep,
      signal,
      deadlineMs: 900_000,
      ...wishes,
    });
  if (grep !== undefined) return [await run('unit', all, {})];
  const lost = Object.keys(heavy).filter((file) => !all.includes(file));
  if (lost.length > 0) throw new Error(`Tests that are known to take long are gone: ${lost.join(', ')}`);
  const weigh = (file: string) => heavy[file] ?? 1.5;
  const results = await inProcesses({ ring: 'unit', files: all, processes, weigh }, (ring, files, output) =>
    run(ring, ['--require', path.join(__dirname, 'own-coverage.cjs'), ...files], {
      env: { NODE_V8_COVERAGE: raw },
      ...output,
    }),
  );
  const troubles = signal.aborted ? [] : judgeCoverage(raw);
  if (troubles.length === 0) return results;
  const uncovered = { ring: 'coverage', passed: 0, skipped: 0, retried: [], seconds: 0 };
  return [...results, { ...uncovered, failed: troubles.length, failures: troubles }];
}

interface MochaConfig {
  readonly require: readonly string[];
  readonly spec: readonly string[];
  readonly timeout: number;
}

/** The files that `mocha` alone would run, in the order of their names. */
function unitTests({ spec }: MochaConfig): readonly string[] {
  const isTest = picomatch([...spec]);
  return ['src', 'test']
    .flatMap((folder) =>
      fs
        .readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
        .map((file) => path.join(folder, file)),
    )
    .filter((file) => isTest(file))
    .sort();
}

function judgeCoverage(raw: string): string[] {
  const report = path.join(outFolder, 'coverage');
  const args = [
    require.resolve('c8/bin/c8.js'),
    'report',
    ...['--temp-directory', raw, '--reports-dir', report],
    ...['--reporter', 'json-summary', '--reporter', 'lcovonly', '--reporter', 'text-summary'],
    // Files that no test loads count as not covered at all.
    '--all',
    ...['--src', 'src'],
    ...measured.flatMap((pattern) => ['--include', pattern]),
    ...[...unmeasured, ...filesOfTypes()].flatMap((pattern) => ['--exclude', pattern]),
  ];
  const run = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8', timeout: 120_000 });
  if (run.status !== 0) return [`coverage could not be computed:\n${run.stderr}`];
  print(run.stdout.trim());
  const summary = JSON.parse(fs.readFileSync(path.join(report, 'coverage-summary.json'), 'utf8')) as Record<
    string,
    { readonly lines: { readonly pct: number; readonly total: number } }
  >;
  const total = summary['total']?.lines;
  if (total === undefined || total.total === 0) return ['coverage: nothing was measured'];
  printWorst(summary);
  return total.pct >= linesGoal
    ? []
    : [`coverage: ${total.pct} % of lines in ranks 1 to 7, the goal is ${linesGoal} %`];
}

/** Files that are nothing but types vanish when compiled; they would count as never run, line by line. */
function filesOfTypes(): string[] {
  return fs
    .readdirSync(path.join(repository, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('src', file))
    .filter((file) => {
      const source = fs.readFileSync(path.join(repository, file), 'utf8');
      return transformSync(source, { loader: 'ts' }).code.trim() === '';
    });
}

/** Names where a developer would look first. */
function printWorst(summary: Record<string, { readonly lines: { readonly pct: number } }>): void {
  const below = Object.entries(summary)
    .filter(([file, { lines }]) => file !== 'total' && lines.pct < linesGoal)
    .sort(([, one], [, other]) => one.lines.pct - other.lines.pct);
  for (const [file, { lines }] of below.slice(0, 10))
    print(`  ${lines.pct.toFixed(1).padStart(5)} %  ${path.relative(repository, file)}`);
}
