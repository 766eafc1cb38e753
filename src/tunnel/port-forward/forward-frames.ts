import { say, type Text } from '../../lifecycle/text';

export type ForwardFrame =
  /** The service opened a channel and named the right port. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'data'; readonly bytes: Uint8Array }
  /** The instance's side says what went wrong, in its own words. */
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'malformed'; readonly why: Text };

const dataChannel = 0;
const errorChannel = 1;

/**
 * Reads the messages of Kubernetes' port forwarding over a WebSocket, for one port: the first byte is the channel (0 data, 1 error), and
 * the first message of each channel carries the port in two little-endian bytes. That is checked rather than skipped: a data
 * message taken for it would lose bytes unnoticed. Never throws.
 */
export class ForwardFrames {
  readonly #port: number;
  readonly #opened = new Set<number>();

  constructor(port: number) {
    this.#port = port;
  }

  read(message: Uint8Array): ForwardFrame {
    const [channel] = message;
    if (channel !== dataChannel && channel !== errorChannel)
      return {
        kind: 'malformed',
        why: channel === undefined ? say('a message is empty') : say('a message is of an unknown channel'),
      };
    const bytes = message.subarray(1);
    if (!this.#opened.has(channel)) return this.#open(channel, bytes);
    return channel === dataChannel ? { kind: 'data', bytes } : { kind: 'error', text: wordsOf(bytes) };
  }

  #open(channel: number, bytes: Uint8Array): ForwardFrame {
    const [low = 0, high = 0] = bytes;
    if (bytes.length === 2 && low + 256 * high === this.#port) {
      this.#opened.add(channel);
      return { kind: 'opened' };
    }
    // A service that fails before it got as far as naming the port would say so here.
    if (channel === errorChannel && bytes.length > 2) return { kind: 'error', text: wordsOf(bytes) };
    return {
      kind: 'malformed',
      why: say('the first message of a channel does not name the port that was asked for'),
    };
  }
}

/** A piece of the connection as a message to the service. */
export function dataFrame(bytes: Uint8Array): Uint8Array {
  const message = new Uint8Array(bytes.length + 1);
  message[0] = dataChannel;
  message.set(bytes, 1);
  return message;
}

/** Printable words of at most 300 characters, without tokens. */
function wordsOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, 4096));
  return (
    text
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      // An app's error may quote what was sent to it.
      .split(' ')
      .map((word) => (word.includes('eyJ') || word.length >= 60 ? '[redacted]' : word))
      .join(' ')
      .trim()
      .slice(0, 300)
  );
}
