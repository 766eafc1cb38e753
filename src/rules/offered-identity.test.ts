import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../test/rules/canned-apps';
import { facts } from '../../test/rules/check-app';
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
    assert.match(first ?? '', /audit-id.*\(Key Vault Secrets User at .*shop\)$/);
  });
});
