import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, Server as TlsServer } from 'node:https';
import { isIP, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { Failure } from '../../lifecycle/failure';
import type { Certificate } from '../server/certificate';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly certificate: Certificate;
  readonly onSocket: (socket: Socket) => void;
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens with TLS on a loopback address. Throws `Failure` `refused` for any other address, before anything is opened. */
export async function listen(options: ListenOptions): Promise<Listening> {
  const { host, port } = options;
  if (!loopback.has(host))
    throw new Failure({
      code: 'refused',
      what: `The sandbox does not listen on '${host}'.`,
      why: 'Its state and its sign-in are for this machine only.',
      remedy: 'Use 127.0.0.1, ::1 or localhost.',
    });
  const server = createServer(
    { cert: options.certificate.certPem, key: options.certificate.keyPem, keepAliveTimeout: 60_000 },
    options.onRequest,
  );
  server.on('secureConnection', options.onSocket);
  server.on('upgrade', options.onUpgrade);
  return begin(server, { host, port, refused: `The sandbox cannot listen on port ${port}.` });
}

/** Has a server listen until it is closed. Throws `Failure` `refused` when it cannot. */
export async function begin(
  server: Server | TlsServer,
  { host, port, refused }: { readonly host: string; readonly port: number; readonly refused: string },
): Promise<Listening> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Failure({
      code: 'refused',
      what: refused,
      why: error instanceof Error ? error.message : String(error),
      remedy: 'Use another port; 0 takes any free one.',
      cause: error,
    });
  }
  const address = server.address() as AddressInfo;
  const name = host === 'localhost' || isIP(host) === 4 ? host : `[${host}]`;
  let closing: Promise<unknown> | undefined;
  return {
    url: `${server instanceof TlsServer ? 'https' : 'http'}://${name}:${address.port}`,
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

/** The host a client wrote, when it is one of this machine's own names: other names mean another site is asking. */
export function loopbackOrigin(hostHeader: string | undefined): string | undefined {
  const name = (hostHeader ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return loopback.has(name) ? `https://${hostHeader ?? ''}` : undefined;
}
