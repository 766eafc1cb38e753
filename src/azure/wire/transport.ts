import {
  createDefaultHttpClient,
  RestError,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  type TlsSettings,
} from '@azure/core-rest-pipeline';

import { abortError, onAbort, orAborted } from '../../lifecycle/flow/abort';
import { ConnectionRamp } from './pace/connection-ramp';
import type { Gate } from '../../lifecycle/flow/gate';

export interface TransportOptions {
  readonly gate: Gate;
  /** One attempt, from connecting to the last byte of the body. */
  readonly attemptTimeoutMs: number;
  /** PEM of the only authority that signs the host's certificate (sandbox). Such hosts are never reached by a proxy. */
  readonly ca?: string;
}

/** The `code` of the error an attempt ends with when its deadline passed. */
export const attemptTimedOut = 'ATTEMPT_TIMED_OUT';

/**
 * The last metre of every request: the gate, a deadline per attempt, and the choice of the connection pool.
 *
 * With a `ca` of its own, all requests share one TLS settings object, for which the SDK keeps one keep-alive agent.
 * Without, the request names no agent at all, so that Node's global keep-alive pool serves it: in VS Code,
 * `@vscode/proxy-agent` replaces `https.request` and, with `http.proxySupport: on`, leaves requests alone that bring
 * an agent; with `override` (the default) it puts its own agent in front and falls back to that same global pool.
 * Outside VS Code the SDK's proxy policy has set an agent from `HTTPS_PROXY` before we get here; that one is kept.
 */
export function createTransport(options: TransportOptions): HttpClient {
  const inner = createDefaultHttpClient();
  const { ca } = options;
  const tls: TlsSettings | undefined = ca === undefined ? undefined : { ca };
  const ramp = new ConnectionRamp();
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      refuseLinkLocal(request);
      const outer = request.abortSignal as AbortSignal | undefined;
      return await options.gate.run(outer, () => {
        chooseAgent(request, tls);
        return ramp.run(async () => {
          // It may have ended while the request waited for its turn, and tells nobody of that any more.
          if (outer?.aborted === true) throw abortError();
          return await attempt(inner, request, options.attemptTimeoutMs);
        });
      });
    },
  };
}

/**
 * Nothing of ours lives at such an address; a cloud's metadata endpoint does, which hands out tokens to whoever asks
 * (the sign-in library would look there for a region when AZURE_REGIONAL_AUTHORITY_NAME tells it to).
 */
function refuseLinkLocal(request: PipelineRequest): void {
  if (/^(169\.254\.|\[fe80:|\[::ffff:(169\.254\.|a9fe:))/i.test(new URL(request.url).hostname))
    throw new RestError('Link-local addresses are not contacted.', { code: 'ENETUNREACH' });
}

function chooseAgent(request: PipelineRequest, tls: TlsSettings | undefined): void {
  if (tls !== undefined) {
    delete request.agent;
    request.tlsSettings = tls;
  } else if (request.agent === undefined) {
    request.requestOverrides = { ...request.requestOverrides, agent: undefined };
  }
}

async function attempt(inner: HttpClient, request: PipelineRequest, ms: number): Promise<PipelineResponse> {
  const outer = request.abortSignal as AbortSignal | undefined;
  const own = new AbortController();
  const end = (): void => {
    own.abort();
  };
  const timer = setTimeout(end, ms);
  const stop = onAbort(outer, end);
  request.abortSignal = own.signal;
  try {
    return await orAborted(inner.sendRequest(request), own.signal);
  } catch (error) {
    if (outer?.aborted === true) throw abortError();
    if (own.signal.aborted)
      throw new RestError(`No complete answer within ${Math.round(ms / 1000)} s.`, { code: attemptTimedOut });
    throw error;
  } finally {
    clearTimeout(timer);
    stop();
    if (outer === undefined) delete request.abortSignal;
    else request.abortSignal = outer;
  }
}
