import assert from 'node:assert/strict';

import type { Answer } from '../../../test/sandbox/ask';
import {
  archive,
  codeOf,
  flex,
  getApp,
  identities,
  production,
  shop,
  version,
  withSandbox,
  type AppBody,
  type Opened,
} from '../../../test/sandbox/opened';

const orders = `${shop}/apps/orders`;

function patch({ asker }: Opened, id: string, identity: unknown): Promise<Answer> {
  return asker.arm('PATCH', `${id}?${version}`, { identity });
}

/** Changes and waits until it is done. */
async function patched(opened: Opened, id: string, identity: unknown): Promise<AppBody> {
  const answer = await patch(opened, id, identity);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  opened.clock.time += 60_000;
  return getApp(opened, id);
}

describe('changing an app', () => {
  it('answers 202 with the old identity, shows Updating until it is done, and then the new one', () =>
    withSandbox({}, async (opened) => {
      const before = await getApp(opened, orders);
      const answer = await patch(opened, orders, { type: 'None' });
      const accepted = answer.body as AppBody;
      assert.equal(answer.status, 202);
      assert.deepEqual(accepted.identity, before.identity);
      assert.equal(accepted.properties.provisioningState, 'Updating');
      opened.clock.time += 9000;
      assert.deepEqual((await getApp(opened, orders)).identity, before.identity);
      opened.clock.time += 60_000;
      const after = await getApp(opened, orders);
      assert.equal(after.identity, null);
      assert.equal(after.properties.provisioningState, 'Succeeded');
    }));

  it('gives a new principal each time the system-assigned identity goes off and on', () =>
    withSandbox({}, async (opened) => {
      const seen = new Set<string | null | undefined>();
      for (let i = 0; i < 3; i += 1) {
        seen.add(
          (await patched(opened, `${shop}/apps/catalog`, { type: 'SystemAssigned' })).identity?.principalId,
        );
        await patched(opened, `${shop}/apps/catalog`, { type: 'None' });
      }
      assert.equal(seen.size, 3);
      assert.ok(!seen.has(null) && !seen.has(undefined));
    }));

  it('gives the same principals on every run when seeded', async () => {
    const principals: (string | null | undefined)[] = [];
    for (let i = 0; i < 2; i += 1)
      await withSandbox({ seed: 7 }, async (opened) => {
        principals.push(
          (await patched(opened, `${shop}/apps/gateway`, { type: 'SystemAssigned' })).identity?.principalId,
        );
      });
    assert.equal(principals[0], principals[1]);
  });

  it('never answers {"type":"None"} and fills tenantId even where there is no principal', () =>
    withSandbox({}, async (opened) => {
      assert.equal((await getApp(opened, `${shop}/apps/gateway`)).identity, null);
      const billing = (await getApp(opened, `${shop}/apps/billing`)).identity;
      assert.deepEqual(Object.keys(billing ?? {}).sort(), [
        'principalId',
        'tenantId',
        'type',
        'userAssignedIdentities',
      ]);
      assert.equal(billing?.principalId, null);
    }));

  it('leaves the identity alone when a PATCH does not name it', () =>
    withSandbox({}, async (opened) => {
      const before = await getApp(opened, orders);
      await opened.asker.arm('PATCH', `${orders}?${version}`, { properties: { public: true } });
      opened.clock.time += 60_000;
      const after = await getApp(opened, orders);
      assert.deepEqual(after.identity, before.identity);
      assert.equal(after.properties['public'], true);
      assert.match(String(after.properties['url']), /^https:\/\/shop-orders\./);
    }));

  for (const [what, id, code] of [
    ['while it is Updating', `${shop}/apps/shipping`, 'Conflict'],
    ['while its service is stopped', `${archive}/apps/orders-archive`, 'Conflict'],
  ] as const)
    it(`refuses a change ${what} with 409`, () =>
      withSandbox({}, async (opened) => {
        const answer = await patch(opened, id, { type: 'None' });
        assert.deepEqual([answer.status, codeOf(answer)], [409, code]);
      }));

  it('refuses a second change while the first runs', () =>
    withSandbox({}, async (opened) => {
      await patch(opened, orders, { type: 'None' });
      assert.equal((await patch(opened, orders, { type: 'SystemAssigned' })).status, 409);
    }));

  it('can change an app whose last change failed', () =>
    withSandbox({}, async (opened) => {
      const app = await patched(opened, `${shop}/apps/returns`, { type: 'None' });
      assert.equal(app.properties.provisioningState, 'Succeeded');
    }));

  it('refuses user-assigned identities on the consumption plan, and takes the system-assigned one', () =>
    withSandbox({}, async (opened) => {
      const user = { type: 'UserAssigned', userAssignedIdentities: { [`${identities}/id-orders`]: {} } };
      assert.equal((await patch(opened, `${flex}/apps/flex-worker`, user)).status, 400);
      const app = await patched(opened, `${flex}/apps/flex-worker`, { type: 'SystemAssigned' });
      assert.equal(app.identity?.type, 'SystemAssigned');
    }));

  it('takes an identity of another subscription, and none of another tenant', () =>
    withSandbox({}, async (opened) => {
      const notifications = await getApp(opened, `${shop}/apps/notifications`);
      const [messaging = ''] = Object.keys(notifications.identity?.userAssignedIdentities ?? {});
      assert.ok(!messaging.includes(production));
      const user = (id: string) => ({ type: 'UserAssigned', userAssignedIdentities: { [id]: {} } });
      const app = await patched(opened, `${shop}/apps/gateway`, user(messaging));
      assert.deepEqual(Object.keys(app.identity?.userAssignedIdentities ?? {}), [messaging]);
    }));

  it('refuses an identity the caller may not assign with LinkedAuthorizationFailed, and lets it be removed', async () => {
    const id = (name: string) => `${identities}/${name}`.replace('resourceGroups', 'resourcegroups');
    await withSandbox({}, async (opened) => {
      const { body } = await opened.asker.arm(
        'GET',
        `${production}/providers/Microsoft.ManagedIdentity/userAssignedIdentities?api-version=2023-01-31`,
      );
      const app = await opened.asker.arm('GET', `${orders}?${version}`);
      const service = await opened.asker.arm('GET', `${shop}?${version}`);
      const deny = {
        id: `${production}/providers/Microsoft.Authorization/denyAssignments/5a4db000-0000-4000-a000-000000000001`,
        name: '5a4db000-0000-4000-a000-000000000001',
        type: 'Microsoft.Authorization/denyAssignments',
        properties: {
          scope: id('id-billing'),
          permissions: [{ actions: ['Microsoft.ManagedIdentity/*/assign/action'] }],
        },
      };
      const estate = [service.body, app.body, ...(body as { value: unknown[] }).value, deny];
      await withSandbox({ estate }, async (other) => {
        const add = (name: string) => ({
          type: 'SystemAssigned,UserAssigned',
          userAssignedIdentities: { [id(name)]: {} },
        });
        const refused = await patch(other, orders, add('id-billing'));
        assert.deepEqual([refused.status, codeOf(refused)], [403, 'LinkedAuthorizationFailed']);
        assert.equal((await patch(other, orders, add('id-region-01'))).status, 202);
      });
    });
  });
});

describe('creating, replacing and deleting an app', () => {
  it('answers 201 without identity while Creating, then has the identity that was asked for', () =>
    withSandbox({}, async (opened) => {
      const id = `${shop}/apps/Returns-Desk`;
      const answer = await opened.asker.arm('PUT', `${id}?${version}`, {
        properties: {},
        identity: { type: 'SystemAssigned' },
      });
      const { identity, properties } = answer.body as AppBody;
      assert.deepEqual([answer.status, identity, properties.provisioningState], [201, null, 'Creating']);
      opened.clock.time += 60_000;
      const made = await getApp(opened, id);
      assert.equal(made.name, 'Returns-Desk');
      assert.equal(made.identity?.type, 'SystemAssigned');
    }));

  it('replaces the identities on PUT, keeping the principal', () =>
    withSandbox({}, async (opened) => {
      const before = await getApp(opened, orders);
      const identity = {
        type: 'SystemAssigned,UserAssigned',
        userAssignedIdentities: { [`${identities}/id-billing`]: {} },
      };
      await opened.asker.arm('PUT', `${orders}?${version}`, { properties: {}, identity });
      opened.clock.time += 60_000;
      const after = await getApp(opened, orders);
      assert.deepEqual(Object.keys(after.identity?.userAssignedIdentities ?? {}), [
        `${identities}/id-billing`,
      ]);
      assert.equal(after.identity?.principalId, before.identity?.principalId);
    }));

  it('deletes an app with its deployments, then answers 404 in the form of Azure Spring Apps', () =>
    withSandbox({}, async (opened) => {
      assert.equal((await opened.asker.arm('DELETE', `${orders}?${version}`)).status, 202);
      opened.clock.time += 60_000;
      const gone = await opened.asker.arm('GET', `${orders}?${version}`);
      assert.deepEqual(
        [gone.status, gone.body],
        [404, { error: { code: 'NotFound', message: 'App was not found', target: orders, details: null } }],
      );
      const { body } = await opened.asker.arm('GET', `${shop}/deployments?${version}`);
      assert.ok(!(body as { value: { id: string }[] }).value.some(({ id }) => id.startsWith(`${orders}/`)));
    }));
});

describe('finding an app', () => {
  it('ignores the case of the path and answers with the recorded one', () =>
    withSandbox({}, async ({ asker }) => {
      const { status, body } = await asker.arm('GET', `${orders.toUpperCase()}?${version}`);
      assert.equal(status, 200);
      assert.equal((body as AppBody).id, orders);
    }));

  it('has the form of 404 ARM gives for a missing service, and for a missing group', () =>
    withSandbox({}, async ({ asker }) => {
      const service = await asker.arm('GET', `${shop}-none/apps?${version}`);
      assert.deepEqual(
        [service.status, codeOf(service), service.headers['x-ms-failure-cause']],
        [404, 'ResourceNotFound', 'gateway'],
      );
      const group = await asker.arm('GET', `${shop.replace('rg-shop', 'rg-none')}/apps?${version}`);
      assert.deepEqual([group.status, codeOf(group)], [404, 'ResourceGroupNotFound']);
    }));

  for (const old of ['2020-07-01', '2022-04-01'])
    it(`leaves out user-assigned identities for ${old}, which does not know them`, () =>
      withSandbox({}, async ({ asker }) => {
        const { body } = await asker.arm('GET', `${orders}?api-version=${old}`);
        const { identity } = body as AppBody;
        assert.equal(identity?.type, 'SystemAssigned,UserAssigned');
        assert.ok(!('userAssignedIdentities' in identity));
      }));

  it('refuses an api-version it does not know, and a request without one', () =>
    withSandbox({}, async ({ asker }) => {
      const unknown = await asker.arm('GET', `${orders}?api-version=2019-01-01`);
      assert.deepEqual([unknown.status, codeOf(unknown)], [400, 'NoRegisteredProviderFound']);
      const none = await asker.arm('GET', orders);
      assert.deepEqual([none.status, codeOf(none)], [400, 'MissingApiVersionParameter']);
    }));

  it('pages when told to: every app once, by links that are followed as they are', () =>
    withSandbox({ pageSize: 5 }, async ({ asker }) => {
      const names: string[] = [];
      let pages = 0;
      for (let next: string | undefined = `${shop}/apps?${version}`; next !== undefined; pages += 1) {
        const { body }: Answer = await asker.arm('GET', next);
        const page = body as { value: AppBody[]; nextLink?: string };
        names.push(...page.value.map((app) => app.name));
        next = page.nextLink;
      }
      assert.deepEqual([pages, names.length, new Set(names).size], [3, 13, 13]);
    }));

  it('has no nextLink when not told to page, as Azure was recorded', () =>
    withSandbox({}, async ({ asker }) => {
      const { body } = await asker.arm('GET', `${shop}/apps?${version}`);
      assert.deepEqual(Object.keys(body as object), ['value']);
    }));

  it('shows a change in the next list: kept pages are not stale', () =>
    withSandbox({}, async (opened) => {
      const list = async () =>
        (await opened.asker.arm('GET', `${shop}/apps?${version}`)).body as { value: AppBody[] };
      const stateOf = async () =>
        (await list()).value.find(({ id }) => id === orders)?.properties.provisioningState;
      assert.equal(await stateOf(), 'Succeeded');
      await patch(opened, orders, { type: 'None' });
      assert.equal(await stateOf(), 'Updating');
    }));

  it('counts down what is left of the rate limit, for reads and writes apart', () =>
    withSandbox({}, async (opened) => {
      const left = (answer: Answer) =>
        Number(answer.headers['x-ms-ratelimit-remaining-subscription-resource-requests']);
      const reads = [];
      for (let i = 0; i < 3; i += 1) reads.push(left(await opened.asker.arm('GET', `${orders}?${version}`)));
      assert.deepEqual(reads, [11_999, 11_998, 11_997]);
      const write = await patch(opened, orders, { type: 'None' });
      assert.equal(left(write), 1199);
      const poll = await opened.asker.arm('GET', String(write.headers['azure-asyncoperation']));
      assert.ok(Number.isNaN(left(poll)));
    }));
});
