import type { IncomingMessage } from 'node:http';

import { WebSocket, type RawData } from 'ws';

import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import { abortError } from '../lifecycle/flow/abort';
import { say } from '../lifecycle/text';
import type { ChannelOpener, MessageChannel } from '../tunnel/ports';
import { explainRefusal, explainTrouble } from './connection-trouble';

export interface WebSocketOptions {
  /** PEM of the only authority to trust (sandbox). Absent: whatever VS Code and the system trust. */
  readonly ca?: string;
  /** How often a silent connection is asked whether it is still there. */
  readonly keepAliveMs?: number;
}

/** A message of the data plane is a piece of a terminal's output or of a TCP stream: kilobytes. */
const maxMessageBytes = 16 * 1024 * 1024;

/**
 * Opens WebSockets with the `ws` package.
 *
 * Proxies and certificates: `ws` asks with `https.request`, looked up when it is called, without an agent and (but for the sandbox)
 * without a `ca`. VS Code replaces that function for extensions (`@vscode/proxy-agent`), and for such a request puts its own
 * agent in with every `http.proxySupport` but `off`; an agent takes precedence over the way of connecting that `ws` names. So proxy,
 * proxy sign-in and the system's certificates are those of VS Code; an agent of ours would shut them out. Requests to 127.0.0.1
 * are never proxied there. No `Origin`, no subprotocol, no compression, no redirects (they would carry the bearer elsewhere).
 */
export function createChannelOpener(options: WebSocketOptions = {}): ChannelOpener {
  return {
    async open(url, { bearer, signal }) {
      signal.throwIfAborted();
      const { host } = new URL(url);
      const socket = new WebSocket(url, {
        headers: { Authorization: `Bearer ${bearer}` },
        perMessageDeflate: false,
        followRedirects: false,
        maxPayload: maxMessageBytes,
        // Pieces of a terminal's output are cut anywhere, also inside a character.
        skipUTF8Validation: true,
        ...(options.ca !== undefined && { ca: options.ca }),
      });
      const channel = new WebSocketChannel(socket, options.keepAliveMs ?? 30_000);
      try {
        await opened(socket, host, signal);
      } catch (error) {
        channel.dispose();
        throw error;
      }
      return channel;
    },
  };
}

async function opened(socket: WebSocket, host: string, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const what = say('Could not open a WebSocket to the service.');
    const onAbort = (): void => {
      settle(() => {
        reject(abortError());
      });
    };
    const settle = (how: () => void): void => {
      signal.removeEventListener('abort', onAbort);
      how();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('open', () => {
      settle(resolve);
    });
    socket.once('unexpected-response', (_, response: IncomingMessage) => {
      const challenge = response.headers['www-authenticate'];
      response.destroy();
      settle(() => {
        reject(new Failure({ ...explainRefusal(response.statusCode ?? 0, host, claimsOf(challenge)), what }));
      });
    });
    // Errors of `ws` carry neither headers nor the token, but not every cause needs to travel: the words are enough.
    socket.once('error', (error: NodeJS.ErrnoException) => {
      settle(() => {
        reject(new Failure({ ...explainTrouble(error, host), what }));
      });
    });
  });
}

/** Only a claims challenge can be answered; any other is "sign in again". */
function claimsOf(challenge: string | undefined): string | undefined {
  return challenge !== undefined && /\bclaims=/.test(challenge) ? challenge : undefined;
}

class WebSocketChannel implements MessageChannel {
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #socket: WebSocket;
  readonly #messages = new Emitter<Uint8Array>();
  readonly #drained = new Emitter<void>();
  #heard = false;
  #goodbye: NodeJS.Timeout | undefined;
  readonly onDrain = this.#drained.event;

  constructor(socket: WebSocket, keepAliveMs: number) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        clearInterval(timer);
        clearTimeout(this.#goodbye);
        resolve({ code, reason: reason.toString().slice(0, 200) });
      });
    });
    // The first messages may come in one piece with the answer to the upgrade, before anybody could listen.
    socket.once('open', () => {
      if (!this.#heard) socket.pause();
    });
    socket.on('message', (data: RawData) => {
      this.#messages.fire(bytesOf(data));
    });
    // `close` follows and says enough.
    socket.on('error', () => undefined);
    const timer = keepAlive(socket, keepAliveMs);
  }

  readonly onMessage = (listener: (message: Uint8Array) => void): Disposable => {
    const listening = this.#messages.event(listener);
    if (!this.#heard) this.#socket.resume();
    this.#heard = true;
    return listening;
  };

  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(data: Uint8Array | string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(data, { binary: typeof data !== 'string' }, () => {
      if (this.#socket.bufferedAmount === 0) this.#drained.fire();
    });
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  dispose(): void {
    this.#messages.dispose();
    this.#drained.dispose();
    const { readyState } = this.#socket;
    if (readyState === WebSocket.CLOSED) return;
    // A paused socket would never read the other side's goodbye.
    this.#socket.resume();
    if (readyState === WebSocket.OPEN) {
      this.#socket.close(1000);
      // A service that does not say goodbye must not keep the connection.
      this.#goodbye ??= setTimeout(() => {
        this.#socket.terminate();
      }, 2000).unref();
    } else this.#socket.terminate();
  }
}

/** Asks a connection for a sign of life; ends it when two questions in a row stay unanswered. */
function keepAlive(socket: WebSocket, ms: number): NodeJS.Timeout {
  let unanswered = 0;
  const alive = (): void => {
    unanswered = 0;
  };
  socket.on('pong', alive);
  socket.on('message', alive);
  const timer = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN || socket.isPaused) return;
    if (unanswered >= 2) socket.terminate();
    else {
      unanswered += 1;
      socket.ping();
    }
  }, ms);
  return timer.unref();
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
