import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import type { Disposable } from '../../lifecycle/disposable-store';
import type { FileJudgement, FileRequest } from '../../lint/ports';
import type { BesideRun } from '../../lint/run/run-options';
import type { SiftedFile } from '../../lint/run/sift';
import { LintThread } from './lint-thread';

/** Nothing of a file is kept when it is judged: more room for what is new would be filled with what is not needed any more. */
const maxYoungGenerationSizeMb = 8;

/** The linter's thread at work for a run of the command line. It takes a tenth of a second to start, and does so at once. */
export class ThreadBesideRun implements BesideRun, Disposable {
  readonly #thread: LintThread;
  readonly #folder: string;

  /** `file` as for `LintThread`; `folder` is what paths are relative to. */
  constructor(file: string, folder: string) {
    this.#thread = new LintThread(file, {}, { maxYoungGenerationSizeMb });
    this.#folder = folder;
    this.#thread.start();
  }

  sift(paths: readonly string[]): Promise<readonly SiftedFile[]> {
    return this.#thread.sift(this.#folder, paths);
  }

  judge(requests: readonly FileRequest[]): Promise<readonly FileJudgement[]> {
    return this.#thread.judgeFiles(this.#folder, requests);
  }

  async hear(): Promise<void> {
    await setImmediate();
  }

  dispose(): void {
    this.#thread.dispose();
  }
}

/**
 * From now on V8 collects what is not needed any more when the memory of this process has grown by half, not by three times: of a
 * hundred thousand files next to nothing is kept, and two threads would have let it grow to 250 MB.
 */
export function keepSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
