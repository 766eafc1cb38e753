import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { Asker } from '../../../test/sandbox/ask';
import { consoleScript } from '../../tunnel/console/console-script';
import type { SandboxOptions } from '../contract';
import { openSandbox, sampleIds, type Sandbox } from '../server/open';

const timeout = 8000;
const shop = `/subscriptions/${sampleIds.productionSubscription}/resourceGroups/rg-shop/providers/Microsoft.AppPlatform/Spring/shop`;
const partner = `/subscriptions/${sampleIds.partnerSubscription}/resourceGroups/rg-partner/providers/Microsoft.AppPlatform/Spring/partner`;
const id = '0123456789abcdef0123456789abcdef';

interface Instances {
  readonly properties: { readonly instances: readonly { readonly name: string }[] };
}

/** A sandbox, a signed-in caller, and the WebSockets a test opened. */
class Fixture {
  readonly sandbox: Sandbox;
  readonly asker: Asker;
  readonly #sockets: WebSocket[] = [];

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.asker = new Asker(sandbox);
  }

  static async start(options: SandboxOptions = {}): Promise<Fixture> {
    return new Fixture(await openSandbox({ operationSeconds: 0.05, ...options }));
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    this.asker.close();
    await this.sandbox.stop();
  }

  arm(method: string, path: string, body?: unknown) {
    return this.asker.arm(method, `${path}?api-version=2023-12-01`, body);
  }

  async instance(app: string): Promise<string> {
    const answer = await this.arm('GET', `${app}/deployments/default`);
    return (answer.body as Instances).properties.instances[0]!.name;
  }

  async host(service = shop): Promise<string> {
    const answer = await this.arm('GET', service);
    return (answer.body as { properties: { fqdn: string } }).properties.fqdn;
  }

  /** `wss://` address of the first instance of an app of `shop`, made as the Azure CLI makes it. */
  async consoleUrl(name: string): Promise<string> {
    const instance = await this.instance(`${shop}/apps/${name}`);
    return `wss://${await this.host()}/api/appconnect/apps/${name}/deployments/default/instances/${instance}/connect?command=/bin/sh`;
  }

  async forwardUrl(name: string, port: number): Promise<string> {
    const instance = await this.instance(`${shop}/apps/${name}`);
    return `wss://${await this.host()}/api/remoteDebugging/apps/${name}/deployments/default/instances/${instance}?port=${port}`;
  }

  async open(url: string, token?: string): Promise<Channel> {
    const bearer = token ?? (await this.asker.token());
    const socket = new WebSocket(url, {
      ca: this.sandbox.caPem,
      headers: { authorization: `Bearer ${bearer}` },
    });
    this.#sockets.push(socket);
    const channel = new Channel(socket);
    await once(socket, 'open');
    return channel;
  }

  /** Status and body of a refused upgrade. */
  refusal(url: string, token: string): Promise<{ status: number; body: string }> {
    const socket = new WebSocket(url, {
      ca: this.sandbox.caPem,
      headers: { authorization: `Bearer ${token}` },
    });
    return new Promise((resolve, reject) => {
      socket.once('open', () => {
        reject(new Error('The upgrade was not refused.'));
      });
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_request, response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        });
      });
    });
  }

  async enableDebugging(name: string, port = 5005): Promise<void> {
    const path = `${shop}/apps/${name}/deployments/default`;
    const accepted = await this.arm('POST', `${path}/enableRemoteDebugging`, { port });
    const status = String(accepted.headers['azure-asyncoperation']);
    for (;;) {
      const poll = await this.asker.arm('GET', status);
      if ((poll.body as { status: string }).status === 'Succeeded') return;
    }
  }
}

/** Everything a WebSocket received. */
class Channel {
  readonly socket: WebSocket;
  readonly messages: Buffer[] = [];
  readonly closed: Promise<number>;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => this.messages.push(data));
    this.closed = new Promise((resolve) => {
      socket.once('close', resolve);
    });
  }

  bytes(channel: number): Buffer {
    return Buffer.concat(
      this.messages.filter((message) => message[0] === channel).map((message) => message.subarray(1)),
    );
  }

  async until(done: () => boolean): Promise<void> {
    while (!done()) await once(this.socket, 'message');
  }
}

describe("the sandbox's data plane", function () {
  this.timeout(timeout);
  let at: Fixture;
  before(async () => {
    at = await Fixture.start();
  });
  after(() => at.stop());
  afterEach(() => {
    at.sandbox.trouble.clear();
  });

  it("is where a service's fqdn leads", async () => {
    assert.equal(await at.host(), new URL(at.sandbox.url).host);
  });

  describe('a console', () => {
    it('greets on the cluster channel, echoes what is typed with CR LF, and ends with an empty message', async () => {
      const channel = await at.open(await at.consoleUrl('orders'));
      channel.socket.send('echo hello\nexit\n');
      assert.equal(await channel.closed, 1000);
      assert.equal(channel.messages[0]?.[0], 3);
      assert.equal(channel.bytes(1).toString(), '$ echo hello\r\nhello\r\n$ exit\r\n');
      assert.equal(channel.messages.at(-1)?.length, 0);
    });

    it('opens at the address of the consumption plan, too', async () => {
      const instance = await at.instance(`${shop}/apps/billing`);
      const channel = await at.open(
        `wss://${await at.host()}/proxy/appconnect${shop}/apps/billing/deployments/default/instances/${instance}?tenantId=${sampleIds.shopTenant}&command=/bin/sh`,
      );
      channel.socket.send('exit\n');
      assert.equal(await channel.closed, 1000);
    });

    it("answers the extension's console script with a token of the app's identity", async () => {
      const channel = await at.open(await at.consoleUrl('catalog'));
      const target =
        '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net';
      const request = { method: 'GET', target, headers: { Metadata: 'true' } } as const;
      channel.socket.send(consoleScript({ id, request, to: { host: '169.254.169.254', port: 80 } }));
      await channel.until(() => channel.bytes(1).includes(`<${id} end>`));
      const text = channel.bytes(1).toString().replaceAll('\r\n', '\n');
      const [, tool, length, encoded = ''] = new RegExp(
        `\\n<${id} begin (\\S+) base64 (\\d+)>\\n([^<]*)\\n<${id} end>\\n`,
      ).exec(text)!;
      assert.equal(tool, 'nc');
      assert.equal(encoded.length, Number(length));
      const [head = '', body = ''] = Buffer.from(encoded, 'base64').toString().split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
      const claims = claimsOf((JSON.parse(body) as { access_token: string }).access_token);
      const app = (await at.arm('GET', `${shop}/apps/catalog`)).body as { identity: { principalId: string } };
      assert.equal(claims['oid'], app.identity.principalId);
      assert.equal(claims['aud'], 'https://vault.azure.net');
      assert.equal(claims['ver'], '1.0');
    });

    it('is refused with 401 without a token of this sandbox', async () => {
      const { status } = await at.refusal(await at.consoleUrl('orders'), 'not-a-token');
      assert.equal(status, 401);
    });

    it('is refused with 404 for an instance that is not there', async () => {
      const url = (await at.consoleUrl('orders')).replace('/connect?', 'x/connect?');
      assert.equal((await at.refusal(url, await at.asker.token())).status, 404);
    });

    it('is refused with 403 naming the data action, until the role is granted', async () => {
      const token = await at.asker.token(sampleIds.partnerTenant);
      const asPartner = (method: string, path: string, body?: unknown) =>
        at.asker.arm(method, path, body, sampleIds.partnerTenant);
      const deployment = await asPartner(
        'GET',
        `${partner}/apps/partner-api/deployments/default?api-version=2023-12-01`,
      );
      const instance = (deployment.body as Instances).properties.instances[0]!.name;
      const url = `wss://${await at.host()}/api/appconnect/apps/partner-api/deployments/default/instances/${instance}/connect?command=/bin/sh`;
      const refused = await at.refusal(url, token);
      assert.equal(refused.status, 403);
      assert.match(refused.body, /Microsoft\.AppPlatform\/Spring\/apps\/deployments\/connect\/action/);
      const grant = async (name: string, scope: string, principalId: unknown) => {
        const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
        const role = '80558df3-64f9-4c0f-b32d-e5094b036b0b';
        const roleDefinitionId = `${partner.split('/resourceGroups')[0]}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
        const properties = { principalId, principalType: 'ServicePrincipal', roleDefinitionId };
        assert.equal((await asPartner('PUT', path, { properties })).status, 201);
      };
      const caller = claimsOf(token)['oid'];
      // To somebody else, and on another app: neither helps.
      await grant('6f9d2b1c-0000-4000-a000-000000000001', partner, '6f9d2b1c-0000-4000-a000-00000000000f');
      await grant('6f9d2b1c-0000-4000-a000-000000000002', `${partner}/apps/partner-sync`, caller);
      assert.equal((await at.refusal(url, token)).status, 403);
      await grant('6f9d2b1c-0000-4000-a000-000000000003', partner, caller);
      const channel = await at.open(url, token);
      assert.equal(channel.socket.readyState, WebSocket.OPEN);
      channel.socket.close();
      // The role opens consoles only.
      const forward = url
        .replace('appconnect', 'remoteDebugging')
        .replace(/connect\?.*$/, '?port=5005')
        .replace('/?', '?');
      const other = await at.refusal(forward, token);
      assert.equal(other.status, 403);
      assert.match(other.body, /deployments\/remotedebugging\/action/);
    });

    it('is refused as trouble says, before anything opens', async () => {
      at.sandbox.trouble.add({ kind: 'server-error', status: 503, path: '/api/appconnect/*', times: 1 });
      assert.equal((await at.refusal(await at.consoleUrl('orders'), await at.asker.token())).status, 503);
    });

    it('ends when its instance is replaced, and the new instance has another name', async () => {
      const before = await at.instance(`${shop}/apps/search`);
      const channel = await at.open(await at.consoleUrl('search'));
      at.sandbox.plane.restart(`${shop}/apps/search`);
      assert.equal(await channel.closed, 1001);
      assert.notEqual(await at.instance(`${shop}/apps/search`), before);
    });

    it("ends when Azure's own restart of the deployment is done", async () => {
      const channel = await at.open(await at.consoleUrl('payments'));
      const answer = await at.arm('POST', `${shop}/apps/payments/deployments/default/restart`);
      assert.equal(answer.status, 202);
      assert.equal(await channel.closed, 1001);
    });

    it('ends when trouble replaces its instance', async () => {
      at.sandbox.trouble.add({ kind: 'instance-replaced', delayMs: 30, times: 1, path: '*/apps/catalog/*' });
      const before = await at.instance(`${shop}/apps/catalog`);
      const channel = await at.open(await at.consoleUrl('catalog'));
      assert.equal(await channel.closed, 1001);
      assert.notEqual(await at.instance(`${shop}/apps/catalog`), before);
    });

    it('is cut over the switches of the command line, which also restart apps', async () => {
      const channel = await at.open(await at.consoleUrl('orders'));
      const open = await at.asker.control('GET', 'channels');
      assert.equal((open.body as { openChannels: number }).openChannels, 1);
      assert.deepEqual((await at.asker.control('DELETE', 'channels')).body, { cut: 1 });
      assert.equal(await channel.closed, 1006);
      assert.equal((await at.asker.control('POST', 'restart', { app: `${shop}/apps/orders` })).status, 204);
      assert.equal((await at.asker.control('POST', 'restart', { app: `${shop}/apps/none` })).status, 400);
    });

    it('takes no line longer than a terminal does', async () => {
      const channel = await at.open(await at.consoleUrl('orders'));
      channel.socket.send(`echo ${'x'.repeat(5000)}\nexit\n`);
      await channel.closed;
      assert.ok(channel.bytes(1).includes(`\r\n${'x'.repeat(4090)}\r\n`));
    });

    it('is cut after as many bytes as trouble says', async () => {
      at.sandbox.trouble.add({ kind: 'channel-cut', bytes: 100, times: 1 });
      const channel = await at.open(await at.consoleUrl('orders'));
      channel.socket.send(
        'echo 0123456789012345678901234567890123456789012345678901234567890123456789\n'.repeat(3),
      );
      assert.equal(await channel.closed, 1006);
      assert.ok(channel.messages.reduce((sum, message) => sum + message.length - 1, 0) <= 100);
    });
  });

  describe('a port forward', () => {
    it('is refused with 404 while remote debugging is off', async () => {
      const refused = await at.refusal(await at.forwardUrl('inventory', 5005), await at.asker.token());
      assert.equal(refused.status, 404);
    });

    it('begins with the port on both channels, little endian, then gives back what it gets', async () => {
      await at.enableDebugging('billing');
      const channel = await at.open(await at.forwardUrl('billing', 5005));
      await channel.until(() => channel.messages.length === 2);
      assert.deepEqual(channel.messages, [Buffer.from('008d13', 'hex'), Buffer.from('018d13', 'hex')]);
      const sent = Buffer.alloc(300_000, 'JDWP-Handshake');
      channel.socket.send(Buffer.concat([Buffer.of(0), sent]));
      await channel.until(() => channel.bytes(0).length >= sent.length + 2);
      assert.ok(channel.bytes(0).subarray(2).equals(sent));
    });

    it('reaches the HTTP server of the app: actuator, and a token of its identity', async () => {
      await at.enableDebugging('billing', 8080);
      const channel = await at.open(await at.forwardUrl('billing', 8080));
      const get = (path: string) => Buffer.from(`\0GET ${path} HTTP/1.1\r\nHost: app\r\n\r\n`, 'latin1');
      channel.socket.send(get('/actuator/health'));
      await channel.until(() => channel.bytes(0).includes('"UP"'));
      channel.socket.send(
        Buffer.from(
          '\0GET /token?resource=https://vault.azure.net HTTP/1.1\r\nHost: app\r\nConnection: close\r\n\r\n',
        ),
      );
      assert.equal(await channel.closed, 1000);
      assert.match(channel.bytes(0).toString(), /"access_token":"ey/);
    });
  });
});

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}
