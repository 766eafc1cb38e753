import type { IncomingMessage } from 'node:http';

import { refusal, type Refusal } from './endpoint-reply';

/** Longest path and query; a resource ID and a resource are far shorter. */
const longestTarget = 8 * 1024;

/**
 * What is turned away before anything is looked at: a name other than loopback's in `Host` (a page of the web that made
 * its name lead here), a proxy's form of request, a body, an overlong target.
 */
export function doorRefusal(request: IncomingMessage, port: number): Refusal | undefined {
  const { url = '', headers } = request;
  if (!isOurName(request, port)) return refusal(403, 'This endpoint answers to its loopback address only.');
  if (!url.startsWith('/')) return refusal(400, 'The request must name a path.');
  if (url.length > longestTarget) return refusal(414, 'The request is too long.');
  const length = headers['content-length'];
  if ((length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined)
    return refusal(413, 'Requests have no body here.');
  return undefined;
}

/** Node keeps the first of several `Host` headers, which may not be the one that somebody before it went by. */
function isOurName({ rawHeaders, headers }: IncomingMessage, port: number): boolean {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  const host = headers.host?.toLowerCase();
  return hosts.length === 1 && (host === `127.0.0.1:${port}` || host === `localhost:${port}`);
}
