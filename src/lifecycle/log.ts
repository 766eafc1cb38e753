import { harmless, type ShownAs } from './harmless';
import { withoutSignedQueries, withoutTokens } from './redaction';

/** Where the extension writes what it does. Implementations redact registered secrets before anything is written. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  /** `error` is written with its stack and causes, redacted like the message. */
  error(message: string, error?: unknown): void;
}

/** Remembers secret values and removes them from text. Values are held in memory only, and only their owner removes them. */
export class Redactor {
  /** How often each value was registered: two owners may hold the same one. */
  readonly #secrets = new Map<string, number>();
  #longestFirst: readonly string[] | undefined;

  /** Hides `secret` from now on; values too short to be secrets are ignored, they would blank out ordinary words. */
  register(secret: string): void {
    if (secret.length < 8) return;
    this.#secrets.set(secret, (this.#secrets.get(secret) ?? 0) + 1);
    this.#longestFirst = undefined;
  }

  /** Takes back one `register`; for owners of short-lived values, which would pile up otherwise. */
  forget(secret: string): void {
    const count = this.#secrets.get(secret);
    if (count === undefined) return;
    if (count > 1) this.#secrets.set(secret, count - 1);
    else this.#secrets.delete(secret);
    this.#longestFirst = undefined;
  }

  redact(text: string): string {
    let clean = text;
    // Longest first: a secret that begins with another one must not keep its tail.
    this.#longestFirst ??= [...this.#secrets.keys()].sort((one, other) => other.length - one.length);
    for (const secret of this.#longestFirst) clean = clean.replaceAll(secret, '[redacted]');
    // A token that was never registered still has the look of one.
    return withoutSignedQueries(withoutTokens(clean));
  }

  /** Words of others as they may be shown, see `harmless`; without registered secrets, too. */
  harmless(text: string, as?: ShownAs): string {
    return harmless(this.redact(text), as);
  }
}
