import assert from 'node:assert/strict';
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { request } from 'node:http';

import { Asker } from '../../../../test/sandbox/ask';
import type { ArmId } from '../../../estate/ids/arm-id';
import { openSandbox, sampleIds, type Sandbox, type TokenEndpoint } from '../../server/open';

const shop = `/subscriptions/${sampleIds.productionSubscription}/resourceGroups/rg-shop/providers/Microsoft.AppPlatform/Spring/shop`;
const vault = 'resource=https%3A%2F%2Fvault.azure.net';
const tokenPath = '/metadata/identity/oauth2/token?api-version=2018-02-01';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function parse(text: string): Record<string, string> {
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, string>) : {};
}

function claimsOf(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token!.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}

describe('the token endpoint of an app', () => {
  let sandbox: Sandbox;
  let time = Date.UTC(2026, 5, 1);
  let asker: Asker;
  const endpoints = new Map<string, TokenEndpoint>();

  before(async () => {
    sandbox = await openSandbox({ now: () => time });
    asker = new Asker(sandbox);
  });
  after(async () => {
    asker.close();
    await sandbox.stop();
  });
  afterEach(() => {
    sandbox.trouble.clear();
  });

  async function endpointOf(app: string): Promise<TokenEndpoint> {
    const known = endpoints.get(app) ?? (await sandbox.plane.openTokenEndpoint(`${shop}/apps/${app}`));
    endpoints.set(app, known);
    return known;
  }

  async function send(app: string, target: string, asked: Asked = {}): Promise<Answer> {
    const { url } = await endpointOf(app);
    return new Promise((resolve, reject) => {
      // node:http sends the target as it is; fetch would tidy the double slash away.
      const sent = request(
        {
          host: '127.0.0.1',
          port: new URL(url).port,
          path: target,
          method: asked.method ?? 'GET',
          headers: asked.headers ?? { Metadata: 'true' },
          agent: false,
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) });
          });
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  }

  /** Asks for a Key Vault token; `more` names an identity. */
  const ask = (app: string, more = '') => send(app, `${tokenPath}&${vault}${more}`);

  /** Over the sandbox's own switches, as people with the command line do. */
  async function switchMode(mode: 'vm' | 'asa', seed = 0): Promise<void> {
    const change = { identityMode: mode, identitySeed: seed };
    assert.equal((await asker.control('PATCH', 'behaviour', change)).status, 200);
  }

  const idOf = (name: string): ArmId =>
    `/subscriptions/${sampleIds.productionSubscription}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

  describe('chooses the identity', () => {
    it('system-assigned alone: that one, in its own name', async () => {
      const { status, body } = await ask('catalog');
      assert.equal(status, 200);
      assert.equal(
        claimsOf(body['access_token'])['xms_mirid'],
        `${shop.replace('resourceGroups', 'resourcegroups')}/apps/catalog`,
      );
    });

    it('one user-assigned alone: that one', async () => {
      const { body } = await ask('billing');
      assert.equal(claimsOf(body['access_token'])['xms_mirid'], idOf('id-billing'));
    });

    it('none: 400 Identity not found', async () => {
      const { status, body } = await ask('gateway');
      assert.deepEqual(
        [status, body['error'], body['error_description']],
        [400, 'invalid_request', 'Identity not found'],
      );
    });

    it('another one than before, once a second identity is assigned: the trap that the second walkthrough plays', async () => {
      await switchMode('asa');
      const mirid = async (more = '') =>
        claimsOf((await ask('catalog', more)).body['access_token'])['xms_mirid'];
      const before = await mirid();
      const clientId = claimsOf((await ask('catalog')).body['access_token'])['appid'];
      const app = `${shop}/apps/catalog?api-version=2024-05-01-preview`;
      const assigned = {
        type: 'SystemAssigned,UserAssigned',
        userAssignedIdentities: { [idOf('id-newsletter')]: {} },
      };
      assert.equal((await asker.arm('PATCH', app, { identity: assigned })).status, 202);
      time += 60_000;
      assert.equal((await asker.arm('GET', app)).status, 200);
      assert.equal(await mirid(), idOf('id-newsletter'));
      assert.equal(await mirid(`&client_id=${String(clientId)}`), before);
    });

    it('vm, both kinds: system', async () => {
      await switchMode('vm');
      assert.match(String((await ask('orders')).headers['x-sandbox-identity']), /^system-assigned; system$/);
    });

    it('vm, several user-assigned: 400 with the words people report', async () => {
      await switchMode('vm');
      const { status, body } = await ask('inventory');
      assert.equal(status, 400);
      assert.match(body['error_description']!, /^Multiple user assigned identities exist, please specify/);
    });

    it('asa, several: one of them, the same for a seed and another for some other seed', async () => {
      const seen = new Set<string>();
      for (let seed = 0; seed < 12; seed += 1) {
        await switchMode('asa', seed);
        const first = (await ask('inventory')).body['client_id'];
        assert.equal((await ask('inventory')).body['client_id'], first);
        seen.add(first!);
      }
      assert.equal(seen.size, 3);
    });

    it('by client id, object id and both spellings of the resource id, echoing what was asked', async () => {
      await switchMode('asa');
      const chosen = (await ask('billing')).body;
      const principalId = String(claimsOf(chosen['access_token'])['oid']);
      const byClient = await ask(
        'orders',
        `&client_id=${(await ask('orders', `&mi_res_id=${idOf('id-orders')}`)).body['client_id']}`,
      );
      assert.match(String(byClient.headers['x-sandbox-identity']), /^id-orders; asked$/);
      const byObject = await ask('billing', `&object_id=${principalId.toUpperCase()}`);
      assert.equal(byObject.body['object_id'], principalId.toUpperCase());
      const byResource = await ask('orders', `&msi_res_id=${idOf('id-telemetry').toUpperCase()}`);
      assert.match(String(byResource.headers['x-sandbox-identity']), /^id-telemetry; asked$/);
    });

    it("by the system-assigned identity's client id", async () => {
      const { body } = await ask('catalog');
      assert.equal((await ask('catalog', `&client_id=${body['client_id']}`)).status, 200);
    });

    it('not one the app does not have, and not by two names at once', async () => {
      const other = (await ask('billing')).body['client_id'];
      assert.equal(
        (await ask('catalog', `&client_id=${other}`)).body['error_description'],
        'Identity not found',
      );
      assert.equal((await ask('catalog', `&client_id=${other}&object_id=${other}`)).status, 400);
    });
  });

  describe('answers', () => {
    it('all values as strings, with both expiry fields, ignoring parameters it does not know', async () => {
      const { body } = await ask('catalog', '&xms_cc=cp1&token_sha256_to_refresh=00&bypass_cache=true');
      assert.ok(Object.values(body).every((value) => typeof value === 'string'));
      assert.equal(Number(body['expires_on']) - Number(body['expires_in']), time / 1000);
      assert.equal(body['refresh_token'], '');
    });

    it('the same token for most of a day, whatever the client wants, and a new one towards its end', async () => {
      const first = (await ask('payments')).body;
      time += 20 * 3_600_000;
      const second = (await ask('payments', '&bypass_cache=true')).body;
      assert.equal(second['access_token'], first['access_token']);
      assert.equal(Number(first['expires_in']) - Number(second['expires_in']), 20 * 3600);
      time += 3.5 * 3_600_000;
      assert.notEqual((await ask('payments')).body['access_token'], first['access_token']);
    });

    it('tokens signed by a key of the published set, which has no private parts, from an issuer nobody can be', async () => {
      const { body } = await ask('catalog');
      const [head = '', claims = '', signature = ''] = body['access_token']!.split('.');
      const { keys } = JSON.parse((await send('catalog', '/discovery/v2.0/keys')).text) as {
        keys: JsonWebKey[];
      };
      assert.deepEqual(
        keys.flatMap((key) =>
          Object.keys(key).filter((name) => ['d', 'p', 'q', 'dp', 'dq', 'qi'].includes(name)),
        ),
        [],
      );
      const key = createPublicKey({ key: keys[0]!, format: 'jwk' });
      assert.ok(verify('sha256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url')));
      assert.match(
        String(claimsOf(body['access_token'])['iss']),
        /^https:\/\/spring-identity-sandbox\.invalid\//,
      );
    });

    it('the audience as asked: with slash, without, and a GUID without scheme, all version 1.0', async () => {
      for (const resource of [
        'https://storage.azure.com/',
        'https://storage.azure.com',
        '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d',
      ]) {
        const { body } = await send('catalog', `${tokenPath}&resource=${encodeURIComponent(resource)}`);
        const claims = claimsOf(body['access_token']);
        assert.deepEqual(
          [claims['aud'], claims['ver'], claims['appid'], claims['azp']],
          [resource, '1.0', body['client_id'], undefined],
        );
      }
    });

    it('version 2.0 claims for an API of its own: audience is a client id, the caller is azp', async () => {
      const { body } = await send(
        'catalog',
        `${tokenPath}&resource=api%3A%2F%2F0f0c6a35-9d2d-4a3c-8f3a-4f1c7f9e2b10`,
      );
      const claims = claimsOf(body['access_token']);
      assert.deepEqual(
        [claims['aud'], claims['ver'], claims['azp'], claims['appid']],
        ['0f0c6a35-9d2d-4a3c-8f3a-4f1c7f9e2b10', '2.0', body['client_id'], undefined],
      );
      assert.match(String(claims['iss']), /\/v2\.0$/);
    });

    for (const path of [
      '/metadata/identity/oauth2/token',
      '/metadata/identity/oauth2/token/',
      '//metadata/identity/oauth2/token',
    ])
      it(`at ${path}`, async () => {
        assert.equal((await send('catalog', `${path}?api-version=2018-02-01&${vault}`)).status, 200);
      });

    it('the tenant at /metadata/identity/info', async () => {
      assert.equal(
        (await send('catalog', '/metadata/identity/info?api-version=2018-02-01')).text,
        JSON.stringify({ tenantId: sampleIds.shopTenant }),
      );
    });
  });

  it('takes `Metadata: True` like `true`', async () => {
    const headers = { Metadata: 'True' };
    assert.equal((await send('catalog', `${tokenPath}&${vault}`, { headers })).status, 200);
  });

  describe('refuses', () => {
    it('without `Metadata: true`: invalid_request, or bad_request_102 as a VM', async () => {
      await switchMode('asa');
      const headers = { Metadata: 'yes' };
      assert.equal(
        (await send('catalog', `${tokenPath}&${vault}`, { headers })).body['error'],
        'invalid_request',
      );
      await switchMode('vm');
      assert.equal(
        (await send('catalog', `${tokenPath}&${vault}`, { headers })).body['error'],
        'bad_request_102',
      );
    });

    it('a look at the bare path with 400, as SDKs do that want to know whether anybody listens', async () => {
      const { status } = await send('catalog', '/metadata/identity/oauth2/token', { headers: {} });
      assert.equal(status, 400);
    });

    it('a request that came through a proxy', async () => {
      const headers = { Metadata: 'true', 'X-Forwarded-For': '10.0.0.1' };
      assert.equal((await send('catalog', `${tokenPath}&${vault}`, { headers })).status, 400);
    });

    it('another method with 405', async () => {
      const { status, body } = await send('catalog', `${tokenPath}&${vault}`, {
        method: 'POST',
        headers: { Metadata: 'true' },
      });
      assert.deepEqual([status, body['error']], [405, 'method_not_allowed']);
    });

    it('a resource no tenant has with invalid_resource', async () => {
      const { status, body } = await send('catalog', `${tokenPath}&resource=vault`);
      assert.deepEqual([status, body['error']], [400, 'invalid_resource']);
      assert.match(
        body['error_description']!,
        /^AADSTS50001: The application named vault was not found in the tenant/,
      );
    });

    it('no resource and no api-version', async () => {
      assert.equal((await send('catalog', tokenPath)).status, 400);
      assert.equal((await send('catalog', `/metadata/identity/oauth2/token?${vault}`)).status, 400);
    });

    it('a page of a browser, and a name that was pointed here', async () => {
      const headers = { Metadata: 'true', Origin: 'https://evil.invalid' };
      assert.equal((await send('catalog', `${tokenPath}&${vault}`, { headers })).status, 421);
      const host = { Metadata: 'true', Host: 'evil.invalid' };
      assert.equal((await send('catalog', `${tokenPath}&${vault}`, { headers: host })).status, 421);
    });
  });

  const errors = [
    ['unauthorized_client', 400],
    ['access_denied', 400],
    ['unsupported_response_type', 400],
    ['invalid_scope', 400],
    ['unknown_source', 401],
    ['not_found', 404],
    ['too_many_requests', 429],
    ['unknown', 500],
    ['server_error', 500],
    ['service_unavailable', 503],
  ] as const;
  for (const [error, status] of errors)
    it(`answers ${status} ${error} when trouble says so, once`, async () => {
      sandbox.trouble.add({ kind: 'token-error', error, times: 1, path: '*/apps/catalog/metadata/*' });
      assert.equal((await ask('billing')).status, 200);
      const answer = await ask('catalog');
      assert.deepEqual([answer.status, answer.body['error']], [status, error]);
      assert.equal((await ask('catalog')).status, 200);
    });

  it('answers 410 without words while updating, and 429 with Retry-After', async () => {
    sandbox.trouble.add({ kind: 'token-error', error: 'updating', times: 1 });
    assert.deepEqual([(await ask('catalog')).status, (await ask('catalog')).status], [410, 200]);
    sandbox.trouble.add({ kind: 'throttled', retryAfterSeconds: 7, times: 1 });
    const answer = await ask('catalog');
    assert.deepEqual([answer.status, answer.headers['retry-after']], [429, '7']);
  });

  it("answers the node agent's 503 as plain text with Retry-After: 20", async () => {
    sandbox.trouble.add({ kind: 'token-error', error: 'nmi-not-ready', times: 1 });
    const { status, headers } = await ask('catalog');
    assert.deepEqual(
      [status, headers['retry-after'], headers['content-type']],
      [503, '20', 'text/plain; charset=utf-8'],
    );
  });

  it('takes no trouble over HTTP that it cannot make', async () => {
    const refused = await asker.control('POST', 'trouble', { kind: 'token-error', error: 'nonsense' });
    assert.equal(refused.status, 400);
    assert.match(JSON.stringify(refused.body), /'error' must be one of .*unknown_source/);
    assert.equal(
      (await asker.control('POST', 'trouble', { kind: 'token-error', error: 'updating' })).status,
      201,
    );
    assert.equal((await ask('catalog')).status, 410);
  });

  it('answers late when trouble says so', async () => {
    sandbox.trouble.add({ kind: 'slow', delayMs: 120, times: 1, path: '*/metadata/identity/*' });
    const started = performance.now();
    assert.equal((await ask('catalog')).status, 200);
    assert.ok(performance.now() - started >= 115);
  });

  it('cuts the connection when trouble says so', async () => {
    sandbox.trouble.add({ kind: 'dropped-connection', times: 1 });
    await assert.rejects(ask('catalog'), { code: 'ECONNRESET' });
  });

  describe('in the form of App Service', () => {
    const asked = `/msi/token?api-version=2019-08-01&${vault}`;
    const withSecret = async (app: string, more = '') =>
      send(app, `${asked}${more}`, {
        headers: { 'X-IDENTITY-HEADER': (await endpointOf(app)).identityHeader },
      });

    it('wants the secret of the session', async () => {
      assert.equal((await send('catalog', asked, { headers: { 'X-IDENTITY-HEADER': 'wrong' } })).status, 401);
      const { status, body } = await withSecret('catalog');
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(body).sort(), [
        'access_token',
        'client_id',
        'expires_on',
        'resource',
        'token_type',
      ]);
    });

    it('knows the older form with `secret` and `clientid`', async () => {
      const { identityHeader } = await endpointOf('billing');
      const clientId = (await ask('billing')).body['client_id'];
      const old = await send('billing', `/msi/token?api-version=2017-09-01&${vault}&clientid=${clientId}`, {
        headers: { secret: identityHeader },
      });
      assert.equal(claimsOf(old.body['access_token'])['appid'], clientId);
      // A date that its readers parse, on the half-day clock.
      const { expires_on: date = '' } = old.body;
      assert.match(date, /^\d{1,2}\/\d{1,2}\/2026 \d{1,2}:\d\d:\d\d [AP]M \+00:00$/);
      assert.equal(Date.parse(date) / 1000, claimsOf(old.body['access_token'])['exp']);
    });

    it('needs an id for user-assigned identities, and takes none for the system-assigned one', async () => {
      const refused = await withSecret('billing');
      assert.equal(refused.status, 400);
      assert.match(
        refused.text,
        /"statusCode":400,"message":"No User Assigned or Delegated Managed Identity found/,
      );
      const system = (await ask('catalog')).body['client_id'];
      assert.equal((await withSecret('catalog', `&client_id=${system}`)).status, 400);
    });

    it('is vague about a resource nobody knows: 500', async () => {
      const { identityHeader } = await endpointOf('catalog');
      const headers = { 'X-IDENTITY-HEADER': identityHeader };
      assert.equal(
        (await send('catalog', '/msi/token?api-version=2019-08-01&resource=vault', { headers })).status,
        500,
      );
    });
  });
});
