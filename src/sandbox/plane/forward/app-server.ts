import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import type { InstancePlace } from '../find-instance';
import type { TokenReply } from '../token/token-errors';
import type { TokenRequest } from '../token/token-setup';

/** Where the apps of the sandbox serve HTTP, as Spring Boot does by itself. */
const httpPort = 8080;

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function actuator(path: string, place: InstancePlace): unknown {
  if (path === '/actuator')
    return { _links: { health: { href: '/actuator/health' }, info: { href: '/actuator/info' } } };
  if (path === '/actuator/health') return { status: 'UP' };
  if (path === '/actuator/info')
    return { app: { name: place.app.name }, instance: place.instance.name, sandbox: true };
  return undefined;
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  for await (const chunk of request as AsyncIterable<Buffer>) response.write(chunk);
  response.end();
}

/**
 * The app's own token routes, as a request of its token endpoint: `/token?resource=` as people write for a test, and the
 * endpoint's own address, for an app that passes requests on.
 */
function tokenRequest(url: URL, request: IncomingMessage): TokenRequest | undefined {
  if (url.pathname === '/token') {
    const query = new URLSearchParams(url.searchParams);
    query.set('api-version', '2018-02-01');
    const target = `/metadata/identity/oauth2/token?${query.toString()}`;
    return { method: 'GET', target, headers: { metadata: 'true' } };
  }
  if (!/^\/(metadata\/identity\/|msi\/token)/.test(url.pathname)) return undefined;
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return { method: request.method ?? 'GET', target: request.url ?? '/', headers };
}

/**
 * What an app of the sandbox serves: `/actuator`, `/actuator/health`, `/actuator/info`, `/echo` (the body comes back) and
 * its token routes. It listens nowhere: connections are handed to it.
 */
function createAppServer(place: InstancePlace, answer: (request: TokenRequest) => TokenReply): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://app.invalid');
    if (url.pathname === '/echo') {
      void echo(request, response).catch(() => response.destroy());
      return;
    }
    request.resume();
    const asked = tokenRequest(url, request);
    if (asked !== undefined) {
      const reply = answer(asked);
      response.writeHead(reply.dropped === true ? 502 : reply.status, reply.headers);
      response.end(reply.body);
      return;
    }
    const body = actuator(url.pathname, place);
    if (body === undefined) json(response, 404, { status: 404, error: 'Not Found', path: url.pathname });
    else json(response, 200, body);
  });
}

export interface PortTarget {
  readonly place: InstancePlace;
  readonly port: number;
  readonly answer: (request: TokenRequest) => TokenReply;
}

/**
 * Serves one connection to a port of an instance: HTTP on 8080, on every other port the bytes come back. That is also
 * what a debugger expects first: the handshake of JDWP is an echo.
 */
export function servePort(stream: Duplex, { place, port, answer }: PortTarget): void {
  stream.on('error', () => stream.destroy());
  if (port === httpPort) createAppServer(place, answer).emit('connection', stream);
  else stream.pipe(stream);
}
