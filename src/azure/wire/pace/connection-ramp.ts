import { Turns } from '../../../lifecycle/flow/turns';
import { nextTurn } from '../host';

/** A new TLS connection costs some milliseconds of the event loop, sixteen at once are a stall. */
const newPerTurn = 2;
/** Servers and agents close connections that rest; after this long they count as gone. Milliseconds. */
const restsFor = 3000;

/**
 * Spreads requests that need a connection of their own over several turns of the event loop. Those that find one
 * free (no more at once than there have been before) start at once: holding them up would cost throughput.
 */
export class ConnectionRamp {
  readonly #turns = new Turns(newPerTurn, nextTurn);
  #inUse = 0;
  #open = 0;
  #restingSince = 0;

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inUse === 0 && Date.now() - this.#restingSince > restsFor) this.#open = 0;
    this.#inUse += 1;
    try {
      if (this.#inUse > this.#open) {
        this.#open = this.#inUse;
        await this.#turns.take(1);
      }
      return await work();
    } finally {
      this.#inUse -= 1;
      if (this.#inUse === 0) this.#restingSince = Date.now();
    }
  }
}
