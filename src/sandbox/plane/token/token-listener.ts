import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { begin, loopbackOrigin, type Listening } from '../../http/listen';
import type { TokenReply } from './token-errors';
import { tokenError } from './token-errors';
import type { TokenRequest } from './token-setup';

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
): Promise<Listening> {
  const server = createServer((request, response) => {
    request.resume();
    const reply = isFromHere(request) ? answer(tokenRequest(request)) : foreign;
    if (reply.delayMs === undefined) write(response, reply);
    else setTimeout(write, reply.delayMs, response, reply);
  });
  return begin(server, {
    host: '127.0.0.1',
    port,
    refused: `The token endpoint cannot listen on port ${port}.`,
  });
}
