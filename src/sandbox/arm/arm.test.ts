import assert from 'node:assert/strict';

import { codeOf, development, production, shop, version, withSandbox } from '../../../test/sandbox/opened';
import { actionOf } from '../http/permission';
import type { Method } from '../http/route';
import { allRoutes } from '../routes';

describe('what the sandbox serves of ARM', () => {
  it('answers 404 for what it does not know, and 405 for a method it does not', () =>
    withSandbox({}, async ({ asker }) => {
      const unknown = await asker.arm('GET', `${production}/providers/Microsoft.Web/sites?${version}`);
      assert.deepEqual([unknown.status, codeOf(unknown)], [404, 'InvalidResourceType']);
      const method = await asker.arm('POST', `${shop}/apps?${version}`, {});
      assert.deepEqual([method.status, codeOf(method)], [405, 'HttpMethodNotAllowed']);
    }));

  it('answers 400 for a body that is no JSON, and for one that is no object', () =>
    withSandbox({}, async ({ asker, sandbox }) => {
      const authorization = `Bearer ${await asker.token()}`;
      const url = `${sandbox.url}${shop}/apps/orders?${version}`;
      for (const body of ['{"identity":', '[]', '"text"', 'null']) {
        const answer = await asker.send({ method: 'PATCH', url, body, headers: { authorization } });
        assert.deepEqual([answer.status, codeOf(answer)], [400, 'InvalidRequestContent'], body);
      }
    }));

  it('answers 400 for a path that cannot be decoded', () =>
    withSandbox({}, async ({ asker }) => {
      assert.equal((await asker.arm('GET', `/subscriptions/%E0%A4%A?${version}`)).status, 400);
    }));

  it('shows a subscription and its resource groups', () =>
    withSandbox({}, async ({ asker }) => {
      const { body } = await asker.arm('GET', `${development}?api-version=2022-12-01`);
      assert.equal((body as { displayName: string }).displayName, 'Shop Development');
      const groups = await asker.arm('GET', `${development}/resourcegroups?api-version=2021-04-01`);
      const names = (groups.body as { value: { name: string }[] }).value.map((group) => group.name);
      assert.deepEqual(names.sort(), ['rg-archive', 'rg-flex', 'rg-shared', 'rg-shop-dev']);
    }));

  it('shows one resource group, and what is in it or in the whole subscription', () =>
    withSandbox({}, async ({ asker }) => {
      const at = 'api-version=2022-09-01';
      const group = `${production}/resourceGroups/rg-shop`;
      assert.equal(((await asker.arm('GET', `${group}?${at}`)).body as { name: string }).name, 'rg-shop');
      assert.equal(codeOf(await asker.arm('GET', `${group}-none?${at}`)), 'ResourceGroupNotFound');
      assert.equal(codeOf(await asker.arm('GET', `${group}-none/resources?${at}`)), 'ResourceGroupNotFound');
      const names = async (path: string, filter: string) => {
        const { body } = await asker.arm('GET', `${path}?${at}&$filter=${encodeURIComponent(filter)}`);
        return (body as { value: { name: string }[] }).value.map(({ name }) => name);
      };
      const springs = "resourceType eq 'microsoft.appplatform/SPRING'";
      assert.deepEqual(await names(`${group}/resources`, springs), ['shop', 'shop-enterprise']);
      assert.deepEqual(await names(`${production}/resources`, `${springs} and name eq 'shop'`), ['shop']);
      assert.deepEqual(await names(`${development}/resources`, "resourceGroup eq 'rg-none'"), []);
      assert.ok((await names(`${production}/resources`, '')).length > 10);
      const odd = await asker.arm('GET', `${production}/resources?${at}&$filter=plan%20eq%20'x'`);
      assert.deepEqual([odd.status, codeOf(odd)], [400, 'InvalidFilterInQueryString']);
    }));

  it('says with every answer how often one may still ask, as ARM counts', () =>
    withSandbox({}, async ({ asker }) => {
      const left = async (method: string, path: string, body?: unknown) => {
        const { headers } = await asker.arm(method, path, body);
        const found = Object.entries(headers).filter(([name]) =>
          name.startsWith('x-ms-ratelimit-remaining-'),
        );
        return Object.fromEntries(
          found.map(([name, value]) => [name.replace('x-ms-ratelimit-remaining-', ''), Number(value)]),
        );
      };
      const identity = `${production}/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-x?api-version=2023-01-31`;
      assert.deepEqual(await left('GET', '/tenants?api-version=2022-12-01'), { 'tenant-reads': 2199 });
      assert.deepEqual(await left('GET', `${production}/resourceGroups?api-version=2022-09-01`), {
        'subscription-reads': 1099,
        'subscription-global-reads': 16_499,
      });
      assert.deepEqual(await left('PUT', identity, { location: 'westeurope' }), {
        'subscription-writes': 799,
        'subscription-global-writes': 11_999,
      });
      assert.deepEqual(await left('DELETE', identity), {
        'subscription-deletes': 799,
        'subscription-global-deletes': 11_999,
      });
      assert.deepEqual(await left('GET', `${shop}?${version}`), { 'subscription-resource-requests': 11_999 });
    }));

  it("leaves the provider's own headers to the provider", () =>
    withSandbox({}, async ({ asker, sandbox }) => {
      const own = ['request-context', 'x-rp-server-mvid', 'x-ms-client-request-id'];
      const authorization = `Bearer ${await asker.token()}`;
      const headersAt = async (path: string) => {
        const headers = { authorization, 'x-ms-client-request-id': 'mine' };
        return (await asker.send({ method: 'GET', url: `${sandbox.url}${path}`, headers })).headers;
      };
      const provider = await headersAt(`${shop}/apps/none?${version}`);
      assert.ok(own.every((name) => name in provider));
      assert.equal(provider['x-ms-client-request-id'], 'mine');
      for (const path of ['/tenants?api-version=2022-12-01', `${shop}-none?${version}`]) {
        const others = await headersAt(path);
        assert.deepEqual(
          own.filter((name) => name in others),
          [],
        );
      }
    }));

  it('carries the headers every answer of the provider was recorded with', () =>
    withSandbox({}, async ({ asker }) => {
      const { headers } = await asker.arm('GET', `${shop}?${version}`);
      const expected = {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-cache',
        pragma: 'no-cache',
        expires: '-1',
        'x-content-type-options': 'nosniff',
      };
      for (const [name, value] of Object.entries(expected)) assert.equal(headers[name], value, name);
      for (const name of [
        'strict-transport-security',
        'request-context',
        'x-rp-server-mvid',
        'x-ms-request-id',
      ])
        assert.ok(name in headers, name);
    }));

  it('asks for a permission of its own provider on every route', () => {
    for (const route of allRoutes) {
      const action = actionOf(route);
      assert.match(action, /^Microsoft\.[A-Za-z]+\/.+\/(read|write|delete|action)$/, route.path);
      assert.equal(
        route.method === 'GET',
        action.endsWith('/read') && route.provider !== 'resourceGraph',
        route.path,
      );
    }
    const of = (method: Method, path: string) => actionOf({ method, path });
    const app =
      '/subscriptions/{sub}/resourceGroups/{group}/providers/Microsoft.AppPlatform/Spring/{service}/apps/{app}';
    assert.equal(of('PATCH', app), 'Microsoft.AppPlatform/Spring/apps/write');
    assert.equal(of('POST', `${app}/start`), 'Microsoft.AppPlatform/Spring/apps/start/action');
  });

  it('hides the fields of the consumption plan from versions that do not know them', () =>
    withSandbox({}, async ({ asker }) => {
      const flex = `${development}/resourceGroups/rg-flex/providers/Microsoft.AppPlatform/Spring/shop-flex`;
      const fields = async (apiVersion: string) => {
        const { body } = await asker.arm('GET', `${flex}?api-version=${apiVersion}`);
        return 'managedEnvironmentId' in (body as { properties: object }).properties;
      };
      assert.deepEqual([await fields('2023-12-01'), await fields('2024-05-01-preview')], [false, true]);
    }));
});

describe('deployments', () => {
  const gateway = `${shop}/apps/gateway/deployments/default`;
  const read = (body: unknown) =>
    body as {
      sku: { capacity: number };
      properties: {
        provisioningState: string;
        status: string;
        instances: unknown[] | null;
        deploymentSettings: object;
      };
    };

  it('have no instances while being created, and probes and instances afterwards', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const made = gateway.replace('/default', '/green');
      const sku = { name: 'S0', tier: 'Standard', capacity: 2 };
      const source = { type: 'Jar', relativePath: 'green.jar', runtimeVersion: 'Java_17' };
      const creating = await asker.arm('PUT', `${made}?${version}`, {
        properties: { source, active: false },
        sku,
      });
      assert.deepEqual([creating.status, read(creating.body).properties.instances], [201, null]);
      assert.ok(!('livenessProbe' in read(creating.body).properties.deploymentSettings));
      clock.time += 60_000;
      const { properties } = read((await asker.arm('GET', `${made}?${version}`)).body);
      assert.deepEqual([properties.provisioningState, properties.instances?.length], ['Succeeded', 2]);
      assert.ok('livenessProbe' in properties.deploymentSettings);
    }));

  it('lose their instances when stopped and get them back when started', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const state = async () => {
        const { properties } = read((await asker.arm('GET', `${gateway}?${version}`)).body);
        return [properties.status, properties.instances?.length];
      };
      assert.deepEqual(await state(), ['Running', 2]);
      for (const [verb, expected] of [
        ['stop', ['Stopped', 0]],
        ['start', ['Running', 2]],
      ] as const) {
        assert.equal((await asker.arm('POST', `${gateway}/${verb}?${version}`)).status, 202);
        clock.time += 60_000;
        assert.deepEqual(await state(), expected);
      }
    }));

  it('answer 200 at once to a change that changes nothing, as recorded', () =>
    withSandbox({}, async ({ asker }) => {
      const same = await asker.arm('PATCH', `${gateway}?${version}`, { sku: { capacity: 2 } });
      assert.deepEqual([same.status, 'location' in same.headers], [200, false]);
      const other = await asker.arm('PATCH', `${gateway}?${version}`, { sku: { capacity: 3 } });
      assert.deepEqual([other.status, 'location' in other.headers], [202, true]);
    }));

  it('keep their instances through changes of the app’s identity, as recorded', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const instances = async () =>
        read((await asker.arm('GET', `${gateway}?${version}`)).body).properties.instances;
      const before = await instances();
      await asker.arm('PATCH', `${shop}/apps/gateway?${version}`, { identity: { type: 'SystemAssigned' } });
      clock.time += 60_000;
      assert.deepEqual(await instances(), before);
    }));

  it('remember remote debugging, and refuse it for the placeholder app and ports below 1024', () =>
    withSandbox({}, async ({ asker, clock }) => {
      const post = (verb: string, body?: object) => asker.arm('POST', `${gateway}/${verb}?${version}`, body);
      assert.deepEqual((await post('getRemoteDebuggingConfig')).body, { port: 5005, enabled: false });
      assert.equal((await post('enableRemoteDebugging', { port: 80 })).status, 400);
      assert.equal((await post('enableRemoteDebugging', { port: 5050 })).status, 202);
      clock.time += 60_000;
      assert.deepEqual((await post('getRemoteDebuggingConfig')).body, { port: 5050, enabled: true });
      assert.equal((await post('disableRemoteDebugging')).status, 202);
      clock.time += 60_000;
      assert.deepEqual((await post('disableRemoteDebugging')).body, { port: 5050, enabled: false });
    }));
});
