import type { WebSocket } from 'ws';

import type { World } from '../world';
import { stillThere, type InstancePlace } from './find-instance';

interface Open {
  readonly socket: WebSocket;
  readonly place: InstancePlace;
}

/** How often open channels look whether their instance is still there, in milliseconds. */
const lookEvery = 250;

/** The open WebSockets to instances. They end when their instance does. */
export class Channels {
  readonly #open = new Set<Open>();
  readonly #world: () => World;
  #timer: NodeJS.Timeout | undefined;

  constructor(world: () => World) {
    this.#world = world;
  }

  get count(): number {
    return this.#open.size;
  }

  add(socket: WebSocket, place: InstancePlace): void {
    const entry = { socket, place };
    this.#open.add(entry);
    this.#timer ??= setInterval(() => {
      this.sweep();
    }, lookEvery).unref();
    socket.once('close', () => {
      this.#open.delete(entry);
      if (this.#open.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
  }

  /** Ends what leads to instances that are gone. 1001: going away. */
  sweep(): void {
    if (this.#open.size === 0) return;
    const world = this.#world();
    // Operations end when somebody looks; a restart must not wait for the next poll.
    world.operations.settle(world.now());
    for (const { socket, place } of this.#open)
      if (!stillThere(world, place)) socket.close(1001, 'The instance was terminated.');
  }

  /** Cuts all connections without a goodbye; how many there were. */
  cut(): number {
    const all = [...this.#open];
    for (const { socket } of all) socket.terminate();
    return all.length;
  }
}
