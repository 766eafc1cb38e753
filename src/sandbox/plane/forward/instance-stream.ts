import { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';

const dataChannel = 0;
const errorChannel = 1;

/** More than this read ahead by nobody, and the client has to wait. */
const highWater = 256 * 1024;

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function portMessage(channel: number, port: number): Buffer {
  const message = Buffer.alloc(3);
  message.writeUInt8(channel);
  message.writeUInt16LE(port, 1);
  return message;
}

/**
 * One connection to a port of an instance, over a WebSocket in Kubernetes' port-forward framing: first the port, little
 * endian, on the data and on the error channel, then data behind a byte 0; text behind a byte 1 is a fatal error.
 */
export class InstanceStream extends Duplex {
  readonly #socket: WebSocket;
  readonly #cutAfter: number | undefined;
  #sent = 0;

  constructor(socket: WebSocket, port: number, cutAfter: number | undefined) {
    super({ allowHalfOpen: true, readableHighWaterMark: highWater });
    this.#socket = socket;
    this.#cutAfter = cutAfter;
    socket.send(portMessage(dataChannel, port));
    socket.send(portMessage(errorChannel, port));
    socket.on('message', (data) => {
      this.#received(bytesOf(data));
    });
    socket.once('close', () => {
      this.push(null);
      this.destroy();
    });
  }

  /** Tells the client why nothing will come, and ends. */
  refuse(why: string): void {
    this.#socket.send(Buffer.concat([Buffer.of(errorChannel), Buffer.from(why)]), () => {
      this.#socket.close(1000);
    });
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#sent += chunk.length;
    if (this.#cutAfter !== undefined && this.#sent > this.#cutAfter) {
      this.#socket.terminate();
      done();
      return;
    }
    this.#socket.send(Buffer.concat([Buffer.of(dataChannel), chunk]), (error) => {
      done(error ?? null);
    });
  }

  /** The framing has no half-close: what ends the instance's side ends the connection. */
  override _final(done: (error?: Error | null) => void): void {
    this.#socket.close(1000);
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // A paused WebSocket would never see the other side's goodbye.
    this.#socket.resume();
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.close(1000);
    done(error);
  }

  #received(message: Buffer): void {
    if (message[0] !== dataChannel) {
      this.#socket.close(1008, 'Only the data channel may be written.');
      return;
    }
    if (message.length > 1 && !this.push(message.subarray(1))) this.#socket.pause();
  }
}
