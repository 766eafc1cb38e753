import type { Socket } from 'node:net';

interface End {
  readonly address: string;
  readonly port: number;
}

/** Reads who holds which end of the connections there are by now, as far as the system tells. Implemented by `disk/`. */
export type PeerLookup = () => Promise<(peer: End, own: End) => number | 'gone' | 'unknown'>;

/** Whoever is root on a machine cannot be kept from anything on it, and proxies of containers run as root. */
const root = 0;

/** Whether a connection is of the user VS Code runs as. Looked at once for each connection. */
export class PeerCheck {
  readonly #lookup: PeerLookup;
  readonly #user: number | undefined;
  readonly #known = new WeakMap<Socket, Promise<boolean>>();
  #running: Promise<unknown> = Promise.resolve();
  #next: ReturnType<PeerLookup> | undefined;

  /** `user` is the own user id; absent where the system has none (Windows). */
  constructor(lookup: PeerLookup, user: number | undefined) {
    this.#lookup = lookup;
    this.#user = user;
  }

  isOwn(socket: Socket): Promise<boolean> {
    let known = this.#known.get(socket);
    if (known === undefined) {
      known = this.#ask(socket);
      this.#known.set(socket, known);
    }
    return known;
  }

  async #ask({ remoteAddress, remotePort, localAddress, localPort }: Socket): Promise<boolean> {
    if (this.#user === undefined) return true;
    if (
      remoteAddress === undefined ||
      remotePort === undefined ||
      localAddress === undefined ||
      localPort === undefined
    )
      return false;
    const owners = await this.#read().catch(() => undefined);
    if (owners === undefined) return true;
    const owner = owners(
      { address: remoteAddress, port: remotePort },
      { address: localAddress, port: localPort },
    );
    return owner === 'unknown' || owner === this.#user || owner === root;
  }

  /** One reading at a time, for all that wait for it: it must begin after their connections did. */
  #read(): ReturnType<PeerLookup> {
    if (this.#next === undefined) {
      this.#next = this.#running.then(() => {
        this.#next = undefined;
        const reading = this.#lookup();
        this.#running = reading.catch(() => undefined);
        return reading;
      });
    }
    return this.#next;
  }
}
