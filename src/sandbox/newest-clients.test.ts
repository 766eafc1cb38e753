import assert from 'node:assert/strict';

import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ResourceGraphClient } from 'newest-arm-resourcegraph';
import { ClientSecretCredential, ManagedIdentityCredential } from 'newest-identity';

import { getApp, production, shop, withSandbox, type Opened } from '../../test/sandbox/opened';
import { sampleIds } from './sample/sample-ids';
import { stableGuid } from './estates/stable-guid';

const reader = '/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7';
const group = 'providers/Microsoft.Management/managementGroups/harbor';

function credential({ sandbox }: Opened): ClientSecretCredential {
  return new ClientSecretCredential(sandbox.tenantId, sandbox.clientId, sandbox.clientSecret, {
    authorityHost: sandbox.url,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: sandbox.caPem },
  });
}

function clientOptions({ sandbox }: Opened) {
  const options = { endpoint: sandbox.url, credentialScopes: `${sandbox.url}/.default` };
  // The packages' types leave these out; older ones read `$host`.
  return { ...options, $host: sandbox.url, tlsOptions: { ca: sandbox.caPem } };
}

function authorization(opened: Opened): AuthorizationManagementClient {
  return new AuthorizationManagementClient(
    credential(opened),
    sampleIds.productionSubscription,
    clientOptions(opened),
  );
}

async function principalOf(opened: Opened, app: string): Promise<string> {
  return (await getApp(opened, `${shop}/apps/${app}`)).identity!.principalId!;
}

async function idsOf(list: AsyncIterable<{ id?: string }>): Promise<string[]> {
  const ids = [];
  for await (const { id } of list) ids.push(id ?? '');
  return ids.sort();
}

describe("the newest of Azure's own clients against the sandbox", () => {
  // The clients put a slash before every scope and id themselves, so an id with one of its own sends two.
  for (const slash of ['', '/']) {
    const form = slash === '' ? 'without' : 'with';

    for (const scope of [production.slice(1), shop.slice(1), group])
      it(`arm-authorization makes, finds and deletes a role assignment at ${scope.split('/').at(-1) ?? ''}, ids ${form} their slash`, () =>
        withSandbox({ now: Date.now }, async (opened) => {
          const { roleAssignments } = authorization(opened);
          const principalId = await principalOf(opened, 'search');
          const name = stableGuid(`${scope} ${slash}`);
          const made = await roleAssignments.create(`${slash}${scope}`, name, {
            roleDefinitionId: reader,
            principalId,
            principalType: 'ServicePrincipal',
          });
          assert.equal(made.id, `/${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`);
          assert.equal(made.scope, `/${scope}`);
          const id = `${slash}${made.id.slice(1)}`;
          assert.equal((await roleAssignments.getById(id)).name, name);
          assert.equal((await roleAssignments.get(`${slash}${scope}`, name)).id, made.id);
          const filter = `principalId eq '${principalId}'`;
          for (const list of [
            roleAssignments.listForScope(`${slash}${shop.slice(1)}`, { filter }),
            roleAssignments.listForSubscription({ filter }),
          ])
            assert.deepEqual(await idsOf(list), [made.id]);
          await roleAssignments.deleteById(id);
          assert.deepEqual(await idsOf(roleAssignments.listForSubscription({ filter })), []);
        }));

    it(`arm-authorization finds role definitions, ids ${form} their slash`, () =>
      withSandbox({ now: Date.now }, async (opened) => {
        const { roleDefinitions } = authorization(opened);
        const list = roleDefinitions.list(`${slash}${production.slice(1)}`, {
          filter: "roleName eq 'reader'",
        });
        const [id = ''] = await idsOf(list);
        const found = await roleDefinitions.getById(`${slash}${id.slice(1)}`);
        assert.deepEqual(found.permissions?.[0]?.actions, ['*/read']);
        assert.ok(found.createdOn instanceof Date);
      }));
  }

  it('arm-authorization makes an assignment at the root', () =>
    withSandbox({ now: Date.now }, async (opened) => {
      const { roleAssignments } = authorization(opened);
      const principalId = await principalOf(opened, 'search');
      const properties = { roleDefinitionId: reader, principalId, principalType: 'ServicePrincipal' };
      const made = await roleAssignments.create('/', stableGuid('at the root'), properties);
      assert.equal(made.scope, '/');
      assert.equal((await roleAssignments.getById(made.id ?? '')).principalId, principalId);
    }));

  it('arm-authorization is told that a principal has another type', () =>
    withSandbox({ now: Date.now }, async (opened) => {
      const principalId = await principalOf(opened, 'search');
      const wrong = { roleDefinitionId: reader, principalId, principalType: 'User' };
      await assert.rejects(
        authorization(opened).roleAssignments.create(shop, stableGuid('wrong'), wrong),
        (error: { code?: string }) => error.code === 'UnmatchedPrincipalType',
      );
    }));

  it('arm-resourcegraph pages through rows, summarizes, and is told where a query is wrong', () =>
    withSandbox({ now: Date.now }, async (opened) => {
      const client = new ResourceGraphClient(credential(opened), clientOptions(opened));
      const query = 'resources | project id | order by id asc';
      const first = await client.resources({ query, options: { top: 10, resultFormat: 'objectArray' } });
      assert.deepEqual([first.count, first.totalRecords > 10, first.resultTruncated], [10, true, 'false']);
      const { skipToken } = first;
      assert.ok(skipToken !== undefined);
      const next = await client.resources({
        query,
        options: { top: 1000, skipToken, resultFormat: 'objectArray' },
      });
      assert.equal(first.count + next.count, first.totalRecords);
      const summary = await client.resources({ query: 'summarize n=count()' });
      assert.deepEqual(summary.data, [{ n: first.totalRecords }]);
      await assert.rejects(
        client.resources({ query: 'resources | where' }),
        ({ details }: { details?: unknown }) => JSON.stringify(details).includes('InvalidQuery'),
      );
    }));

  it('identity gets the token of an app from the App Service form', () =>
    withSandbox({ now: Date.now }, async (opened) => {
      const app = `${shop}/apps/orders`;
      const endpoint = await opened.sandbox.plane.openTokenEndpoint(app);
      const before = { ...process.env };
      process.env['IDENTITY_ENDPOINT'] = endpoint.identityEndpoint;
      process.env['IDENTITY_HEADER'] = endpoint.identityHeader;
      try {
        const { token } = await new ManagedIdentityCredential().getToken('https://vault.azure.net/.default');
        const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object;
        assert.equal((claims as { oid: string }).oid, await principalOf(opened, 'orders'));
      } finally {
        process.env = before;
        await endpoint.close();
      }
    }));
});
