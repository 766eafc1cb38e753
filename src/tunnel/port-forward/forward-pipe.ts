import type { Disposable } from '../../lifecycle/disposable-store';
import type { Event } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import type { InstanceAddress, MessageChannel } from '../ports';
import type { Wait } from '../waiting';
import { dataFrame, ForwardFrames } from './forward-frames';

/** A connection of a local program. Implemented by `net/` on a socket that is paused until `resume`. */
export interface ByteStream extends Disposable {
  /** False when it is better to wait for `onDrain` before the next write. */
  write(bytes: Uint8Array): boolean;
  /** Sends no more, but still reads. */
  end(): void;
  pause(): void;
  resume(): void;
  readonly onData: Event<Uint8Array>;
  readonly onDrain: Event<void>;
  /** The program sends no more; it may still read. */
  readonly onEnd: Event<void>;
  /** Settles once, never rejects. */
  readonly closed: Promise<void>;
}

export interface ForwardPipe {
  readonly channel: MessageChannel;
  readonly stream: ByteStream;
  readonly port: number;
  readonly address: InstanceAddress;
  readonly wait: Wait;
  /** How long a program that sends no more may wait for the next piece of an answer. */
  readonly halfCloseMs?: number;
  /** Bytes that went through, in either direction. */
  readonly onBytes?: (count: number) => void;
}

/** More than this waiting for the network stops the reading of the local program. */
const highWater = 1024 * 1024;

/**
 * Carries bytes between a local connection and a port of an instance until either side has ended; the other is ended, too, after
 * what is on its way has been delivered. Answers the `Failure` when that end was none of either's wish.
 *
 * The framing cannot tell the instance that the program sends no more, and the system does not tell us whether the program still
 * reads or has gone: an answer is awaited for as long as it goes on coming.
 */
export async function pipeForward(pipe: ForwardPipe): Promise<Failure | undefined> {
  const { channel, stream, port, address, onBytes } = pipe;
  const frames = new ForwardFrames(port);
  let failure: Failure | undefined;
  let heard = 0;
  const over = new AbortController();
  const fail = (why: Text): void => {
    failure ??= forwardFailure(address, port, why);
    channel.dispose();
    // A clean end would look like a complete answer.
    stream.dispose();
  };
  const listening = [
    channel.onMessage((message) => {
      const frame = frames.read(message);
      if (frame.kind === 'data') {
        heard += 1;
        onBytes?.(frame.bytes.length);
        if (frame.bytes.length > 0 && !stream.write(frame.bytes)) channel.pause();
      } else if (frame.kind === 'error') fail(say("the instance's side reports: {0}", frame.text));
      else if (frame.kind === 'malformed')
        fail(say('the service does not speak as expected: {0}', frame.why));
    }),
    channel.onDrain(() => {
      stream.resume();
    }),
    stream.onDrain(() => {
      channel.resume();
    }),
    stream.onData((bytes) => {
      onBytes?.(bytes.length);
      channel.send(dataFrame(bytes));
      if (channel.bufferedBytes > highWater) stream.pause();
    }),
    stream.onEnd(() => {
      void whenSilent(pipe, () => heard, over.signal).then(() => {
        channel.dispose();
        stream.dispose();
      }, ignored);
    }),
  ];
  stream.resume();
  await Promise.race([channel.closed, stream.closed]);
  over.abort();
  for (const one of listening) one.dispose();
  channel.dispose();
  if (failure === undefined) {
    // The instance has ended: what it sent last is still being written to the program.
    stream.end();
  }
  await stream.closed;
  return failure;
}

/** Settles when nothing more has come for a while; rejects when the pipe is over before. */
async function whenSilent(pipe: ForwardPipe, heard: () => number, over: AbortSignal): Promise<void> {
  for (;;) {
    const before = heard();
    await pipe.wait(pipe.halfCloseMs ?? 30_000, over);
    if (heard() === before) return;
  }
}

/** The pipe has ended otherwise, which is what the wait was cancelled for. */
function ignored(): void {
  return;
}

export function forwardFailure(address: InstanceAddress, port: number, why: Text): Failure {
  return new Failure({
    code: 'unavailable',
    what: say("The connection to port {0} of instance '{1}' broke off.", port, address.instance),
    why: say('What is known of it: {0}.', why),
    remedy: say('Check that the app listens on this port, and that remote debugging is on; then try again.'),
    action: 'retry',
  });
}
