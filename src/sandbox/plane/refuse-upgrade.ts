import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Reply } from '../http/reply';
import { bodyBytes, headersOf } from '../http/wire';

/** Answers an upgrade request with a refusal and ends the connection; or cuts it, when that is the answer. */
export function refuseUpgrade(socket: Duplex, reply: Reply): void {
  if (reply.dropped === true) {
    socket.destroy();
    return;
  }
  const body = bodyBytes(reply);
  const headers = { ...headersOf(reply), 'content-length': String(body.length), connection: 'close' };
  const lines = [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ''}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]));
}
