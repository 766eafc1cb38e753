/**
 * Lets no more than `limit` items be worked on in one turn of the event loop, so that a burst of answers does not
 * hold up the host: who comes too late in a turn waits for the next.
 */
export class Turns {
  readonly #limit: number;
  readonly #nextTurn: () => Promise<void>;
  #left: number;
  #turn: Promise<void> | undefined;

  /** `nextTurn` resolves in a later turn of the event loop, not in a microtask. */
  constructor(limit: number, nextTurn: () => Promise<void>) {
    this.#limit = limit;
    this.#left = limit;
    this.#nextTurn = nextTurn;
  }

  /** Resolves when `size` items may be worked on; more than the limit are let through alone. */
  async take(size: number): Promise<void> {
    while (this.#left < size && this.#left < this.#limit) await this.#thisTurnsEnd();
    this.#left -= size;
    void this.#thisTurnsEnd();
  }

  #thisTurnsEnd(): Promise<void> {
    this.#turn ??= this.#nextTurn().then(() => {
      this.#left = this.#limit;
      this.#turn = undefined;
    });
    return this.#turn;
  }
}
