import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { getEventListeners, once } from 'node:events';
import net, { type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';

import { createWebSocketStream, WebSocket } from 'ws';

import { subscriptionKey } from '../../../src/estate/resources';
import { openTunnel, type Tunnel } from '../../../src/net/open-tunnel';
import type { InstanceAddress } from '../../../src/tunnel/ports';
import { atMost, median, type Figure } from '../figure';
import type { FarEndState } from './far-end';
import { heapInUse, leftBy } from './process-state';

const mebibyte = 1024 * 1024;
const rounds = 60;
const openings = 1_000;

interface Rig {
  readonly farEnd: ChildProcess;
  readonly state: FarEndState;
  readonly tunnel: Tunnel;
  readonly address: InstanceAddress;
}

/** What a port forward carries beside a plain pipe into a WebSocket, and what it leaves behind. */
export async function measurePortForward(): Promise<readonly Figure[]> {
  const farEnd = fork(path.join(__dirname, 'far-end.ts'), { execArgv: ['--import', 'tsx'] });
  try {
    const [state] = (await once(farEnd, 'message')) as [FarEndState];
    const address: InstanceAddress = {
      subscription: subscriptionKey('a', 't', 's'),
      subscriptionId: 's',
      tenantId: 't',
      resourceGroup: 'rg',
      service: 'shop',
      serviceId: '/s',
      serviceFqdn: `127.0.0.1:${state.port}`,
      plan: 'Standard',
      appId: '/subscriptions/s/apps/orders',
      app: 'orders',
      deployment: 'default',
      instance: 'orders-1',
      inVirtualNetwork: false,
      dataPlanePublic: false,
    };
    const tunnel = openTunnel({
      ca: state.caPem,
      bearer: () => Promise.resolve('bearer-of-nobody'),
      instances: () => Promise.resolve([address]),
    });
    const rig = { farEnd, state, tunnel, address };
    return [...(await measureThroughput(rig)), ...(await measureLeaks(rig))];
  } finally {
    farEnd.disconnect();
  }
}

/** 1 MiB there and back through each, in turns, so that whatever slows the machine slows both. */
async function measureThroughput({ state, tunnel, address }: Rig): Promise<readonly Figure[]> {
  const plain = await openPlainPipe(state);
  const forward = await tunnel.forwardPort({ address, remotePort: 5005 }, new AbortController().signal);
  const sent = randomBytes(mebibyte);
  const times = { plain: [] as number[], forward: [] as number[] };
  let changed = 0;
  const measured = async (into: number[], socket: Socket): Promise<void> => {
    const startedAt = performance.now();
    const back = await thereAndBack(socket, sent);
    into.push(performance.now() - startedAt);
    if (!back.equals(sent)) changed += 1;
  };
  const sockets = { plain: await connect(plain.port), forward: await connect(forward.localPort) };
  // The first way through includes connecting.
  for (const socket of Object.values(sockets)) await thereAndBack(socket, sent);
  for (let i = 0; i < rounds; i += 1)
    for (const way of i % 2 === 0 ? (['plain', 'forward'] as const) : (['forward', 'plain'] as const))
      await measured(times[way], sockets[way]);
  for (const socket of Object.values(sockets)) socket.destroy();
  forward.dispose();
  plain.close();
  const [ours, theirs] = [median(times.forward), median(times.plain)];
  const percent = Math.round((theirs / ours) * 100);
  return [
    atMost({
      name: 'tunnel.carrying',
      unit: 'x',
      value: ours / theirs,
      // At least 60 % of its throughput.
      goal: 1.667,
      baseline: `${theirs.toFixed(1)} ms plain WebSocket pipe, 1 MiB each way: ${percent} % of its throughput`,
    }),
    atMost({
      name: 'tunnel.changed',
      unit: 'answers',
      value: changed,
      goal: 0,
      baseline: `of ${2 * rounds}, compared byte by byte`,
    }),
  ];
}

/** What anybody would write in a few lines: a listener whose connections are piped into WebSockets and back. */
async function openPlainPipe({ port, caPem }: FarEndState): Promise<{ port: number; close: () => void }> {
  const server = net.createServer({ noDelay: true }, (socket) => {
    const stream = createWebSocketStream(
      new WebSocket(`wss://127.0.0.1:${port}/plain`, { ca: caPem, perMessageDeflate: false }),
    );
    for (const one of [socket, stream]) one.on('error', () => one.destroy());
    socket.pipe(stream).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

async function connect(port: number): Promise<Socket> {
  const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  return socket;
}

async function thereAndBack(socket: Socket, bytes: Buffer): Promise<Buffer> {
  const parts: Buffer[] = [];
  let missing = bytes.length;
  await new Promise<void>((resolve, reject) => {
    const ended = (): void => {
      reject(new Error(`The connection ended; ${missing} bytes are missing.`));
    };
    const listen = (part: Buffer): void => {
      parts.push(part);
      missing -= part.length;
      if (missing > 0) return;
      socket.off('data', listen).off('close', ended);
      resolve();
    };
    socket.on('data', listen).once('close', ended);
    socket.write(bytes);
  });
  return Buffer.concat(parts);
}

async function measureLeaks({ farEnd, tunnel, address }: Rig): Promise<readonly Figure[]> {
  const { signal } = new AbortController();
  let warnings = 0;
  // Node counts listeners, too, and warns of more than ten.
  process.on('warning', () => (warnings += 1));
  const round = async (): Promise<void> => {
    const forward = await tunnel.forwardPort({ address, remotePort: 5005 }, signal);
    const socket = await connect(forward.localPort);
    await thereAndBack(socket, Buffer.from('hello'));
    const closed = once(socket, 'close');
    // The end of the forward resets what still runs through it.
    socket.on('error', () => undefined);
    forward.dispose();
    await closed;
  };
  const run = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await round();
  };
  await run(100);
  const heap = await heapInUse();
  const left = await leftBy(() => run(openings));
  const grown = ((await heapInUse()) - heap) / mebibyte;
  farEnd.send('how many?');
  const [{ open }] = (await once(farEnd, 'message')) as [FarEndState];
  const baseline = `${openings.toLocaleString('en')} openings and closings of a port forward with a connection`;
  const listeners = getEventListeners(signal, 'abort').length + warnings;
  return [
    atMost({ name: 'tunnel.forward.handles', unit: 'sockets and timers', value: left, goal: 0, baseline }),
    atMost({ name: 'tunnel.forward.far', unit: 'WebSockets', value: open, goal: 0, baseline }),
    atMost({ name: 'tunnel.forward.listeners', unit: 'listeners', value: listeners, goal: 0, baseline }),
    // Listeners inside and whatever hangs on them have no other count.
    atMost({ name: 'tunnel.forward.heap', unit: 'MB', value: grown, goal: 2, baseline }),
  ];
}
