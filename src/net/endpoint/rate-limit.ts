/** How many requests are let through: so many at once after a quiet time, then so many a second. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A token bucket. Time comes as a parameter, Unix milliseconds. */
export class RateLimit {
  readonly #rate: Rate;
  #left: number;
  #at = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#left = rate.burst;
  }

  /** True when one more request may pass now. A clock that was set back gives nothing and takes nothing. */
  take(now: number): boolean {
    const { perSecond, burst } = this.#rate;
    const passed = this.#at === 0 ? 0 : Math.max(0, now - this.#at);
    this.#at = now;
    this.#left = Math.min(burst, this.#left + (passed / 1000) * perSecond);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
