import { once } from 'node:events';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

import { createWebSocketStream, WebSocketServer } from 'ws';

import { createCertificate } from '../../../src/sandbox/server/certificate';
import { InstanceStream } from '../../../src/sandbox/plane/forward/instance-stream';

/** What the parent process is told when this listens, and whenever it asks. */
export interface FarEndState {
  readonly port: number;
  readonly caPem: string;
  /** WebSockets that are open. */
  readonly open: number;
}

/**
 * The service's side, in a process of its own so that its work does not count as the extension's: whatever comes goes back, at
 * `/plain` as it is, elsewhere in the framing of a port forward.
 */
async function listen(): Promise<void> {
  const { certPem, keyPem } = await createCertificate();
  const server = https.createServer({ cert: certPem, key: keyPem });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 16 * 1024 * 1024 });
  sockets.on('connection', (socket, { url }) => {
    const stream =
      url === '/plain'
        ? createWebSocketStream(socket)
        : new InstanceStream(
            socket,
            Number(new URL(url ?? '', 'http://x').searchParams.get('port')),
            undefined,
          );
    stream.on('error', () => stream.destroy());
    stream.pipe(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const tell = (): void => {
    process.send?.({ port, caPem: certPem, open: sockets.clients.size } satisfies FarEndState);
  };
  process.on('message', tell);
  // The parent is gone.
  process.once('disconnect', () => process.exit());
  tell();
}

void listen();
