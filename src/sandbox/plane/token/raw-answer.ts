import { STATUS_CODES } from 'node:http';

import type { TokenReply } from './token-errors';

/** The answer as it crosses a connection that ends with it. */
export function rawAnswer({ status, headers, body }: TokenReply): Buffer {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
