import assert from 'node:assert/strict';

import type { RoleAssignment } from '../../estate/grants';
import type { HeldIdentity } from '../../estate/held-identity';
import { plain } from '../../lifecycle/text';
import { drift, goneIdentity, orphans, wideRoles } from './checks';
import { readKeptState, type KeptApp, type KeptIdentity } from './kept-state';

const vault = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv';
const system: HeldIdentity = { kind: 'system', name: 'system-assigned', principalId: 'p' };

function role(more: Partial<RoleAssignment>): RoleAssignment {
  const id = `${vault}/providers/Microsoft.Authorization/roleAssignments/a`;
  return { id, scope: vault, principalId: 'p', roleDefinitionId: '/roleDefinitions/d', ...more };
}

describe('roles that an audit finds too wide', () => {
  const none = { dataActions: [], notDataActions: [] };
  for (const [what, one] of [
    ['Owner', { roleName: 'Owner' }],
    ['a role in other letters', { roleName: 'key vault administrator' }],
    ['a role of one’s own that may do all', { roleName: 'Ours', permissions: [{ ...none, actions: ['*'] }] }],
    [
      'one that grants',
      {
        roleName: 'Ours',
        permissions: [{ ...none, actions: ['Microsoft.Authorization/roleAssignments/write'] }],
      },
    ],
    ['one without a name', { permissions: [{ ...none, actions: ['microsoft.authorization/*'] }] }],
  ] as [string, Partial<RoleAssignment>][])
    it(`are ${what}`, () => {
      assert.equal(wideRoles(system, { assignments: [role(one)], unreadable: [] }).length, 1);
    });

  for (const [what, one] of [
    ['a role for data', { roleName: 'Key Vault Secrets User' }],
    ['Reader', { roleName: 'Reader', permissions: [{ ...none, actions: ['*/read'] }] }],
    [
      'a role that reads who may do what',
      { roleName: 'Ours', permissions: [{ ...none, actions: ['Microsoft.Authorization/*/read'] }] },
    ],
    ['a role nobody could read', {}],
  ] as [string, Partial<RoleAssignment>][])
    it(`are not ${what}`, () => {
      assert.deepEqual(wideRoles(system, { assignments: [role(one)], unreadable: [] }), []);
    });

  it('are said to come through a group where they do', () => {
    const [found] = wideRoles(system, {
      assignments: [role({ roleName: 'Owner', throughGroup: true })],
      unreadable: [],
    });
    assert.match(
      plain(found?.message ?? assert.fail()),
      /at kv, which the system-assigned identity has through a group/,
    );
  });
});

describe('what an audit proves by a kept state', () => {
  const app = (...identities: readonly KeptIdentity[]): KeptApp => ({
    id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop/apps/orders',
    identities,
  });
  const own = (principalId?: string): KeptIdentity => ({
    id: 'system',
    ...(principalId !== undefined && { principalId }),
  });

  for (const [what, kept, now, gone] of [
    ['the app has another principal', app(own('a')), app(own('b')), 'a'],
    ['the app has none', app(own('a')), app(), 'a'],
    ['the app is gone', app(own('a')), undefined, 'a'],
    ['nothing changed', app(own('a')), app(own('a')), undefined],
    ['Azure does not tell the principal now', app(own('a')), app(own()), undefined],
    ['it did not tell it then', app(own()), app(own('b')), undefined],
    ['a user-assigned one was taken away', app({ id: 'u', principalId: 'a' }), app(), undefined],
  ] as [string, KeptApp, KeptApp | undefined, string | undefined][])
    it(`is ${gone === undefined ? 'nothing' : 'that the identity is gone'} when ${what}`, () => {
      assert.equal(goneIdentity(kept, now)?.principalId, gone);
    });

  it('leaves role assignments of others alone', () => {
    const assignments = [role({ principalId: 'A' }), role({ principalId: 'group', throughGroup: true })];
    assert.equal(orphans('orders', 'a', { assignments, unreadable: [] }).length, 1);
  });

  it('compares no grants that were not read on one of the sides', () => {
    const then = app({ ...own('a'), grants: ['Owner at /x'] });
    assert.deepEqual(drift(then, app(own('a'))), []);
    assert.deepEqual(drift(app(own('a')), then), []);
    assert.deepEqual(
      drift(then, app({ ...own('a'), grants: ['Reader at /x'] })).map(({ message }) => plain(message)),
      [
        "In 'orders', the system-assigned identity no longer has Owner at /x.",
        "In 'orders', the system-assigned identity has Reader at /x now.",
      ],
    );
  });

  for (const text of [
    '',
    '[]',
    '{"version":2,"readAt":"x","apps":[]}',
    '{"version":1,"readAt":"x","apps":[{}]}',
    '{"version":1,"readAt":"x","apps":[{"id":"a","identities":[{"id":1}]}]}',
  ])
    it(`is nothing by ${text === '' ? 'an empty file' : text}`, () => {
      assert.equal(readKeptState(text), undefined);
    });
});
