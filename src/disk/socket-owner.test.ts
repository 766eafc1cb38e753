import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';

import { readSocketOwners, type SocketOwner } from './socket-owner';

/** The user of whoever connects, as the side that accepted sees it. */
async function ownerSeen(connect: (port: number) => () => void, gone = false): Promise<SocketOwner> {
  const server = net.createServer({ allowHalfOpen: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const end = connect(port);
  const [socket] = (await once(server, 'connection')) as [Socket];
  const peer = { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 };
  if (gone) {
    end();
    socket.destroy();
    await once(socket, 'close');
  }
  try {
    return (await readSocketOwners())(peer, { address: '127.0.0.1', port });
  } finally {
    end();
    socket.destroy();
    server.close();
  }
}

describe('who holds the other end of a connection', () => {
  const isLinux = process.platform === 'linux';
  const own = isLinux ? process.getuid?.() : 'unknown';

  for (const host of ['127.0.0.1', '::ffff:127.0.0.1'])
    it(`is this user for a connection of this process to ${host}`, async () => {
      const owner = await ownerSeen((port) => {
        const socket = net.connect({ port, host });
        return () => socket.destroy();
      });
      assert.equal(owner, own);
    });

  it('is the other user for a program of theirs', async () => {
    // Only root may start programs as others; elsewhere the program is one of our own.
    const uid = process.getuid?.() === 0 ? 65_534 : process.getuid?.();
    const owner = await ownerSeen((port) => {
      const program = spawn(
        process.execPath,
        ['-e', `require('node:net').connect(${port}, '127.0.0.1').on('error', () => undefined)`],
        { stdio: 'ignore', ...(uid === undefined ? {} : { uid }) },
      );
      return () => program.kill();
    });
    assert.equal(owner, isLinux ? uid : 'unknown');
  });

  it('is not told of connections that are not there', async () => {
    const nowhere = { address: '127.0.0.1', port: 1 };
    assert.equal((await readSocketOwners())(nowhere, { address: '127.0.0.1', port: 2 }), 'unknown');
  });
});
