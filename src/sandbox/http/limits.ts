import { armError, type Reply } from './reply';

export interface BucketSize {
  readonly size: number;
  readonly refillPerSecond: number;
}

interface Level {
  tokens: number;
  at: number;
}

/** ARM's token bucket for reads, one per subscription and principal. `now` in Unix milliseconds. */
export class ReadBucket {
  readonly #levels = new Map<string, Level>();
  readonly #size: BucketSize;

  constructor(size: BucketSize) {
    this.#size = size;
  }

  describe(): BucketSize {
    return this.#size;
  }

  /** Takes one token; the seconds to wait when there is none. */
  take(key: string, now: number): number {
    const level = this.#levels.get(key) ?? { tokens: this.#size.size, at: now };
    const refilled = level.tokens + (Math.max(0, now - level.at) / 1000) * this.#size.refillPerSecond;
    const tokens = Math.min(this.#size.size, refilled);
    const enough = tokens >= 1;
    this.#levels.set(key, { tokens: enough ? tokens - 1 : tokens, at: now });
    return enough ? 0 : Math.max(1, Math.ceil((1 - tokens) / this.#size.refillPerSecond));
  }
}

export function readsExhausted(subscriptionId: string, actor: string, seconds: number): Reply {
  const reply = armError(
    429,
    'SubscriptionRequestsThrottled',
    `Number of 'read' requests for subscription '${subscriptionId}' actor '${actor}' exceeded. Please try again after '${seconds}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
  );
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } };
}

const hour = 3_600_000;

/** The countdown in ARM's `x-ms-ratelimit-remaining-*` headers. Display only; it starts over every hour. */
export class RemainingRequests {
  readonly #used = new Map<string, { count: number; since: number }>();

  /** Counts a request and gives what is left of `limit`. */
  spend(key: string, limit: number, now: number): number {
    const before = this.#used.get(key);
    const fresh = before === undefined || now - before.since >= hour;
    const count = fresh ? 1 : before.count + 1;
    this.#used.set(key, { count, since: fresh ? now : before.since });
    return Math.max(0, limit - count);
  }
}
