import assert from 'node:assert/strict';

import type { Answer } from '../../../test/sandbox/ask';
import { codeOf, production, shop, version, withSandbox, type Opened } from '../../../test/sandbox/opened';
import { sampleIds } from '../sample/sample-ids';

interface Result {
  readonly totalRecords: number;
  readonly count: number;
  readonly resultTruncated: string;
  readonly $skipToken?: string;
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

const services = `resources | where type =~ 'microsoft.appplatform/spring'
| project id, name, subscriptionId, resourceGroup, location, tier=tostring(sku.tier), state=tostring(properties.provisioningState) | order by id asc`;

function query(opened: Opened, body: object, tenantId?: string): Promise<Answer> {
  const path = '/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01';
  return opened.asker.arm('POST', path, body, tenantId);
}

async function result(opened: Opened, body: object, tenantId?: string): Promise<Result> {
  const answer = await query(opened, body, tenantId);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body as Result;
}

describe('Resource Graph', () => {
  it("lists the services of the token's tenant with types in lower case, and no apps", () =>
    withSandbox({}, async (opened) => {
      const { data } = await result(opened, { query: services });
      assert.deepEqual(data.map((row) => row['name']).sort(), [
        'shop',
        'shop-archive',
        'shop-dev',
        'shop-enterprise',
        'shop-flex',
      ]);
      assert.deepEqual(Object.keys(data[0]!), [
        'id',
        'name',
        'subscriptionId',
        'resourceGroup',
        'location',
        'tier',
        'state',
      ]);
      const types = (await result(opened, { query: 'resources | project id, type' })).data.map(
        (row) => row['type'],
      );
      assert.ok(types.includes('microsoft.managedidentity/userassignedidentities'));
      assert.ok(!types.some((type) => String(type).includes('apps')));
      const other = await result(opened, { query: services }, sampleIds.partnerTenant);
      assert.deepEqual(
        other.data.map((row) => row['name']),
        ['partner'],
      );
    }));

  it('stays in the subscriptions asked for, and says when there is none of them', () =>
    withSandbox({}, async (opened) => {
      const subscriptions = [sampleIds.productionSubscription.toUpperCase()];
      assert.equal((await result(opened, { query: services, subscriptions })).count, 2);
      const none = await query(opened, { query: services, subscriptions: [sampleIds.partnerSubscription] });
      assert.equal(none.status, 400);
      assert.match(JSON.stringify(none.body), /NoValidSubscriptionsInQueryRequest/);
    }));

  it('pages by $top and an opaque $skipToken that belongs to one query', () =>
    withSandbox({}, async (opened) => {
      const first = await result(opened, { query: services, options: { $top: 3 } });
      assert.deepEqual([first.totalRecords, first.count, first.resultTruncated], [5, 3, 'false']);
      const options = { $top: 3, $skipToken: first.$skipToken };
      const second = await result(opened, { query: services, options });
      assert.deepEqual([second.count, second.$skipToken], [2, undefined]);
      const ids = [...first.data, ...second.data].map((row) => row['id']);
      assert.equal(new Set(ids).size, 5);
      assert.equal((await query(opened, { query: 'resources | project id', options })).status, 400);
    }));

  it('cuts a result without id and says so in a string', () =>
    withSandbox({}, async (opened) => {
      const cut = await result(opened, { query: 'resources | project name', options: { $top: 2 } });
      assert.deepEqual([cut.resultTruncated, cut.$skipToken, cut.count], ['true', undefined, 2]);
    }));

  it('answers at most 100 rows without $top, and refuses a $top beyond 1000', () =>
    withSandbox({ estate: '1x120x1' }, async (opened) => {
      assert.equal((await result(opened, { query: services })).count, 100);
      assert.equal((await result(opened, { query: services, options: { $top: 1000 } })).count, 120);
      assert.equal((await query(opened, { query: services, options: { $top: 1001 } })).status, 400);
    }));

  it('gives a table when asked for one', () =>
    withSandbox({}, async (opened) => {
      const options = { resultFormat: 'table', $top: 1 };
      const { data } = await result(opened, { query: 'resources | project id, name, n=1', options });
      const { columns, rows } = data as unknown as { columns: object[]; rows: unknown[][] };
      assert.deepEqual(columns, [
        { name: 'id', type: 'string' },
        { name: 'name', type: 'string' },
        { name: 'n', type: 'integer' },
      ]);
      assert.equal(rows[0]?.length, 3);
    }));

  it('lists role assignments by principal, and leaves out what may not be read', () =>
    withSandbox({}, async (opened) => {
      const app = (await opened.asker.arm('GET', `${shop}/apps/orders?${version}`)).body as {
        identity: { principalId: string };
      };
      const kql = `authorizationresources | where type =~ 'microsoft.authorization/roleassignments' and properties.principalId in~ ('${app.identity.principalId.toUpperCase()}')
        | project id, scope=tostring(properties.scope)`;
      const { data } = await result(opened, { query: kql });
      assert.deepEqual(data.map((row) => String(row['scope']).split('/').at(-1)).sort(), [
        'kv-shop',
        'sb-harbor-shop',
      ]);
      const all =
        "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | project id";
      assert.equal((await result(opened, { query: all }, sampleIds.partnerTenant)).count, 0);
    }));

  it('refuses what it does not understand with InvalidQuery and the reason', () =>
    withSandbox({}, async (opened) => {
      const answer = await query(opened, { query: 'resources | union resources' });
      assert.deepEqual([answer.status, codeOf(answer)], [400, 'BadRequest']);
      const [detail] = (answer.body as { error: { details: { code: string; message: string }[] } }).error
        .details;
      assert.equal(detail?.code, 'InvalidQuery');
      assert.match(detail.message, /'union' is not known/);
    }));

  it('tells the quota with every answer, and refuses the sixteenth query in five seconds only when told to', () =>
    withSandbox({ graphQuota: true }, async (opened) => {
      const remaining = [];
      for (let i = 0; i < 15; i += 1) {
        const { headers } = await query(opened, { query: 'resources | count' });
        remaining.push(Number(headers['x-ms-user-quota-remaining']));
        assert.equal(headers['x-ms-user-quota-resets-after'], '00:00:05');
      }
      assert.deepEqual(remaining.slice(0, 2), [14, 13]);
      assert.equal((await query(opened, { query: 'resources | count' })).status, 429);
      opened.clock.time += 5000;
      assert.equal((await query(opened, { query: 'resources | count' })).status, 200);
      await withSandbox({}, async (lenient) => {
        for (let i = 0; i < 17; i += 1)
          assert.equal((await query(lenient, { query: 'resources | count' })).status, 200);
      });
    }));

  it('sees changes as late as told', () =>
    withSandbox({ graphDelaySeconds: 30 }, async (opened) => {
      const made = `${production}/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-new?api-version=2023-01-31`;
      const count = async () =>
        (await result(opened, { query: "resources | where name == 'id-new' | project id" })).count;
      await opened.asker.arm('PUT', made, { location: 'westeurope' });
      assert.equal(await count(), 0);
      opened.clock.time += 30_000;
      assert.equal(await count(), 1);
      await opened.asker.arm('DELETE', made);
      assert.equal(await count(), 1);
      opened.clock.time += 30_000;
      assert.equal(await count(), 0);
    }));

  for (const apiVersion of ['2021-03-01', '2021-06-01-preview', '2022-10-01', '2024-04-01'])
    it(`answers api-version ${apiVersion}`, () =>
      withSandbox({}, async ({ asker }) => {
        const path = `/providers/Microsoft.ResourceGraph/resources?api-version=${apiVersion}`;
        assert.equal((await asker.arm('POST', path, { query: services })).status, 200);
      }));

  it('says where a query is wrong', () =>
    withSandbox({}, async (opened) => {
      const answer = await query(opened, { query: 'resources\n| where nmae == 1' });
      const { error } = answer.body as { error: { details: readonly object[] } };
      assert.equal(answer.status, 400);
      assert.deepEqual(error.details[1], {
        code: 'ParserFailure',
        message: "the column 'nmae' does not exist",
        line: 2,
        characterPositionInLine: 8,
        token: 'nmae',
      });
      const cut = await query(opened, { query: 'resources |' });
      assert.match(JSON.stringify(cut.body), /"token":"<EOF>"/);
    }));

  it('summarizes, and tells how many requests the tenant has left', () =>
    withSandbox({}, async (opened) => {
      const { body, headers } = await query(opened, {
        query: "where type =~ 'microsoft.appplatform/spring' | summarize n=count() by location",
      });
      assert.ok((body as Result).data.some((row) => row['location'] === 'westeurope' && row['n'] === 3));
      assert.equal(headers['x-ms-ratelimit-remaining-tenant-resource-requests'], '14');
    }));

  it('keeps the ids of identities, and writes resource groups in one casing', () =>
    withSandbox({}, async (opened) => {
      const identities = "resources | where type =~ 'microsoft.managedidentity/userassignedidentities'";
      const { data } = await result(opened, {
        query: `${identities} | project id, clientId=properties.clientId, principalId=properties.principalId`,
      });
      assert.ok(data.length > 10);
      for (const { id, clientId, principalId } of data) {
        assert.match(String(id), /^\/subscriptions\/[^/]+\/resourceGroups\//);
        assert.match(`${String(clientId)} ${String(principalId)}`, /^[0-9a-f-]{36} [0-9a-f-]{36}$/);
      }
    }));
});
