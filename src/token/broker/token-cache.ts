import type { DecodedToken } from '../decode/decode-token';
import type { HeldToken } from '../held-token';
import type { TokenFields } from '../protocol/answer';

export interface CachedToken {
  readonly token: HeldToken;
  readonly fields: TokenFields;
  readonly decoded: DecodedToken | undefined;
}

/** Libraries ask again when less than five minutes are left, so such a token is of no use from a cache. */
const marginMs = 5 * 60_000;
/** The endpoint may choose another identity after a change; nothing is answered from memory for longer. */
const longestMs = 10 * 60_000;
const mostEntries = 200;

/** Tokens in memory, each for as long as it is of use. Whatever leaves the cache is let go. Times in Unix milliseconds. */
export class TokenCache {
  readonly #entries = new Map<string, { readonly cached: CachedToken; readonly until: number }>();

  get(key: string, now: number): CachedToken | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    // A clock that was set back must not make an entry live longer than promised.
    if (now < entry.until && now >= entry.until - longestMs) return entry.cached;
    this.#drop(key);
    return undefined;
  }

  /** Keeps the token, unless it is about to expire: then it is let go at once. */
  put(key: string, cached: CachedToken, now: number): void {
    this.#drop(key);
    const until = Math.min(cached.fields.expiresOn * 1000 - marginMs, now + longestMs);
    if (until <= now) {
      cached.token.dispose();
      return;
    }
    const oldest = this.#entries.size >= mostEntries ? this.#entries.keys().next().value : undefined;
    if (oldest !== undefined) this.#drop(oldest);
    this.#entries.set(key, { cached, until });
  }

  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#drop(key);
  }

  #drop(key: string): void {
    this.#entries.get(key)?.cached.token.dispose();
    this.#entries.delete(key);
  }
}
