import type { Disposable } from '../../lifecycle/disposable-store';
import type { Judgement, JudgeRequest } from '../../lint/ports';
import { LintThread } from './lint-thread';
import type { FileSearch } from '../search-files';

/** A thread takes a while to start: fewer files are judged sooner without it. */
const worthAfter = 30;
/** One that is judged, and one that waits so that the thread need not. */
const atOnce = 2;

/** Judges every other file of a long scan beside the thread that scans. */
export class SecondThread implements Disposable {
  readonly #file: string;
  readonly #search: FileSearch;
  #thread: LintThread | undefined;
  #offered = 0;
  #running = 0;

  /** `file` and `search` as for `LintThread`. */
  constructor(file: string, search: FileSearch) {
    this.#file = file;
    this.#search = search;
  }

  /** `undefined` when whoever asks does better to judge the file itself. Rejects as `Linter.judge` does. */
  judge(request: JudgeRequest): Promise<Judgement> | undefined {
    this.#offered += 1;
    if (this.#offered <= worthAfter || this.#running >= atOnce) return undefined;
    const thread = (this.#thread ??= new LintThread(this.#file, this.#search));
    this.#running += 1;
    return thread.judge(request).finally(() => {
      this.#running -= 1;
      thread.close(request.key);
    });
  }

  dispose(): void {
    this.#thread?.dispose();
  }
}
