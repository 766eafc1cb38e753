import type { Disposable } from '../lifecycle/disposable-store';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { Redactor } from '../lifecycle/log';

/**
 * A raw token behind an owner. It shows nothing when printed, inspected or turned into JSON; only `use` gives the
 * text, and nothing does once it was disposed or its owner ended.
 */
export class HeldToken implements Disposable {
  #raw: string | undefined;
  readonly #released: (token: HeldToken, raw: string) => void;

  constructor(raw: string, released: (token: HeldToken, raw: string) => void) {
    this.#raw = raw;
    this.#released = released;
  }

  get isRevoked(): boolean {
    return this.#raw === undefined;
  }

  /** Hands the text to `read`, which must not keep it. Throws `Failure` `refused` after the end. */
  use<T>(read: (raw: string) => T): T {
    if (this.#raw === undefined)
      throw new Failure({
        code: 'refused',
        what: say('The token is not available any more.'),
        why: say('Tokens are dropped when what they were fetched for ends.'),
        remedy: say('Fetch it again.'),
      });
    return read(this.#raw);
  }

  dispose(): void {
    const raw = this.#raw;
    if (raw === undefined) return;
    this.#raw = undefined;
    this.#released(this, raw);
  }
}

/** Everything that was fetched for one purpose. Ending it makes every token of it unreadable. */
export class TokenOwner implements Disposable {
  readonly #redactor: Pick<Redactor, 'register' | 'forget'>;
  readonly #held = new Set<HeldToken>();
  #ended = false;

  constructor(redactor: Pick<Redactor, 'register' | 'forget'>) {
    this.#redactor = redactor;
  }

  /** How many tokens are readable at the moment. */
  get size(): number {
    return this.#held.size;
  }

  /** The token is hidden from logs for as long as it is held. */
  hold(raw: string): HeldToken {
    this.#redactor.register(raw);
    const token = new HeldToken(raw, (released, text) => {
      this.#held.delete(released);
      this.#redactor.forget(text);
    });
    if (this.#ended) token.dispose();
    else this.#held.add(token);
    return token;
  }

  /** Another hold on the same text, with an end of its own. */
  share(token: HeldToken): HeldToken {
    return token.use((raw) => this.hold(raw));
  }

  dispose(): void {
    this.#ended = true;
    for (const token of [...this.#held]) token.dispose();
  }
}
