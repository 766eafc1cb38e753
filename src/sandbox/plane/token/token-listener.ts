import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Failure } from '../../../lifecycle/failure';
import { loopbackOrigin } from '../../http/listen';
import type { TokenReply } from './token-errors';
import { tokenError } from './token-errors';
import type { TokenRequest } from './token-setup';

export interface TokenListener {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

function tokenRequest(request: IncomingMessage): TokenRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return { method: request.method ?? 'GET', target: request.url ?? '/', headers };
}

/** A page in a browser may point a name of its own at this machine; `169.254.169.254` is what raw requests write. */
function isFromHere({ headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined) return false;
  return loopbackOrigin(headers.host) !== undefined || /^169\.254\.169\.254(:\d+)?$/.test(headers.host ?? '');
}

const foreign = tokenError(421, 'misdirected_request', 'Only programs of this machine are answered.');

function write(response: ServerResponse, reply: TokenReply): void {
  if (reply.dropped === true) {
    response.destroy();
    return;
  }
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

/** Serves a token endpoint on plain HTTP at 127.0.0.1. Throws `Failure` `refused` when the port is taken. */
export async function listenForTokens(
  port: number,
  answer: (request: TokenRequest) => TokenReply,
): Promise<TokenListener> {
  const server = createServer((request, response) => {
    request.resume();
    const reply = isFromHere(request) ? answer(tokenRequest(request)) : foreign;
    if (reply.delayMs === undefined) write(response, reply);
    else setTimeout(write, reply.delayMs, response, reply);
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Failure({
      code: 'refused',
      what: `The token endpoint cannot listen on port ${port}.`,
      why: error instanceof Error ? error.message : String(error),
      remedy: 'Use another port; 0 takes any free one.',
      cause: error,
    });
  }
  let closing: Promise<unknown> | undefined;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      if (closing === undefined) {
        closing = once(server, 'close');
        server.close();
        server.closeAllConnections();
      }
      await closing;
    },
  };
}
