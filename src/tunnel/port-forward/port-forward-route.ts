import { joined, latin1Bytes } from '../../lifecycle/bytes';
import { Emitter } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { openChannel, type TunnelAccess } from '../access';
import { portForwardUrl } from '../hosts/data-plane-urls';
import { answerLimits, readAnswer, type ReadAnswer } from '../http/answer-bytes';
import { checkRequest, requestText } from '../http/request-text';
import type { InstanceAddress, MessageChannel, RawAnswer, Route } from '../ports';
import { withDeadline } from '../waiting';
import { dataFrame, ForwardFrames, type ForwardFrame } from './forward-frames';
import { forwardFailure } from './forward-pipe';

export interface PortForwardRouteSetup {
  readonly access: TunnelAccess;
  readonly address: InstanceAddress;
  /** Where the app listens inside the instance. */
  readonly port: number;
  /** From the request to the last byte of the answer. */
  readonly exchangeMs?: number;
}

/** Speaks HTTP with a port of an app: one WebSocket, and so one connection to the app, for each request. */
export function createPortForwardRoute(setup: PortForwardRouteSetup): Route {
  const { access, address, port, exchangeMs = 30_000 } = setup;
  const ended = new Emitter<Text>();
  const life = new AbortController();
  const late = {
    what: say("Port {0} of instance '{1}' did not answer.", port, address.instance),
    why: say('Nothing complete had come back after {0} s.', Math.round(exchangeMs / 1000)),
    remedy: say('Check that the app listens on this port, then try again.'),
    action: 'retry' as const,
  };
  return {
    kind: 'port-forward',
    label: say('{0} through its port {1}', address.instance, port),
    onDidEnd: ended.event,
    async exchange(request, outer) {
      const bytes = latin1Bytes(requestText(checkRequest(request, { host: 'localhost', port })));
      const signal = AbortSignal.any([outer, life.signal]);
      const channel = await connect(setup, signal, ended);
      try {
        return await withDeadline({ ms: exchangeMs, wait: access.wait, signal, late }, () =>
          converse(setup, channel, bytes),
        );
      } finally {
        channel.dispose();
      }
    },
    dispose() {
      life.abort();
      ended.dispose();
    },
  };
}

async function connect(
  setup: PortForwardRouteSetup,
  signal: AbortSignal,
  ended: Emitter<Text>,
): Promise<MessageChannel> {
  const { access, address, port } = setup;
  try {
    const url = portForwardUrl(address, port);
    return await openChannel({ access, address, way: 'port-forward', url }, signal);
  } catch (error) {
    if (Failure.is(error, 'not-found')) ended.fire(error.words.why);
    throw error;
  }
}

async function converse(
  setup: PortForwardRouteSetup,
  channel: MessageChannel,
  request: Uint8Array,
): Promise<RawAnswer> {
  const { address, port } = setup;
  const frames = new ForwardFrames(port);
  const bytes = new GrowingAnswer();
  const read = await new Promise<ReadAnswer>((resolve) => {
    const listening = channel.onMessage((message) => {
      const result = advance(frames.read(message), bytes);
      if (result === undefined || result.kind === 'incomplete') return;
      listening.dispose();
      resolve(result);
    });
    void channel.closed.then(() => {
      listening.dispose();
      resolve(bytes.read(true));
    });
    channel.send(dataFrame(request));
  });
  if (read.kind === 'answer') return read.answer;
  throw forwardFailure(
    address,
    port,
    read.kind === 'malformed' ? read.why : say('it broke off before its end'),
  );
}

function advance(frame: ForwardFrame, bytes: GrowingAnswer): ReadAnswer | undefined {
  switch (frame.kind) {
    case 'opened':
      return undefined;
    case 'data':
      return bytes.push(frame.bytes);
    case 'error':
      return { kind: 'malformed', why: say("the instance's side reports: {0}", frame.text) };
    case 'malformed':
      return frame;
  }
}

/** An answer that comes in pieces: read again only when there is enough of it, and not for ever. */
class GrowingAnswer {
  #bytes: Uint8Array = new Uint8Array();
  #parts: Uint8Array[] = [];
  #length = 0;
  #atLeast = 0;
  #readings = 0;

  push(part: Uint8Array): ReadAnswer | undefined {
    this.#parts.push(part);
    this.#length += part.length;
    const tooLong = this.#length > 2 * answerLimits.bodyBytes;
    if (this.#length < this.#atLeast && !tooLong) return undefined;
    return this.read(false);
  }

  read(ended: boolean): ReadAnswer {
    this.#readings += 1;
    if (this.#readings > 2000) return { kind: 'malformed', why: say('it comes in far too many pieces') };
    this.#bytes = joined([this.#bytes, ...this.#parts]);
    this.#parts = [];
    const result = readAnswer(this.#bytes, ended);
    if (result.kind === 'incomplete') this.#atLeast = result.atLeast;
    return result;
  }
}
