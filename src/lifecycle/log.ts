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

  /** Hides `secret` from now on; values too short to be secrets are ignored, they would blank out ordinary words. */
  register(secret: string): void {
    if (secret.length >= 8) this.#secrets.set(secret, (this.#secrets.get(secret) ?? 0) + 1);
  }

  /** Takes back one `register`; for owners of short-lived values, which would pile up otherwise. */
  forget(secret: string): void {
    const count = this.#secrets.get(secret);
    if (count === undefined) return;
    if (count > 1) this.#secrets.set(secret, count - 1);
    else this.#secrets.delete(secret);
  }

  redact(text: string): string {
    let clean = text;
    // Longest first: a secret that begins with another one must not keep its tail.
    const secrets = [...this.#secrets.keys()].sort((one, other) => other.length - one.length);
    for (const secret of secrets) clean = clean.replaceAll(secret, '[redacted]');
    // A token that was never registered still has the look of one: three base64url parts beginning with `{"`.
    clean = clean.replace(/eyJ[\w-]{10,}\.[\w-]+\.[\w-]*/g, '[redacted token]');
    // Addresses of running changes are signed; whoever has one may ask for the change.
    return clean.replace(/(\/operation(?:Status|Results)\/[^\s?"'<>]{1,1000}\?)[^\s"'<>]+/gi, '$1[redacted]');
  }
}
