import { said } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';
import { assigned } from '../../../test/rules/role-named';
import type { RoleAssignment } from '../../estate/grants';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { facts, judged } from '../../../test/rules/check-app';
import { identityWithoutRole } from './identity-without-role';

describe('MI003 identity-without-role', () => {
  it('reports an identity that has no role for data at what the files name', () => {
    const [finding, ...others] = judged(identityWithoutRole, cannedApps.userWithoutRole, [facts.storage]);
    assert.deepEqual(others, []);
    assert.match(said(finding), /'orders-id' of 'orders' has no role for data at ordersdata\.blob/);
    assert.equal(finding?.related?.length, 1);
  });

  it('is silent when it has one at some target', () => {
    assert.deepEqual(
      judged(identityWithoutRole, cannedApps.userWithRole, [facts.otherStorage, facts.storage]),
      [],
    );
  });

  it('reports a role at another account of the same kind as none', () => {
    assert.equal(judged(identityWithoutRole, cannedApps.userWithRole, [facts.otherStorage]).length, 1);
  });

  it('names all identities without one in one finding', () => {
    const none = { assignments: [], unreadable: [] };
    const roles = new Map([
      [ids.ordersPrincipal, none],
      [ids.auditPrincipal, none],
    ]);
    const [finding, ...others] = judged(identityWithoutRole, appWith(cannedApps.users.identity, { roles }), [
      facts.storage,
    ]);
    assert.deepEqual(others, []);
    assert.match(said(finding), /'orders-id', 'audit-id' of 'orders' have no role/);
  });

  it('is silent where roles were not read, could not all be read, or do not decide', () => {
    assert.deepEqual(judged(identityWithoutRole, cannedApps.user, [facts.storage]), []);
    const unreadable = [{ subscriptionId: 's', name: 'Dev', why: 'not permitted' }];
    const roles = new Map([[ids.ordersPrincipal, { assignments: [], unreadable }]]);
    assert.deepEqual(
      judged(identityWithoutRole, appWith(cannedApps.user.identity, { roles }), [facts.storage]),
      [],
    );
    assert.deepEqual(judged(identityWithoutRole, cannedApps.userWithoutRole, [facts.sql]), []);
    assert.deepEqual(judged(identityWithoutRole, cannedApps.userWithoutRole), []);
  });

  /** What is found where the identity has this role at a whole subscription, and a storage account is named. */
  function withRoleAtSubscription(assignment: RoleAssignment) {
    const roles = new Map([[ids.ordersPrincipal, { assignments: [assignment], unreadable: [] }]]);
    return judged(identityWithoutRole, appWith(cannedApps.user.identity, { roles }), [facts.storage]);
  }
  const atSubscription = (name: string) => assigned(name, '/subscriptions/s', ids.ordersPrincipal);

  it('counts a role at a group or subscription, where the target may lie', () => {
    assert.deepEqual(withRoleAtSubscription(atSubscription('Storage Blob Data Reader')), []);
  });

  it('does not count one there that is for another kind of service', () => {
    for (const role of [
      'App Configuration Data Reader',
      'Key Vault Secrets User',
      'Key Vault Administrator',
      'Azure Event Hubs Data Owner',
      'Storage Queue Data Contributor',
      'Contributor',
    ])
      assert.equal(withRoleAtSubscription(atSubscription(role)).length, 1, role);
  });

  it('judges a custom role by its data actions, and is silent where they could not be read', () => {
    const custom = { ...atSubscription('Owner'), roleDefinitionId: 'custom', roleName: 'Shop reader' };
    const reading = (...dataActions: readonly string[]) => ({
      ...custom,
      permissions: [{ dataActions, notDataActions: [] }],
    });
    assert.deepEqual(withRoleAtSubscription(custom), []);
    assert.deepEqual(withRoleAtSubscription(reading('Microsoft.Storage/*/read')), []);
    assert.equal(withRoleAtSubscription(reading('Microsoft.KeyVault/*')).length, 1);
  });

  it('is a hint where only vaults are named: their access policies are not roles', () => {
    const [finding] = judged(identityWithoutRole, cannedApps.userWithoutRole, [facts.vault]);
    assert.equal(finding?.severity, 'hint');
    assert.match(said(finding), /access policy/);
  });
});
