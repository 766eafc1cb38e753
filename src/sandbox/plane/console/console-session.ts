import type { RawData, WebSocket } from 'ws';

import type { ConsoleProgram, StartProgram } from './program';
import { Terminal } from './terminal';

export interface ConsoleOptions {
  readonly start: StartProgram;
  readonly terminal: boolean;
  readonly frameBytes: number | undefined;
  /** Bytes after which the connection is cut. */
  readonly cutAfter: number | undefined;
}

const channels = { out: 1, error: 2, cluster: 3 } as const;

/** More than this waiting for the network, and the program has to wait. */
const highWater = 1024 * 1024;

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}

/** Sends output as the service does: one byte that names the channel, then the bytes. */
class Screen {
  readonly #socket: WebSocket;
  readonly #options: ConsoleOptions;
  readonly #onCongestion: (congested: boolean) => void;
  #sent = 0;
  #congested = false;

  constructor(socket: WebSocket, options: ConsoleOptions, onCongestion: (congested: boolean) => void) {
    this.#socket = socket;
    this.#options = options;
    this.#onCongestion = onCongestion;
  }

  send(channel: keyof typeof channels, bytes: Buffer): void {
    const size = this.#options.frameBytes ?? Math.max(bytes.length, 1);
    for (let from = 0; from < bytes.length; from += size)
      this.#frame(channel, bytes.subarray(from, from + size));
  }

  #frame(channel: keyof typeof channels, bytes: Buffer): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const { cutAfter } = this.#options;
    if (cutAfter !== undefined && this.#sent + bytes.length > cutAfter) {
      this.#socket.terminate();
      return;
    }
    this.#sent += bytes.length;
    this.#socket.send(Buffer.concat([Buffer.of(channels[channel]), bytes]), () => {
      this.#settle();
    });
    if (this.#congested || this.#socket.bufferedAmount < highWater) return;
    this.#congested = true;
    this.#onCongestion(true);
  }

  #settle(): void {
    if (!this.#congested || this.#socket.bufferedAmount >= highWater / 2) return;
    this.#congested = false;
    this.#onCongestion(false);
  }
}

/**
 * A console over a WebSocket: what the client sends is typed (text, no channel byte), what the program prints comes back
 * behind a channel byte, and an empty message says goodbye.
 */
export function runConsole(socket: WebSocket, options: ConsoleOptions): void {
  const screen = new Screen(socket, options, (congested) => {
    if (congested) program.pause();
    else program.resume();
  });
  screen.send('cluster', Buffer.from('{"status":"connected"}'));
  const terminal = new Terminal({
    toProgram: (text) => {
      program.input(text);
    },
    toScreen: (bytes) => {
      screen.send('out', bytes);
    },
    interrupt: () => {
      program.interrupt();
    },
    endOfInput: () => {
      program.endOfInput();
    },
  });
  const program: ConsoleProgram = options.start({
    output: (stream, bytes) => {
      // A terminal has one screen; without one, the two streams stay apart.
      if (options.terminal) terminal.print(bytes);
      else screen.send(stream, bytes);
    },
    ended: () => {
      socket.send(Buffer.alloc(0), () => {
        socket.close(1000);
      });
    },
  });
  socket.on('message', (data) => {
    const text = textOf(data);
    if (options.terminal) terminal.type(text);
    else typeWithoutTerminal(text, program);
  });
  socket.once('close', () => {
    program.kill();
  });
}

function typeWithoutTerminal(text: string, program: ConsoleProgram): void {
  if (text.includes('\u0003')) program.interrupt();
  else if (text.includes('\u0004')) program.endOfInput();
  else program.input(text.replaceAll('\0', ''));
}
