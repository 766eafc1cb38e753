import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';

import { WebSocketServer, type WebSocket } from 'ws';

import { subscriptionKey } from '../estate/resources';
import { Failure } from '../lifecycle/failure';
import { plain } from '../lifecycle/text';
import { createCertificate, type Certificate } from '../sandbox/server/certificate';
import type { InstanceMove } from '../tunnel/follow-app';
import type { InstanceAddress, RawRequest, Route } from '../tunnel/ports';
import { openTunnel, type Tunnel } from './open-tunnel';

const canary = 'eyJ-canary-token-never-to-be-seen';
const request: RawRequest = {
  method: 'GET',
  target: '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net',
  headers: { Metadata: 'true' },
};
const never = (): AbortSignal => new AbortController().signal;
const port = (server: net.Server): number => (server.address() as AddressInfo).port;
const listening = async <T extends net.Server>(server: T): Promise<T> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

/** What the service's side does with one WebSocket. */
type Behaviour = (socket: WebSocket, upgrade: http.IncomingMessage) => void;

describe('tunnel over real sockets', function () {
  this.timeout(20_000);

  let certificate: Certificate;
  let plane: https.Server;
  let imds: http.Server;
  let tunnel: Tunnel;
  /** Status that refuses the next upgrades, in order; empty accepts. */
  let refusals: number[];
  let behaviour: Behaviour;
  let upgrades: { url: string; headers: http.IncomingHttpHeaders }[];
  let instances: InstanceAddress[];
  let bearers: { fresh: boolean }[];
  const sockets = new Set<Socket>();

  before(async () => {
    certificate = await createCertificate();
    const wss = new WebSocketServer({ noServer: true });
    plane = await listening(https.createServer({ cert: certificate.certPem, key: certificate.keyPem }));
    plane.on('secureConnection', (socket) => sockets.add(socket));
    plane.on('upgrade', (upgrade, socket, head) => {
      upgrades.push({ url: upgrade.url ?? '', headers: upgrade.headers });
      const status = refusals.shift();
      if (status !== undefined && status !== 101) {
        socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
        return;
      }
      wss.handleUpgrade(upgrade, socket, head, (webSocket) => {
        behaviour(webSocket, upgrade);
      });
    });
    imds = await listening(
      http.createServer((asked, response) => {
        const bad = asked.url?.includes('unknown') === true;
        response.writeHead(bad ? 400 : 200, { 'Content-Type': 'application/json; charset=utf-8' });
        response.end(
          bad
            ? '{"error":"invalid_request","error_description":"Identity not found"}'
            : `{"asked":"${asked.url ?? ''}"}`,
        );
      }),
    );
  });
  beforeEach(() => {
    refusals = [];
    upgrades = [];
    bearers = [];
    behaviour = realShell;
    instances = [address('orders-1')];
    tunnel = openTunnel({
      ca: certificate.certPem,
      bearer: (_, fresh) => {
        bearers.push({ fresh });
        return Promise.resolve(canary);
      },
      instances: () => Promise.resolve(instances),
    });
  });
  after(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of [plane, imds]) {
      server.close();
      server.closeAllConnections();
    }
  });

  function address(instance: string, more: Partial<InstanceAddress> = {}): InstanceAddress {
    return {
      subscription: subscriptionKey('account', 'tenant', 'sub'),
      subscriptionId: 'sub',
      tenantId: 'tenant',
      resourceGroup: 'rg',
      service: 'shop',
      serviceId: '/s',
      serviceFqdn: `127.0.0.1:${port(plane)}`,
      plan: 'Standard',
      appId: '/subscriptions/sub/resourceGroups/rg/providers/Microsoft.AppPlatform/Spring/shop/apps/orders',
      app: 'orders',
      deployment: 'default',
      instance,
      inVirtualNetwork: false,
      dataPlanePublic: false,
      ...more,
    };
  }

  /** A shell as the service runs it: channel bytes before what it prints, each message cut to odd sizes. */
  const realShell: Behaviour = (socket, upgrade) => {
    const command = new URL(upgrade.url ?? '', 'http://x').searchParams.get('command') ?? '';
    const shell = spawn(command, { env: { PATH: '/usr/bin:/bin' } });
    const tell = (channel: number) => (data: Buffer) => {
      for (let at = 0; at < data.length; at += 61)
        socket.send(Buffer.concat([Buffer.of(channel), data.subarray(at, at + 61)]));
    };
    socket.send(Buffer.of(3, 33));
    shell.stdout.on('data', tell(1));
    shell.stderr.on('data', tell(2));
    shell.on('close', () => {
      socket.send(Buffer.alloc(0));
    });
    socket.on('message', (data: Buffer) => shell.stdin.write(data));
    socket.on('close', () => shell.kill());
  };

  const consoleRoute = (at = address('orders-1')): Route =>
    tunnel.route({ kind: 'console', address: at, to: { host: '127.0.0.1', port: port(imds) } });

  async function failureOf(work: Promise<unknown>): Promise<Failure> {
    try {
      await work;
    } catch (error) {
      assert.ok(Failure.is(error), String(error));
      const said = [
        error.message,
        error.stack,
        JSON.stringify(error),
        String((error.cause as Error | undefined)?.stack),
      ];
      assert.ok(!said.join('\n').includes(canary), 'the token is in the failure');
      return error;
    }
    assert.fail('it should have failed');
  }

  describe('console', () => {
    it('brings answers and errors of the endpoint through one shell, with the bearer and the command on the upgrade', async () => {
      const route = consoleRoute();
      const good = await route.exchange(request, never());
      const bad = await route.exchange({ ...request, target: '/unknown' }, never());
      route.dispose();
      assert.deepEqual(
        [good.status, Buffer.from(good.body).toString()],
        [200, `{"asked":"${request.target}"}`],
      );
      assert.deepEqual(
        [bad.status, bad.reason, JSON.parse(Buffer.from(bad.body).toString())],
        [400, 'Bad Request', { error: 'invalid_request', error_description: 'Identity not found' }],
      );
      assert.equal(upgrades.length, 1);
      assert.equal(
        upgrades[0]!.url,
        '/api/appconnect/apps/orders/deployments/default/instances/orders-1/connect?command=/bin/sh',
      );
      assert.equal(upgrades[0]!.headers.authorization, `Bearer ${canary}`);
      assert.equal(upgrades[0]!.headers.origin, undefined);
      assert.equal(upgrades[0]!.headers['sec-websocket-protocol'], undefined);
      assert.equal(plain(route.label), 'orders-1 over the console (nc)');
    });

    it('uses the other form of the address for the consumption plan', async () => {
      const route = consoleRoute(address('orders-1', { plan: 'Consumption' }));
      await route.exchange(request, never());
      route.dispose();
      assert.equal(
        upgrades[0]!.url,
        '/proxy/appconnect/subscriptions/sub/resourceGroups/rg/providers/Microsoft.AppPlatform/Spring/shop' +
          '/apps/orders/deployments/default/instances/orders-1?tenantId=tenant&command=/bin/sh',
      );
    });

    it('answers requests made at the same time, one after the other', async () => {
      const route = consoleRoute();
      const targets = Array.from({ length: 5 }, (_, i) => `/request/${i}`);
      const answers = await Promise.all(
        targets.map((target) => route.exchange({ ...request, target }, never())),
      );
      route.dispose();
      assert.deepEqual(
        answers.map(({ body }) => Buffer.from(body).toString()),
        targets.map((target) => `{"asked":"${target}"}`),
      );
      assert.equal(upgrades.length, 1);
    });

    it('opens a new console when the old one died between two requests', async () => {
      const route = consoleRoute();
      let last: WebSocket | undefined;
      behaviour = (socket, upgrade) => {
        last = socket;
        realShell(socket, upgrade);
      };
      await route.exchange(request, never());
      last!.terminate();
      const again = await route.exchange(request, never());
      route.dispose();
      assert.equal(again.status, 200);
      assert.equal(upgrades.length, 2);
    });

    it('gets a fresh token once when the service refuses the first', async () => {
      refusals = [401];
      const route = consoleRoute();
      const answer = await route.exchange(request, never());
      route.dispose();
      assert.equal(answer.status, 200);
      assert.deepEqual(bearers, [{ fresh: false }, { fresh: true }]);
    });

    for (const [status, code, words] of [
      [401, 'unauthorized', /did not accept the sign-in.*Sign in again/s],
      [403, 'forbidden', /'Azure Spring Apps Connect Role'/],
      [418, 'rejected', /answered 418/],
      [503, 'unavailable', /answered 503/],
    ] as const)
      it(`says what an upgrade refused with ${status} means`, async () => {
        refusals = [status, status];
        const failure = await failureOf(consoleRoute().exchange(request, never()));
        assert.equal(failure.code, code);
        assert.match(failure.message, words);
        assert.match(failure.what, /console of instance 'orders-1'/);
      });

    it('says that a private service is not reached from here, and how to open it', async () => {
      const unreachable = address('orders-1', { serviceFqdn: '127.0.0.1:1', inVirtualNetwork: true });
      const failure = await failureOf(consoleRoute(unreachable).exchange(request, never()));
      assert.equal(failure.code, 'offline');
      assert.match(
        failure.message,
        /in a virtual network.*dataPlanePublicEndpoint.*--enable-dataplane-public-endpoint true/s,
      );
    });

    it('does not trust a certificate that nobody named', async () => {
      const strict = openTunnel({
        bearer: () => Promise.resolve(canary),
        instances: () => Promise.resolve([]),
      });
      const failure = await failureOf(
        strict.route({ kind: 'console', address: address('orders-1') }).exchange(request, never()),
      );
      assert.equal(failure.code, 'certificate');
      assert.equal(upgrades.length, 0);
    });

    it('goes on with another instance when the first is gone, and says so', async () => {
      const route = tunnel.route({
        kind: 'console',
        address: address('orders-1'),
        to: { host: '127.0.0.1', port: port(imds) },
      });
      const moves: InstanceMove[] = [];
      if (!('onDidMove' in route)) assert.fail('a route into an instance follows it');
      route.onDidMove((move) => moves.push(move));
      refusals = [404];
      instances = [address('orders-1'), address('orders-2')];
      const answer = await route.exchange(request, never());
      route.dispose();
      assert.equal(answer.status, 200);
      assert.deepEqual(
        moves.map(({ from, to }) => [from, to]),
        [['orders-1', 'orders-2']],
      );
      assert.match(plain(moves[0]!.why), /does not know this instance/);
      assert.match(upgrades[1]!.url, /instances\/orders-2\/connect/);
      assert.match(plain(route.label), /^orders-2 over the console/);
    });

    it('ends a wait at once when it is cancelled, and hangs up', async () => {
      const closed: Promise<unknown>[] = [];
      const typed = new Promise<void>((resolve) => {
        behaviour = (socket) => {
          closed.push(once(socket, 'close'));
          socket.once('message', () => {
            resolve();
          });
        };
      });
      const stop = new AbortController();
      const route = consoleRoute();
      const answer = route.exchange(request, stop.signal);
      await typed;
      stop.abort();
      await assert.rejects(answer, { name: 'AbortError' });
      await Promise.all(closed);
      route.dispose();
    });

    it('ends with a sentence when the service sends what is no console message', async () => {
      behaviour = (socket) => {
        socket.on('message', () => {
          socket.send(Buffer.from([7, 1, 2]));
        });
      };
      const failure = await failureOf(consoleRoute().exchange(request, never()));
      assert.equal(failure.code, 'unavailable');
      assert.match(failure.why, /message of an unknown kind/);
    });
  });

  describe('port forward', () => {
    /** The instance's own server behind Kubernetes' framing. */
    const forwardTo =
      (to: () => number): Behaviour =>
      (socket, upgrade) => {
        const wanted = Number(new URL(upgrade.url ?? '', 'http://x').searchParams.get('port'));
        for (const channel of [0, 1]) socket.send(Buffer.of(channel, wanted % 256, wanted >> 8));
        const inner = net.connect({ port: to(), host: '127.0.0.1' });
        inner.on('data', (data) => {
          socket.send(Buffer.concat([Buffer.of(0), data]), () => inner.resume());
          if (socket.bufferedAmount > 1_000_000) inner.pause();
        });
        inner.on('end', () => {
          socket.close();
        });
        inner.on('error', (error) => {
          socket.send(Buffer.concat([Buffer.of(1), Buffer.from(`connect refused: ${error.message}`)]));
        });
        socket.on('message', (data: Buffer) => inner.write(data.subarray(1)));
        socket.on('close', () => inner.destroy());
      };

    let echo: net.Server;
    before(async () => {
      echo = await listening(
        net.createServer({ allowHalfOpen: true }, (socket) => {
          sockets.add(socket);
          socket.on('error', () => undefined);
          socket.pipe(socket);
        }),
      );
    });
    after(() => {
      echo.close();
    });
    beforeEach(() => {
      behaviour = forwardTo(() => port(echo));
    });

    const forward = (remotePort = 5005) =>
      tunnel.forwardPort({ address: address('orders-1'), remotePort }, never());

    /** Sends bytes to a local port and reads as many back. */
    async function echoed(local: number, bytes: Buffer): Promise<Buffer> {
      const socket = net.connect({ port: local, host: '127.0.0.1' });
      const parts: Buffer[] = [];
      let length = 0;
      const all = new Promise<void>((resolve, reject) => {
        socket.on('data', (part) => {
          parts.push(part);
          length += part.length;
          if (length >= bytes.length) resolve();
        });
        socket.once('error', reject);
      });
      socket.write(bytes);
      await all;
      socket.destroy();
      return Buffer.concat(parts);
    }

    it('carries 4 MiB each way unchanged, over several connections at once', async () => {
      const forwarded = await forward();
      const texts = [1, 2, 3, 4].map((seed) =>
        Buffer.alloc(4 * 1024 * 1024, Buffer.from(Array.from({ length: 257 }, (_, i) => (i * seed) % 256))),
      );
      const back = await Promise.all(texts.map((text) => echoed(forwarded.localPort, text)));
      assert.ok(back.every((bytes, i) => bytes.equals(texts[i]!)));
      assert.equal(forwarded.stats.served, 4);
      assert.ok(forwarded.stats.bytes >= 8 * 4 * 1024 * 1024);
      forwarded.dispose();
      // The first WebSocket is the trial that tells of a missing role at once.
      assert.equal(upgrades.length, 5);
      assert.equal(
        upgrades[0]!.url,
        '/api/remoteDebugging/apps/orders/deployments/default/instances/orders-1?port=5005',
      );
    });

    it('lets a program that has closed its side read the answer to its end', async () => {
      const answering = await listening(
        net.createServer({ allowHalfOpen: true }, (socket) => {
          sockets.add(socket);
          socket.once('data', () => {
            socket.end(Buffer.alloc(300_000, 'a'));
          });
        }),
      );
      behaviour = forwardTo(() => port(answering));
      const forwarded = await forward();
      const socket = net.connect({ port: forwarded.localPort, host: '127.0.0.1', allowHalfOpen: true });
      socket.end('request');
      let length = 0;
      socket.on('data', (part) => (length += part.length));
      await once(socket, 'end');
      forwarded.dispose();
      answering.close();
      assert.equal(length, 300_000);
    });

    it('resets the program and says why when the instance does not listen on that port', async () => {
      const gone = await listening(net.createServer());
      const nobody = port(gone);
      await new Promise((resolve) => gone.close(resolve));
      behaviour = forwardTo(() => nobody);
      const forwarded = await forward();
      const failed = new Promise<Failure>((resolve) => forwarded.onDidFail(resolve));
      await assert.rejects(echoed(forwarded.localPort, Buffer.from('hello')), { code: 'ECONNRESET' });
      const failure = await failed;
      forwarded.dispose();
      assert.match(failure.message, /port 5005 of instance 'orders-1' broke off.*connect refused/s);
    });

    it('refuses a service that names another port', async () => {
      behaviour = (socket) => {
        socket.send(Buffer.of(0, 0x8d, 0x14));
      };
      const forwarded = await forward();
      const failed = new Promise<Failure>((resolve) => forwarded.onDidFail(resolve));
      await assert.rejects(echoed(forwarded.localPort, Buffer.from('hello')), { code: 'ECONNRESET' });
      assert.match((await failed).why, /does not name the port/);
      forwarded.dispose();
    });

    it('stops reading a program that the network cannot follow', async () => {
      behaviour = (socket) => {
        for (const channel of [0, 1]) socket.send(Buffer.of(channel, 0x8d, 0x13));
        socket.pause();
      };
      const forwarded = await forward();
      const socket = net.connect({ port: forwarded.localPort, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      const piece = Buffer.alloc(1024 * 1024);
      let written = 0;
      // Until the kernel's buffers and ours are full: a forward that reads on would take all 200.
      while (written < 200) {
        socket.write(piece);
        written += 1;
        const drained =
          socket.writableLength === 0 ||
          (await Promise.race([once(socket, 'drain').then(() => true), later(300)]));
        if (!drained) break;
      }
      forwarded.dispose();
      socket.destroy();
      assert.ok(written < 100, `${written} MiB were taken in`);
    });

    it('says at once when the role is missing', async () => {
      refusals = [403];
      const failure = await failureOf(forward());
      assert.equal(failure.code, 'forbidden');
      assert.match(failure.why, /'Azure Spring Apps Remote Debugging Role'/);
      assert.match(failure.what, /forward a port of instance 'orders-1'/);
    });

    it('listens on this machine only, and no more after its end', async () => {
      const forwarded = await forward();
      const { localPort } = forwarded;
      forwarded.dispose();
      const [error] = (await once(net.connect({ port: localPort, host: '127.0.0.1' }), 'error')) as [
        NodeJS.ErrnoException,
      ];
      assert.equal(error.code, 'ECONNREFUSED');
      const taken = await listening(net.createServer());
      const failure = await failureOf(
        tunnel.forwardPort(
          { address: address('orders-1'), remotePort: 5005, localPort: port(taken) },
          never(),
        ),
      );
      taken.close();
      assert.equal(failure.code, 'conflict');
    });

    it('goes on with another instance when its own is gone, and says so while it looks for one', async () => {
      const forwarded = await forward();
      const moves: InstanceMove[] = [];
      const states: boolean[] = [];
      forwarded.onDidMove((move) => moves.push(move));
      forwarded.onDidChange(() => states.push(forwarded.reconnecting));
      instances = [address('orders-2')];
      refusals = [404];
      const back = await echoed(forwarded.localPort, Buffer.from('hello'));
      assert.equal(back.toString(), 'hello');
      assert.deepEqual(
        moves.map(({ from, to }) => [from, to]),
        [['orders-1', 'orders-2']],
      );
      assert.equal(forwarded.address.instance, 'orders-2');
      assert.match(upgrades.at(-1)!.url, /instances\/orders-2\?port=5005/);
      assert.ok(states.includes(true) && !forwarded.reconnecting);
      forwarded.dispose();
    });

    it('leaves nothing behind after 200 connections', async () => {
      const forwarded = await tunnel.forwardPort(
        { address: address('orders-1'), remotePort: 5005, halfCloseMs: 100 },
        never(),
      );
      for (let i = 0; i < 200; i += 20)
        await Promise.all(Array.from({ length: 20 }, () => echoed(forwarded.localPort, Buffer.from('ping'))));
      const settled = async () => {
        while (forwarded.stats.open > 0) await new Promise<void>((resolve) => forwarded.onDidChange(resolve));
      };
      await settled();
      assert.equal(forwarded.stats.served, 200);
      forwarded.dispose();
    });

    it('asks a port of the app for a token', async () => {
      behaviour = forwardTo(() => port(imds));
      const route = tunnel.route({ kind: 'port-forward', address: address('orders-1'), port: 8080 });
      const answer = await route.exchange(request, never());
      const bad = await route.exchange({ ...request, target: '/unknown' }, never());
      route.dispose();
      assert.equal(Buffer.from(answer.body).toString(), `{"asked":"${request.target}"}`);
      assert.equal(bad.status, 400);
      assert.equal(plain(route.label), 'orders-1 through its port 8080');
    });
  });

  describe('endpoint that the user forwarded', () => {
    it('brings answers and errors unchanged', async () => {
      const route = tunnel.route({ kind: 'forwarded', url: `http://127.0.0.1:${port(imds)}` });
      const good = await route.exchange(request, never());
      const bad = await route.exchange({ ...request, target: '/unknown' }, never());
      assert.equal(Buffer.from(good.body).toString(), `{"asked":"${request.target}"}`);
      assert.equal(good.headers['content-type'], 'application/json; charset=utf-8');
      assert.equal(bad.status, 400);
      route.dispose();
      await assert.rejects(route.exchange(request, never()), { name: 'AbortError' });
    });

    it('says that nobody listens there', async () => {
      const route = tunnel.route({ kind: 'forwarded', url: 'http://127.0.0.1:1' });
      const failure = await failureOf(route.exchange(request, never()));
      assert.equal(failure.code, 'offline');
      assert.match(failure.message, /forwarded to 127\.0\.0\.1:1 did not answer/);
    });

    it('refuses every address that is not plain HTTP on this machine', () => {
      for (const url of [
        'https://127.0.0.1',
        'http://example.com',
        'http://169.254.169.254',
        'http://u:p@127.0.0.1',
        'http://127.0.0.1.example.com',
        '',
        'ftp://localhost',
      ])
        assert.throws(
          () => tunnel.route({ kind: 'forwarded', url }),
          (error) => Failure.is(error, 'invalid'),
          url,
        );
    });
  });

  it("goes through VS Code's proxy when VS Code puts its agent in front", async () => {
    // As @vscode/proxy-agent does it: replace https.request, and bring an agent where the caller named none.
    const seen: string[] = [];
    const proxy = await listening(http.createServer());
    proxy.on('connect', (asked, client: Socket) => {
      seen.push(asked.url ?? '');
      const [host = '', to] = (asked.url ?? '').split(':');
      const onward = net.connect(Number(to), host, () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(client).pipe(onward);
      });
      sockets.add(client).add(onward);
      for (const socket of [client, onward]) socket.on('error', () => undefined);
    });
    const proxied = (
      options: tls.ConnectionOptions,
      done: (error: Error | null, socket: Socket) => void,
    ): void => {
      const target = `${options.host ?? ''}:${options.port ?? ''}`;
      const connect = { port: port(proxy), host: '127.0.0.1', method: 'CONNECT', path: target, agent: false };
      const asked = http.request(connect);
      asked.once('connect', (_, socket) => {
        done(null, tls.connect({ ...options, socket, servername: '' }));
      });
      asked.end();
    };
    const proxyAgent = (): https.Agent => Object.assign(new https.Agent(), { createConnection: proxied });
    const original = https.request;
    const patched = (options: https.RequestOptions): http.ClientRequest =>
      original({ ...options, ...(options.agent === undefined && { agent: proxyAgent() }) });
    (https as { request: unknown }).request = patched;
    try {
      const route = consoleRoute();
      assert.equal((await route.exchange(request, never())).status, 200);
      route.dispose();
    } finally {
      https.request = original;
      proxy.close();
      proxy.closeAllConnections();
    }
    assert.deepEqual(seen, [`127.0.0.1:${port(plane)}`]);
  });
});

async function later(ms: number): Promise<false> {
  return await new Promise((resolve) => setTimeout(resolve, ms, false));
}
