import assert from 'node:assert/strict';

import { subscriptionKey } from '../../estate/resources';
import { Emitter } from '../../lifecycle/emitter';
import { Failure } from '../../lifecycle/failure';
import type { TunnelAccess } from '../access';
import type { InstanceAddress, MessageChannel, RawRequest } from '../ports';
import { createConsoleRoute } from './console-route';

const id = '0123456789abcdef0123456789abcdef';
const request: RawRequest = { method: 'GET', target: '/token', headers: { Metadata: 'true' } };
const address: InstanceAddress = {
  subscription: subscriptionKey('account', 'tenant', 'sub'),
  subscriptionId: 'sub',
  tenantId: 'tenant',
  resourceGroup: 'rg',
  service: 'shop',
  serviceId: '/s',
  serviceFqdn: 'shop.azuremicroservices.io',
  plan: 'Standard',
  appId: '/subscriptions/sub/resourceGroups/rg/providers/Microsoft.AppPlatform/Spring/shop/apps/orders',
  app: 'orders',
  deployment: 'default',
  instance: 'orders-1',
  inVirtualNetwork: false,
  dataPlanePublic: false,
};

/** The service's end of a WebSocket, in memory. */
class FakeChannel implements MessageChannel {
  readonly sent: (Uint8Array | string)[] = [];
  readonly messages = new Emitter<Uint8Array>();
  readonly onMessage = this.messages.event;
  readonly onDrain = new Emitter<void>().event;
  readonly bufferedBytes = 0;
  disposed = false;
  close!: (end: { code: number; reason: string }) => void;
  readonly closed = new Promise<{ code: number; reason: string }>((resolve) => (this.close = resolve));
  onSend: (text: string) => void = () => undefined;

  send(data: Uint8Array | string): void {
    this.sent.push(data);
    if (typeof data === 'string') this.onSend(this.sent.join(''));
  }
  print(text: string, channel = 1): void {
    this.messages.fire(Buffer.concat([Buffer.of(channel), Buffer.from(text)]));
  }
  pause(): void {
    return;
  }
  resume(): void {
    return;
  }
  dispose(): void {
    this.disposed = true;
  }
}

/** `prints` is called when a whole script has been typed. */
function routeTo(
  prints: (channel: FakeChannel, script: string) => void,
  wait: TunnelAccess['wait'] = forever,
) {
  const channels: FakeChannel[] = [];
  const urls: string[] = [];
  const route = createConsoleRoute({
    address,
    to: { host: '127.0.0.1', port: 80 },
    access: {
      bearer: () => Promise.resolve('bearer'),
      randomId: () => id,
      wait,
      opener: {
        open: (url) => {
          urls.push(url);
          const channel = new FakeChannel();
          let from = 0;
          channel.onSend = (text) => {
            const script = text.slice(from);
            if (!script.endsWith('\n)\n')) return;
            from = text.length;
            prints(channel, script);
          };
          channels.push(channel);
          return Promise.resolve(channel);
        },
      },
    },
  });
  return { route, channels, urls };
}

/** Time that does not pass; ends with the signal, as every wait must. */
const forever: TunnelAccess['wait'] = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new DOMException('over', 'AbortError'));
    });
  });
const never = (): AbortSignal => new AbortController().signal;

const payload = 'r:HTTP/1.1 200 OK\nr:\ne:Grüße';
const printed = (text = payload): string =>
  `\n<${id} begin nc text ${Buffer.from(text).length}>\n${text}\n<${id} end>\n`;

describe('console route', () => {
  it('reads an answer whose characters are cut across messages, amid other channels', async () => {
    const { route } = routeTo((channel) => {
      channel.print('the cluster says something', 3);
      channel.print('an error of the shell', 2);
      for (const byte of Buffer.from(printed())) channel.messages.fire(Buffer.of(1, byte));
    });
    const answer = await route.exchange(request, never());
    assert.equal(Buffer.from(answer.body).toString('utf8'), 'Grüße');
  });

  it('interrupts with Ctrl+C what hangs past the deadline, and hangs up', async () => {
    let timeIsUp = (): void => undefined;
    const wait: TunnelAccess['wait'] = (ms, signal) =>
      ms === 60_000 ? new Promise<void>((resolve) => (timeIsUp = resolve)) : forever(ms, signal);
    const { route, channels } = routeTo(() => {
      timeIsUp();
    }, wait);
    await assert.rejects(
      route.exchange(request, never()),
      (error) => Failure.is(error, 'timeout') && /orders-1.*60 s.*interrupted/s.test(error.message),
    );
    assert.deepEqual([channels[0]!.sent.at(-1), channels[0]!.disposed], ['\u0000\u0003', true]);
  });

  it('searches the image once: later scripts use what worked', async () => {
    const scripts: string[] = [];
    const { route } = routeTo((channel, script) => {
      scripts.push(script);
      channel.print(printed());
    });
    await route.exchange(request, never());
    await route.exchange(request, never());
    assert.match(scripts[0]!, /T_wget\(\)/);
    assert.doesNotMatch(scripts[1]!, /T_wget\(\)/);
    assert.ok(scripts[1]!.length < scripts[0]!.length / 2);
  });

  it('searches again when what worked does no longer', async () => {
    let count = 0;
    const { route } = routeTo((channel) => {
      count += 1;
      channel.print(count === 2 ? `<${id} none nc>\n` : printed());
    });
    await route.exchange(request, never());
    assert.equal((await route.exchange(request, never())).status, 200);
    assert.equal(count, 3);
  });

  it('says what is missing in an image without tools, and what to do', async () => {
    const { route } = routeTo((channel) => {
      channel.print(`<${id} none>\n`);
    });
    await assert.rejects(
      route.exchange(request, never()),
      (error) =>
        Failure.is(error, 'tool-missing') && error.message.includes('None of nc, bash, curl, wget and a JDK'),
    );
  });

  it('says which programs got no answer from the endpoint', async () => {
    const { route } = routeTo((channel) => {
      channel.print(`<${id} none nc wget wget>\n`);
    });
    await assert.rejects(
      route.exchange(request, never()),
      (error) =>
        Failure.is(error, 'unavailable') &&
        error.why === '127.0.0.1 was asked with nc, wget, and nothing came back.',
    );
  });

  it('does not use an answer into which something else was printed, and does not repeat it', async () => {
    const { route, channels } = routeTo((channel) => {
      channel.print(printed().replace('e:', 'e:Broadcast message eyJtoken'));
    });
    await assert.rejects(
      route.exchange(request, never()),
      (error) =>
        Failure.is(error, 'unavailable') && error.why.includes('not used') && !error.message.includes('eyJ'),
    );
    assert.ok(channels[0]!.disposed);
  });

  it('tells of a console that closes before the answer, and opens another for the next request', async () => {
    let first = true;
    const { route, channels } = routeTo((channel) => {
      if (first) channel.close({ code: 1006, reason: '' });
      else channel.print(printed());
      first = false;
    });
    await assert.rejects(
      route.exchange(request, never()),
      (error) => Failure.is(error, 'offline') && error.why.includes('1006'),
    );
    assert.equal((await route.exchange(request, never())).status, 200);
    assert.equal(channels.length, 2);
  });

  it('takes an empty message for the end of the console', async () => {
    const { route } = routeTo((channel) => {
      channel.messages.fire(new Uint8Array());
    });
    await assert.rejects(route.exchange(request, never()), (error) => Failure.is(error, 'offline'));
  });

  it('lets a request that waits for its turn be cancelled alone', async () => {
    let typed!: (channel: FakeChannel) => void;
    const console = new Promise<FakeChannel>((resolve) => (typed = resolve));
    const { route } = routeTo((channel) => {
      typed(channel);
    });
    const first = route.exchange(request, never());
    const stop = new AbortController();
    const second = route.exchange(request, stop.signal);
    stop.abort();
    await assert.rejects(second, { name: 'AbortError' });
    (await console).print(printed());
    assert.equal((await first).status, 200);
  });

  it('ends requests silently when it is disposed', async () => {
    const typed = new Promise<void>((resolve) => {
      const { route } = routeTo(() => {
        route.dispose();
        resolve();
      });
      void assert.rejects(route.exchange(request, never()), { name: 'AbortError' });
    });
    await typed;
  });

  it('sends nothing to a service whose name is none', async () => {
    for (const serviceFqdn of ['', 'evil.example.com/path?', 'a@b', 'host name']) {
      const route = createConsoleRoute({
        address: { ...address, serviceFqdn },
        to: { host: '127.0.0.1', port: 80 },
        access: {
          bearer: () => Promise.resolve('bearer'),
          randomId: () => id,
          wait: forever,
          opener: { open: () => assert.fail('it was opened') },
        },
      });
      await assert.rejects(
        route.exchange(request, never()),
        (error) => Failure.is(error, 'refused'),
        serviceFqdn,
      );
    }
  });
});
