import assert from 'node:assert/strict';

import { AppPlatformManagementClient } from '@azure/arm-appplatform';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { ClientSecretCredential } from '@azure/identity';

import { getApp, identities, shop, withSandbox, type Opened } from '../../test/sandbox/opened';
import { sampleIds } from './sample/sample-ids';

/** What Azure's own clients need to know to talk to the sandbox: where it is and what to trust. */
function clientOptions({ sandbox }: Opened) {
  const options = { endpoint: sandbox.url, credentialScopes: `${sandbox.url}/.default` };
  // The packages' types leave this out; their HTTP pipeline takes it.
  return { ...options, tlsOptions: { ca: sandbox.caPem } };
}

function credential({ sandbox }: Opened): ClientSecretCredential {
  return new ClientSecretCredential(sandbox.tenantId, sandbox.clientId, sandbox.clientSecret, {
    authorityHost: sandbox.url,
    disableInstanceDiscovery: true,
    tlsOptions: { ca: sandbox.caPem },
  });
}

describe("Azure's own clients against the sandbox", () => {
  for (const apiVersion of ['2023-12-01', undefined])
    it(`arm-appplatform (${apiVersion ?? 'its own api-version'}) waits for a change and gets the app as it ended up`, () =>
      withSandbox({ now: Date.now, operationSeconds: 0.05 }, async (opened) => {
        const client = new AppPlatformManagementClient(credential(opened), sampleIds.productionSubscription, {
          ...clientOptions(opened),
          ...(apiVersion === undefined ? {} : { apiVersion }),
        });
        const id = `${identities}/id-billing`;
        const change = { identity: { type: 'UserAssigned', userAssignedIdentities: { [id]: {} } } };
        const result = await client.apps.beginUpdateAndWait('rg-shop', 'shop', 'orders', change, {
          updateIntervalInMs: 20,
        });
        assert.equal(result.identity?.type, 'UserAssigned');
        assert.equal(Object.keys(result.identity.userAssignedIdentities ?? {}).length, 3);
        assert.equal((await getApp(opened, `${shop}/apps/orders`)).properties.provisioningState, 'Succeeded');
        const names = [];
        for await (const app of client.apps.list('rg-shop', 'shop')) names.push(app.name);
        assert.equal(names.length, 13);
      }));

  it('arm-appplatform tells an operation that failed', () =>
    withSandbox({ now: Date.now, operationSeconds: 0 }, async (opened) => {
      const client = new AppPlatformManagementClient(credential(opened), sampleIds.productionSubscription, {
        ...clientOptions(opened),
        apiVersion: '2023-12-01',
      });
      opened.sandbox.trouble.add({ kind: 'operation-fails' });
      await assert.rejects(
        client.apps.beginUpdateAndWait(
          'rg-shop',
          'shop',
          'orders',
          { identity: { type: 'None' } },
          { updateIntervalInMs: 20 },
        ),
        /112404/,
      );
    }));

  it('arm-msi creates, lists and deletes an identity', () =>
    withSandbox({ now: Date.now, pageSize: 7 }, async (opened) => {
      const client = new ManagedServiceIdentityClient(
        credential(opened),
        sampleIds.productionSubscription,
        clientOptions(opened),
      );
      const made = await client.userAssignedIdentities.createOrUpdate('rg-shop', 'id-made', {
        location: 'westeurope',
      });
      const names = [];
      for await (const { name } of client.userAssignedIdentities.listBySubscription()) names.push(name);
      assert.ok(names.length > 20 && names.includes('id-made'));
      assert.ok(made.clientId !== undefined && made.principalId !== made.clientId);
      await client.userAssignedIdentities.delete('rg-shop', 'id-made');
      await assert.rejects(client.userAssignedIdentities.get('rg-shop', 'id-made'), /ResourceNotFound/);
    }));
});
