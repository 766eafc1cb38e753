import type { Disposable } from '../lifecycle/disposable-store';

/**
 * Does a piece of work once for all that asked for it within a while. It begins that long after the first who asked, and is not put off
 * by what comes meanwhile, which may never end.
 */
export class AfterBurst implements Disposable {
  readonly #ms: number;
  readonly #work: () => void;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(ms: number, work: () => void) {
    this.#ms = ms;
    this.#work = work;
  }

  ask(): void {
    if (this.#ended) return;
    this.#resting ??= setTimeout(() => {
      this.#resting = undefined;
      this.#work();
    }, this.#ms);
  }

  /** What was asked for is not done, because it is not needed or done already. */
  forget(): void {
    clearTimeout(this.#resting);
    this.#resting = undefined;
  }

  dispose(): void {
    this.#ended = true;
    this.forget();
  }
}
