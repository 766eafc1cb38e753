import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../test/rules/canned-apps';
import { facts } from '../../test/rules/check-app';
import { findingsIn } from '../../test/rules/check-rule';
import { assigned } from '../../test/rules/role-named';
import { plain } from '../lifecycle/text';
import { offeredIdentities, titleOf } from './offered-identity';

const titles = (...args: Parameters<typeof offeredIdentities>) =>
  offeredIdentities(...args).map((offer) => plain(titleOf(offer)));
const app = cannedApps.usersOneWithRole;

describe('identities that are offered to be named', () => {
  it('are those first that get in at what the file names, and say so', () => {
    assert.deepEqual(titles(app, [facts.storage]), [
      `Name identity 'orders-id' (client ID ${ids.ordersClient}) (Storage Blob Data Reader at ordersdata)`,
      `Name identity 'audit-id' (client ID ${ids.auditClient}) (no role found at ordersdata)`,
    ]);
  });

  it('stay in their order and say nothing where nothing is named, known or decided by roles', () => {
    const bare = [
      `Name identity 'audit-id' (client ID ${ids.auditClient})`,
      `Name identity 'orders-id' (client ID ${ids.ordersClient})`,
    ];
    assert.deepEqual(titles(app, []), bare);
    assert.deepEqual(titles(app, [facts.sql]), bare);
    assert.deepEqual(titles(appWith(app.identity), [facts.storage]), bare);
    assert.deepEqual(titles(undefined, [facts.storage]), []);
  });

  it('are those first whose way in is sure', () => {
    const role = (principal: string, scope: string) => ({
      assignments: [assigned('Storage Blob Data Owner', scope, principal)],
      unreadable: [],
    });
    const account =
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/ordersdata';
    const roles = new Map([
      [ids.auditPrincipal, role(ids.auditPrincipal, '/subscriptions/s')],
      [ids.ordersPrincipal, role(ids.ordersPrincipal, account)],
    ]);
    const [first, second] = titles(appWith(app.identity, { roles }), [facts.storage]);
    assert.match(first ?? '', /orders-id.*\(Storage Blob Data Owner at ordersdata\)/);
    assert.match(second ?? '', /audit-id.*\(Storage Blob Data Owner at /);
  });

  it('say what is missing before what is there', () => {
    const [first] = titles(app, [facts.storage, facts.otherStorage]);
    assert.match(first ?? '', /orders-id.*\(no role found at audit\)$/);
  });

  it('go by what a vault goes by, and name a role above it with its place', () => {
    const policies = [{ objectId: ids.auditPrincipal, permissions: ['secrets get'] }];
    const vaults = [{ id: '/v/orders', name: 'orders', usesRbac: false, policies }];
    assert.deepEqual(titles({ ...app, vaults }, [facts.vault]), [
      `Name identity 'audit-id' (client ID ${ids.auditClient}) (access policy at orders)`,
      `Name identity 'orders-id' (client ID ${ids.ordersClient}) (no access policy at orders)`,
    ]);
    const group = '/subscriptions/s/resourceGroups/shop';
    const assignments = [assigned('Key Vault Secrets User', group, ids.auditPrincipal)];
    const roles = new Map([[ids.auditPrincipal, { assignments, unreadable: [] }]]);
    const [first] = titles(appWith(app.identity, { roles }), [facts.vault]);
    assert.match(first ?? '', /audit-id.*\(Key Vault Secrets User at resource group 'shop'\)$/);
  });
});

describe('the first fix for a missing client ID', () => {
  const { usersOneWithRole: app } = cannedApps;
  const firstFix = async (path: string, text: string, rule: string) => {
    const found = (await findingsIn(path, text, { app: 'usersOneWithRole' })).find(
      (one) => one.rule.id === rule,
    );
    return plain(found!.fixes![0]!.title);
  };
  const offered = /^Name identity 'orders-id'.*\(Storage Blob Data Reader at ordersdata\)$/;

  it('names the identity that gets in at what the file names, in code and in configuration', async () => {
    assert.equal(
      app.identity.userAssigned[0]?.clientId,
      ids.auditClient,
      'the one without a role is the first of the app',
    );
    const java = `import com.azure.identity.*;
class App {
  String endpoint = "https://ordersdata.blob.core.windows.net";
  Object credential = new ManagedIdentityCredentialBuilder().build();
}`;
    assert.match(await firstFix('src/main/java/App.java', java, 'MI101'), offered);
    const properties = `spring.cloud.azure.storage.blob.account-name=ordersdata
spring.cloud.azure.credential.managed-identity-enabled=true
`;
    assert.match(await firstFix('src/main/resources/application.properties', properties, 'MI201'), offered);
  });
});
