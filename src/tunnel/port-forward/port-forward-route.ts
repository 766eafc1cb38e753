import { Emitter } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
import { openChannel, type TunnelAccess } from '../access';
import { portForwardUrl } from '../data-plane-urls';
import { joined, readAnswer, type ReadAnswer } from '../http/answer-bytes';
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
  const ended = new Emitter<string>();
  const life = new AbortController();
  const late = {
    what: `Port ${port} of instance '${address.instance}' did not answer.`,
    why: `Nothing complete had come back after ${Math.round(exchangeMs / 1000)} s.`,
    remedy: 'Check that the app listens on this port, then try again.',
    action: 'retry' as const,
  };
  return {
    kind: 'port-forward',
    label: `${address.instance} through its port ${port}`,
    onDidEnd: ended.event,
    async exchange(request, outer) {
      const bytes = Buffer.from(requestText(checkRequest(request, { host: 'localhost', port })), 'latin1');
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
  ended: Emitter<string>,
): Promise<MessageChannel> {
  const { access, address, port } = setup;
  try {
    const url = portForwardUrl(address, port);
    return await openChannel({ access, address, way: 'port-forward', url }, signal);
  } catch (error) {
    if (Failure.is(error, 'not-found')) ended.fire(error.why);
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
  const parts: Uint8Array[] = [];
  const read = await new Promise<ReadAnswer>((resolve) => {
    const listening = channel.onMessage((message) => {
      const result = advance(frames.read(message), parts);
      if (result.kind === 'incomplete') return;
      listening.dispose();
      resolve(result);
    });
    void channel.closed.then(() => {
      listening.dispose();
      resolve(readAnswer(joined(parts), true));
    });
    channel.send(dataFrame(request));
  });
  if (read.kind === 'answer') return read.answer;
  throw forwardFailure(address, port, read.kind === 'malformed' ? read.why : 'it broke off before its end');
}

function advance(frame: ForwardFrame, parts: Uint8Array[]): ReadAnswer {
  switch (frame.kind) {
    case 'opened':
      return { kind: 'incomplete' };
    case 'data':
      parts.push(frame.bytes);
      return readAnswer(joined(parts), false);
    case 'error':
      return { kind: 'malformed', why: `the instance's side reports: ${frame.text}` };
    case 'malformed':
      return frame;
  }
}
