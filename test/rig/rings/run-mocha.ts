import { spawn } from 'node:child_process';
import path from 'node:path';
import { networkGuard, repository } from '../places';
import { prepareRing, readRing, type RingResult } from './ring-result';

export interface MochaRun {
  /** As shown: "unit", "e2e newest". */
  readonly ring: string;
  /** Options and files for mocha, after the reporter. */
  readonly args: readonly string[];
  /** Where what it prints goes, a file that is open; here unless told. */
  readonly output?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly grep?: string | undefined;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

/** Runs mocha in a process of its own, cut off from the network like every process it starts. */
export async function runMocha(run: MochaRun): Promise<RingResult> {
  const files = prepareRing(run.ring);
  const args = [
    require.resolve('mocha/bin/mocha.js'),
    ...['--reporter', path.join(__dirname, 'result-reporter.cjs')],
    ...(run.grep === undefined ? [] : ['--grep', run.grep]),
    ...run.args,
  ];
  const env = {
    ...process.env,
    ...run.env,
    RING_RESULT: files.result,
    NETWORK_GUARD_FILE: files.violations,
    NODE_OPTIONS: `--require=${networkGuard}`,
  };
  const troubles: string[] = [];
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env,
    stdio: ['ignore', run.output ?? 'inherit', run.output ?? 'inherit'],
  });
  const stop = AbortSignal.any([run.signal, AbortSignal.timeout(run.deadlineMs)]);
  const onStop = () => {
    troubles.push(
      `stopped: ${run.signal.aborted ? 'interrupted' : `not done after ${run.deadlineMs / 1000} s`}`,
    );
    // Mocha ends its hooks on the first; what does not hear it is ended anyway.
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
  };
  stop.addEventListener('abort', onStop, { once: true });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  stop.removeEventListener('abort', onStop);
  const result = readRing(files, troubles);
  // A hook of mocha or an exit handler may fail the process after the counts were written.
  if (code === 0 || result.failed > 0) return result;
  return { ...result, failed: 1, failures: [`the test process ended with ${code ?? 'a signal'}`] };
}
