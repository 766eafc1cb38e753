import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Reply } from './reply';

/** ARM itself takes 4 MB. */
const maxBodyBytes = 4 * 1024 * 1024;

/** The request's body as text; `undefined` when it is too long or the client went away. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
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

export function parseJson(text: string): { readonly value: unknown } | undefined {
  if (text === '') return { value: undefined };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** Headers every recorded answer carries. */
const standing: Readonly<Record<string, string>> = {
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  expires: '-1',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-cache': 'CONFIG_NOCACHE',
};

/** All headers of an answer. */
export function headersOf(reply: Reply): Record<string, string> {
  const id = randomUUID();
  return {
    ...standing,
    ...(reply.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    ...reply.headers,
  };
}

/** The body as it goes over the wire. */
export function bodyBytes(reply: Reply): Buffer {
  if (reply.body === undefined) return Buffer.alloc(0);
  return Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(JSON.stringify(reply.body));
}

/** Writes the answer, or cuts the connection when that is the answer. */
export function write(response: ServerResponse, reply: Reply, headers: Record<string, string>): void {
  if (reply.dropped === true) {
    response.socket?.destroy();
    return;
  }
  const bytes = bodyBytes(reply);
  response.writeHead(reply.status, { ...headers, 'content-length': bytes.length });
  response.end(bytes);
}
