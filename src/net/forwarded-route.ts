import http, { type IncomingMessage } from 'node:http';

import { Emitter } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import { say, type Text } from '../lifecycle/text';
import { parseForwardedUrl } from '../tunnel/forwarded-url';
import { answerLimits } from '../tunnel/http/answer-bytes';
import { checkRequest } from '../tunnel/http/request-text';
import type { RawAnswer, RawRequest, Route } from '../tunnel/ports';
import { abortError } from '../lifecycle/flow/abort';
import { explainTrouble } from './connection-trouble';

/**
 * A route to an endpoint that the user has forwarded to this machine. Plain HTTP to a loopback address; throws `Failure` `invalid`
 * for any other. VS Code's proxy settings do not apply: its replacement of `http.request` leaves loopback addresses direct.
 */
export function createForwardedRoute(address: string, exchangeMs = 30_000): Route {
  const { origin } = parseForwardedUrl(address);
  const url = new URL(origin);
  const ended = new Emitter<Text>();
  const life = new AbortController();
  return {
    kind: 'forwarded',
    label: say('the endpoint forwarded to {0}', url.host),
    onDidEnd: ended.event,
    async exchange(request, signal) {
      throwIfEnded(signal, life.signal);
      const late = AbortSignal.timeout(exchangeMs);
      try {
        return await ask(url, request, AbortSignal.any([signal, life.signal, late]));
      } catch (error) {
        throwIfEnded(signal, life.signal);
        if (Failure.is(error)) throw error;
        throw notAnswered(url.host, error as Error, late.aborted ? exchangeMs : undefined);
      }
    },
    dispose() {
      life.abort();
      ended.dispose();
    },
  };
}

async function ask(url: URL, request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
  const port = Number(url.port === '' ? 80 : url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // The address of the endpoint as the one asking names it; an IPv6 address is no valid name for `checkRequest`.
  const checked = checkRequest(
    { ...request, headers: { Host: url.host, ...request.headers } },
    { host: 'localhost', port },
  );
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = http.request(
      {
        host,
        port,
        method: checked.method,
        path: checked.target,
        headers: { ...Object.fromEntries(checked.headers), Host: checked.authority },
        agent: false,
        signal,
      },
      resolve,
    );
    sent.once('error', reject);
    sent.end(checked.body);
  });
  return { ...headOf(response), body: await bodyOf(response) };
}

function headOf(response: IncomingMessage): Omit<RawAnswer, 'body'> {
  const headers = new Map<string, string>();
  const { rawHeaders } = response;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? '';
    const value = rawHeaders[i + 1] ?? '';
    const before = headers.get(name);
    if (name !== 'transfer-encoding') headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: Object.fromEntries(headers),
  };
}

async function bodyOf(response: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > answerLimits.bodyBytes)
      throw new Failure({
        code: 'unavailable',
        what: say('The forwarded endpoint did not give a usable answer.'),
        why: say('Its answer is far longer than that of a token endpoint.'),
        remedy: say('Check what is forwarded to this port.'),
      });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function notAnswered(host: string, error: Error, afterMs: number | undefined): Failure {
  return new Failure({
    ...explainTrouble(error, host),
    ...(afterMs !== undefined && {
      code: 'timeout' as const,
      why: say('Nothing complete had come back after {0} s.', Math.round(afterMs / 1000)),
    }),
    what: say('The endpoint forwarded to {0} did not answer.', host),
    remedy: say('Check that the forward (ssh -L, kubectl port-forward, proxy) still runs, then try again.'),
    action: 'retry',
  });
}

function throwIfEnded(...signals: readonly AbortSignal[]): void {
  if (signals.some(({ aborted }) => aborted)) throw abortError();
}
