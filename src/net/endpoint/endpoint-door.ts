import type { IncomingMessage } from 'node:http';

import { refusal, type Refusal } from './endpoint-reply';

/** Longest path and query; a resource ID and a resource are far shorter. */
const longestTarget = 8 * 1024;
/** Far more than any library sends. Those beyond a limit of Node's would be dropped in silence, and with them what tells a browser. */
const mostHeaders = 100;

/**
 * What is turned away before anything is looked at: a name other than loopback's in `Host` (a page of the web that made
 * its name lead here), a proxy's form of request, a body, an overlong target.
 */
export function doorRefusal(request: IncomingMessage, port: number): Refusal | undefined {
  const { url = '', headers, rawHeaders } = request;
  if (!isOurName(request, port)) return refusal(403, 'This endpoint answers to its loopback address only.');
  if (isOfBrowser(request)) return refusal(403, 'Requests of browsers are not answered.');
  if (rawHeaders.length > 2 * mostHeaders) return refusal(431, 'The request has too many headers.');
  if (!url.startsWith('/')) return refusal(400, 'The request must name a path.');
  if (url.length > longestTarget) return refusal(414, 'The request is too long.');
  const length = headers['content-length'];
  if ((length !== undefined && length !== '0') || headers['transfer-encoding'] !== undefined)
    return refusal(413, 'Requests have no body here.');
  return undefined;
}

/**
 * Every browser of today says what a request is for, also for a page that was opened at the endpoint's own address, and always says where it
 * comes from (`Sec-Fetch-Site`) with it. Of programs only the `fetch` of Node.js, which libraries of Azure use, sends one such header, alone
 * and always with the same value.
 */
function isOfBrowser({ headers }: IncomingMessage): boolean {
  const told = Object.keys(headers).filter((name) => name.startsWith('sec-fetch-'));
  const isNode =
    told.length === 1 &&
    headers['sec-fetch-mode'] === 'cors' &&
    headers.origin === undefined &&
    headers.referer === undefined;
  return told.length > 0 && !isNode;
}

/** Node keeps the first of several `Host` headers, which may not be the one that somebody before it went by. */
function isOurName({ rawHeaders, headers }: IncomingMessage, port: number): boolean {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  const host = headers.host?.toLowerCase();
  return hosts.length === 1 && (host === `127.0.0.1:${port}` || host === `localhost:${port}`);
}
