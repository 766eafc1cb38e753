/** Resource Graph's quota: so many queries in a window, per user. */
const windowMs = 5000;
const queriesPerWindow = 15;

export interface GraphTurn {
  readonly remaining: number;
  /** `hh:mm:ss` until the quota is full again. */
  readonly resetsAfter: string;
  readonly exhausted: boolean;
}

/** Counts queries per user. `enforced` decides whether the sixteenth within five seconds is refused. */
export class GraphLimits {
  readonly #windows = new Map<string, { start: number; count: number }>();
  enforced: boolean;
  /** How late Resource Graph sees changes, in milliseconds. */
  delayMs: number;

  constructor(enforced: boolean, delayMs: number) {
    this.enforced = enforced;
    this.delayMs = delayMs;
  }

  take(user: string, now: number): GraphTurn {
    const before = this.#windows.get(user);
    const current =
      before === undefined || now - before.start >= windowMs ? { start: now, count: 0 } : before;
    current.count += 1;
    this.#windows.set(user, current);
    const seconds = Math.ceil((current.start + windowMs - now) / 1000);
    return {
      remaining: Math.max(0, queriesPerWindow - current.count),
      resetsAfter: `00:00:${String(seconds).padStart(2, '0')}`,
      exhausted: this.enforced && current.count > queriesPerWindow,
    };
  }
}
