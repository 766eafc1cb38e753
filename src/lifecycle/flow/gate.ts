import { abortError, onAbort } from './abort';

/** Lets at most `size` pieces of work run at once, first come first served. */
export class Gate {
  readonly #waiting: (() => void)[] = [];
  readonly #size: number;
  #inside = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** Rejects with an `AbortError` when `signal` ends before the work may start; `work` itself watches the signal. */
  async run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    await this.#enter(signal);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(abortError());
    if (this.#inside < this.#size) {
      this.#inside += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const stop = onAbort(signal, () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(abortError());
      });
      const waiter = (): void => {
        stop();
        resolve();
      };
      this.#waiting.push(waiter);
    });
  }

  #leave(): void {
    const next = this.#waiting.shift();
    // The place is handed on without being given up, so nobody can slip in between.
    if (next === undefined) this.#inside -= 1;
    else next();
  }
}
