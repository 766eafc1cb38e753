import type { IncomingMessage, ServerResponse } from 'node:http';

import { loopbackOrigin } from './listen';
import { armError, unreadable, type Reply } from './reply';
import type { WireAnswer, WireRequest } from './wire';

/** ARM itself takes 4 MB. */
const maxBodyBytes = 4 * 1024 * 1024;

/** The request's body as text; `undefined` when it is too long or the client went away. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBodyBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString();
}

/** A request of the server as plain data, or its refusal. */
export async function receive(request: IncomingMessage): Promise<WireRequest | Reply> {
  const text = await readBody(request);
  const { headers } = request;
  // A page in a browser may point a name of its own at 127.0.0.1; it must not get at the sandbox through it.
  const origin = loopbackOrigin(headers.host);
  if (origin === undefined || headers.origin !== undefined)
    return armError(421, 'MisdirectedRequest', 'The sandbox answers programs on this machine only.');
  if (text === undefined) return unreadable;
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    origin,
    text,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]])),
  };
}

/** Writes the answer, or cuts the connection when that is the answer. */
export function write(response: ServerResponse, answer: WireAnswer): void {
  if (answer.dropped === true) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
}
