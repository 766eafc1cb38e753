import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { Disposable } from '../../lifecycle/disposable-store';
import { Failure } from '../../lifecycle/failure';
import { say, type Words } from '../../lifecycle/text';
import type {
  FileJudgement,
  FileRequest,
  Judgement,
  JudgeRequest,
  Linter,
  ScanProgress,
  ScanRequest,
  ScanResult,
} from '../../lint/ports';
import type { FileSearch } from '../search-files';
import type { SiftedFile } from '../../lint/run/sift';
import type { FromLinter, LinterResult, ToLinter } from '../../lint/run/thread-messages';

/** A thread that says nothing for so long is stuck: it is given up, and the next text gets a new one. */
const deadlineMs = 20_000;

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (failure: Error) => void;
  readonly report: ((progress: ScanProgress) => void) | undefined;
  readonly timer: NodeJS.Timeout;
}

/** The linter in a thread of its own, started with the first text. */
export class LintThread implements Linter, Disposable {
  readonly #file: string;
  readonly #search: FileSearch;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #count = 0;

  readonly #limits: ResourceLimits;

  /** `file` is the bundled `lint-worker.js`, with `grammars/` beside it. */
  constructor(file: string, search: FileSearch, limits: ResourceLimits = {}) {
    this.#file = file;
    this.#search = search;
    this.#limits = limits;
  }

  /** Starts the thread, which takes a while, before there is anything to judge. */
  start(): void {
    this.#worker ??= this.#start();
  }

  judge(request: JudgeRequest): Promise<Judgement> {
    return this.#ask((id) => ({ kind: 'judge', id, request }));
  }

  async scan(
    request: ScanRequest,
    signal: AbortSignal,
    report: (progress: ScanProgress) => void,
  ): Promise<ScanResult> {
    signal.throwIfAborted();
    let cancel = (): void => undefined;
    const done = this.#ask<ScanResult>((id) => {
      cancel = () => {
        this.#post({ kind: 'cancel', id });
      };
      return { kind: 'scan', id, request };
    }, report);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const result = await done;
      signal.throwIfAborted();
      return result;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  /** A first look at files of a folder, which it reads. Rejects as `judge` does. */
  sift(folder: string, paths: readonly string[]): Promise<readonly SiftedFile[]> {
    return this.#ask((id) => ({ kind: 'sift', id, folder, paths }));
  }

  /** Judges files of a folder, which it reads. Rejects as `judge` does. */
  judgeFiles(folder: string, requests: readonly FileRequest[]): Promise<readonly FileJudgement[]> {
    return this.#ask((id) => ({ kind: 'judge-files', id, folder, requests }));
  }

  close(key: string): void {
    if (this.#worker !== undefined) this.#post({ kind: 'close', key });
  }

  dispose(): void {
    this.#giveUp('the window is closing');
  }

  #ask<T extends LinterResult>(
    message: (id: number) => ToLinter,
    report?: (progress: ScanProgress) => void,
  ): Promise<T> {
    const id = (this.#count += 1);
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#giveUp('it took too long');
      }, deadlineMs);
      this.#waiting.set(id, { resolve, reject, report, timer });
      this.#post(message(id));
    });
  }

  #post(message: ToLinter): void {
    this.start();
    this.#worker?.postMessage(message);
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { workerData: this.#search, resourceLimits: this.#limits });
    worker.on('message', (message: FromLinter) => {
      this.#hear(message);
    });
    worker.on('error', (error) => {
      if (this.#worker === worker) this.#giveUp(error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#giveUp('its thread ended');
    });
    // An extension host that is about to end does not wait for it.
    worker.unref();
    return worker;
  }

  #hear(message: FromLinter): void {
    // A sign of life: what takes long is not stuck.
    for (const { timer } of this.#waiting.values()) timer.refresh();
    if ('isAlive' in message) return;
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    if ('progress' in message) {
      waiting.report?.(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    clearTimeout(waiting.timer);
    if ('result' in message) waiting.resolve(message.result as never);
    else waiting.reject(notJudged(message.trouble));
  }

  #giveUp(why: string): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    for (const [id, waiting] of this.#waiting) {
      this.#waiting.delete(id);
      clearTimeout(waiting.timer);
      waiting.reject(notJudged(why));
    }
  }
}

function notJudged(why: Words): Failure {
  return new Failure({ code: 'unexpected', what: say('Files could not be judged.'), why });
}
