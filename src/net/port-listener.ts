import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

import { Emitter } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { ByteStream } from '../tunnel/port-forward/forward-pipe';
import type { LocalListener } from '../tunnel/port-forward/port-forward';

/** Listens on 127.0.0.1 for local programs. */
export function createLocalListener(): LocalListener {
  return {
    async listen({ port, onConnection }) {
      const sockets = new Set<Socket>();
      // Half-open: a program that has sent its request and closed its side still waits for the answer.
      const server = net.createServer(
        { allowHalfOpen: true, pauseOnConnect: true, noDelay: true },
        (socket) => {
          sockets.add(socket);
          socket.once('close', () => sockets.delete(socket));
          onConnection(new SocketStream(socket));
        },
      );
      server.listen({ host: '127.0.0.1', port, exclusive: true });
      try {
        await once(server, 'listening');
      } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
        throw new Failure({
          code: taken ? 'conflict' : 'refused',
          what: say('Could not listen on 127.0.0.1:{0}.', port),
          why: taken ? say('Another program uses this port.') : say('The system does not allow it.'),
          remedy: say('Choose another local port, or let any free one be taken.'),
          cause: error,
        });
      }
      return {
        port: (server.address() as AddressInfo).port,
        dispose() {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      };
    },
  };
}

class SocketStream implements ByteStream {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #data = new Emitter<Uint8Array>();
  readonly #drain = new Emitter<void>();
  readonly #end = new Emitter<void>();
  readonly onData = this.#data.event;
  readonly onDrain = this.#drain.event;
  readonly onEnd = this.#end.event;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
      });
    });
    socket.on('data', (bytes: Buffer) => {
      this.#data.fire(bytes);
    });
    // A listener for data sets a socket flowing, but bytes must wait until the way is open.
    socket.pause();
    socket.on('drain', () => {
      this.#drain.fire();
    });
    socket.on('end', () => {
      this.#end.fire();
    });
    // A program that resets its connection is an end like any other; `close` follows.
    socket.on('error', () => undefined);
  }

  write(bytes: Uint8Array): boolean {
    return this.#socket.writable ? this.#socket.write(bytes) : true;
  }

  end(): void {
    this.#socket.end();
    // Whatever the program still says has nowhere to go; reading it lets the connection close.
    this.#socket.resume();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  dispose(): void {
    // A reset, where it is still open: an orderly end would look like a complete answer.
    this.#socket.resetAndDestroy();
    this.#data.dispose();
    this.#drain.dispose();
    this.#end.dispose();
  }
}
