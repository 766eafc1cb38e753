import assert from 'node:assert/strict';
import { connect } from 'node:net';

import { Asker, type Answer } from '../../../test/sandbox/ask';
import { subscriptionKey } from '../../estate/resources';
import { Failure } from '../../lifecycle/failure';
import { plain } from '../../lifecycle/text';
import { openTunnel, type Tunnel } from '../../net/open-tunnel';
import { createChannelOpener } from '../../net/web-socket';
import { consoleUrl } from '../../tunnel/hosts/data-plane-urls';
import type { InstanceAddress, RawAnswer, RawRequest } from '../../tunnel/ports';
import type { SandboxOptions } from '../contract';
import { openSandbox, sampleIds, type Sandbox } from '../server/open';

const shop = `/subscriptions/${sampleIds.productionSubscription}/resourceGroups/rg-shop/providers/Microsoft.AppPlatform/Spring/shop`;
const request: RawRequest = {
  method: 'GET',
  target: '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net',
  headers: { Metadata: 'true' },
};

/** The extension's tunnel against the sandbox, as the extension puts them together. */
class Setting {
  readonly asker: Asker;
  readonly tunnel: Tunnel;
  readonly signal = AbortSignal.timeout(20_000);
  readonly sandbox: Sandbox;

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.asker = new Asker(sandbox);
    this.tunnel = openTunnel({
      ca: sandbox.caPem,
      bearer: () => this.asker.token(),
      instances: async ({ app }) => [await this.address(app)],
    });
  }

  static async start(options: SandboxOptions = {}): Promise<Setting> {
    return new Setting(await openSandbox({ operationSeconds: 0.05, ...options }));
  }

  async stop(): Promise<void> {
    this.asker.close();
    await this.sandbox.stop();
  }

  async get<T>(path: string): Promise<T> {
    return (await this.asker.arm('GET', `${path}?api-version=2023-12-01`)).body as T;
  }

  async address(app: string): Promise<InstanceAddress> {
    const service = await this.get<{ properties: { fqdn: string } }>(shop);
    const { properties } = await this.get<{ properties: { instances: { name: string }[] } }>(
      `${shop}/apps/${app}/deployments/default`,
    );
    return {
      subscription: subscriptionKey('sandbox', sampleIds.shopTenant, sampleIds.productionSubscription),
      subscriptionId: sampleIds.productionSubscription,
      tenantId: sampleIds.shopTenant,
      resourceGroup: 'rg-shop',
      service: 'shop',
      serviceId: shop,
      serviceFqdn: service.properties.fqdn,
      plan: 'Standard',
      appId: `${shop}/apps/${app}`,
      app,
      deployment: 'default',
      instance: properties.instances[0]!.name,
      inVirtualNetwork: false,
      dataPlanePublic: true,
    };
  }

  async enableDebugging(app: string, port: number): Promise<void> {
    const path = `${shop}/apps/${app}/deployments/default/enableRemoteDebugging?api-version=2023-12-01`;
    await this.finished(await this.asker.arm('POST', path, { port }));
  }

  /** Polls an accepted change to its end. */
  async finished({ headers }: Answer): Promise<void> {
    const status = String(headers['azure-asyncoperation']);
    let state = '';
    while (state !== 'Succeeded')
      state = ((await this.asker.arm('GET', status)).body as { status: string }).status;
  }
}

function bodyOf(answer: RawAnswer): Record<string, string> {
  return JSON.parse(Buffer.from(answer.body).toString()) as Record<string, string>;
}

describe('the tunnel against the sandbox', function () {
  this.timeout(30_000);
  let at: Setting;

  describe('with the console that runs no program', () => {
    before(async () => {
      at = await Setting.start();
    });
    after(() => at.stop());
    afterEach(() => {
      at.sandbox.trouble.clear();
    });

    it('brings a token and the error answers through, one after the other', async () => {
      const route = at.tunnel.route({ kind: 'console', address: await at.address('catalog') });
      const answer = await route.exchange(request, at.signal);
      assert.equal(answer.status, 200);
      assert.equal(bodyOf(answer)['token_type'], 'Bearer');
      assert.equal(answer.headers['server'], 'IMDS/sandbox');
      const refused = await route.exchange(
        { ...request, target: `${request.target}&client_id=x` },
        at.signal,
      );
      assert.deepEqual([refused.status, bodyOf(refused)['error_description']], [400, 'Identity not found']);
      assert.match(plain(route.label), /\(nc\)/);
      route.dispose();
    });

    it('names the role when the console is refused', async () => {
      at.sandbox.trouble.add({ kind: 'forbidden', path: '/api/appconnect/*' });
      const route = at.tunnel.route({ kind: 'console', address: await at.address('catalog') });
      await assert.rejects(route.exchange(request, at.signal), (error: unknown) => {
        assert.ok(Failure.is(error, 'forbidden'));
        assert.match(error.message, /Azure Spring Apps Connect Role/);
        return true;
      });
      route.dispose();
    });

    it('goes on with the new instance after a restart', async () => {
      const route = at.tunnel.route({ kind: 'console', address: await at.address('payments') });
      assert.equal((await route.exchange(request, at.signal)).status, 200);
      at.sandbox.plane.restart(`${shop}/apps/payments`);
      assert.equal((await route.exchange(request, at.signal)).status, 200);
      route.dispose();
    });

    it('says that an image of somebody else has nothing to ask with', async () => {
      const deployment = `${shop}/apps/search/deployments/default?api-version=2023-12-01`;
      const source = { type: 'Container', customContainer: { containerImage: 'search:1' } };
      const accepted = await at.asker.arm('PATCH', deployment, { properties: { source } });
      await at.finished(accepted);
      const route = at.tunnel.route({ kind: 'console', address: await at.address('search') });
      await assert.rejects(route.exchange(request, at.signal), { code: 'tool-missing' });
      route.dispose();
    });

    it("asks for a token over a forwarded port of the app's own", async () => {
      await at.enableDebugging('billing', 8080);
      const route = at.tunnel.route({
        kind: 'port-forward',
        address: await at.address('billing'),
        port: 8080,
      });
      const answer = await route.exchange(request, at.signal);
      assert.deepEqual([answer.status, bodyOf(answer)['token_type']], [200, 'Bearer']);
      route.dispose();
    });

    it('carries bytes to and from a forwarded port, unchanged', async () => {
      await at.enableDebugging('billing', 5005);
      const forward = await at.tunnel.forwardPort(
        { address: await at.address('billing'), remotePort: 5005 },
        at.signal,
      );
      const sent = Buffer.alloc(500_000, 'JDWP-Handshake');
      const received = await new Promise<Buffer>((resolve, reject) => {
        const chunks: Buffer[] = [];
        let length = 0;
        const socket = connect(forward.localPort, '127.0.0.1', () => socket.write(sent));
        socket.on('data', (chunk) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length < sent.length) return;
          socket.destroy();
          resolve(Buffer.concat(chunks));
        });
        socket.once('error', reject);
      });
      assert.ok(received.equals(sent));
      forward.dispose();
    });
  });

  const shells = {
    'a real /bin/sh behind a terminal': { command: ['/bin/sh', '-i'] },
    'a real /bin/sh without a terminal, in frames of 7 bytes': {
      command: ['/bin/sh', '-i'],
      terminal: false,
      frameBytes: 7,
    },
  } as const;
  for (const [name, console] of Object.entries(shells))
    describe(`with ${name}`, () => {
      before(async () => {
        at = await Setting.start({ console });
      });
      after(() => at.stop());

      it('brings the same answers through as the one without a program', async () => {
        const endpoint = await at.sandbox.plane.openTokenEndpoint(`${shop}/apps/catalog`);
        const to = { host: '127.0.0.1', port: Number(new URL(endpoint.url).port) };
        const route = at.tunnel.route({ kind: 'console', address: await at.address('catalog'), to });
        const answer = await route.exchange(request, at.signal);
        assert.deepEqual([answer.status, answer.reason, bodyOf(answer)['token_type']], [200, 'OK', 'Bearer']);
        const wrong = { ...request, target: `${request.target}&client_id=x` };
        const refused = await route.exchange(wrong, at.signal);
        assert.deepEqual([refused.status, bodyOf(refused)['error']], [400, 'invalid_request']);
        route.dispose();
        await endpoint.close();
      });

      it('ends rather than let the shell ask a link-local address', async () => {
        const route = at.tunnel.route({ kind: 'console', address: await at.address('catalog') });
        await assert.rejects(route.exchange(request, AbortSignal.timeout(3000)));
        route.dispose();
      });

      it('sees a link-local address typed letter by letter', async () => {
        const opener = createChannelOpener({ ca: at.sandbox.caPem });
        const url = consoleUrl(await at.address('catalog'));
        const channel = await opener.open(url, { bearer: await at.asker.token(), signal: at.signal });
        let seen = '';
        channel.onMessage((message) => (seen += Buffer.from(message.subarray(1)).toString()));
        for (const letter of 'x=169.254.1.1; printf "%s" r; printf "%s\\n" an\n') channel.send(letter);
        await channel.closed;
        assert.doesNotMatch(seen, /ran/);
      });
    });
});
