import type { Disposable } from '../../lifecycle/disposable-store';

/** Does something every second while it is needed. */
export class Ticker implements Disposable {
  readonly #tick: () => void;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(tick: () => void) {
    this.#tick = tick;
  }

  set needed(needed: boolean) {
    if (needed === (this.#ticking !== undefined)) return;
    clearInterval(this.#ticking);
    this.#ticking = needed ? setInterval(this.#tick, 1000) : undefined;
  }

  dispose(): void {
    this.needed = false;
  }
}
