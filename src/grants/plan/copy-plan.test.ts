import assert from 'node:assert/strict';

import { plain } from '../../lifecycle/text';
import { copiedLine, planCopy } from './copy-plan';
import type { Grant, RoleGrant } from '../grant';
import type { GrantListing } from '../ports';

const subscription = '/subscriptions/5a4db000-0000-4000-a000-000000000001';
const vault = `${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv`;
const account = `${subscription}/resourceGroups/rg/providers/Microsoft.DocumentDB/databaseAccounts/c`;
const definitions = `${subscription}/providers/Microsoft.Authorization/roleDefinitions`;
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6';
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const role = (more: Partial<RoleGrant> = {}): RoleGrant => ({
  kind: 'role',
  scope: vault,
  roleDefinitionId: `${definitions}/${secretsUser}`,
  ...more,
});
const condition = { expression: '(a\r\nAND b)', version: '2.0' };
const holding = (...grants: readonly Grant[]): GrantListing => ({ grants, unreadable: [] });
const cosmos: Grant = { kind: 'cosmos', scope: account, account, roleDefinitionId: `${account}/x/1` };
const redis = (policy: string): Grant => ({ kind: 'redis', scope: '/r', policy });
const policy = (...permissions: readonly string[]): Grant => ({ kind: 'policy', scope: vault, permissions });

describe('copying grants', () => {
  it('gives what is missing as it is, conditions included', () => {
    const grants = [
      role({ condition, description: 'for orders' }),
      policy('secrets get'),
      cosmos,
      redis('Data Reader'),
    ];
    assert.deepEqual(planCopy(holding(...grants), holding()).missing, grants);
  });

  for (const [what, from, to] of [
    [
      'a role, whatever the case of its ids',
      role(),
      role({ scope: vault.toUpperCase(), roleDefinitionId: `/x/${secretsUser.toUpperCase()}` }),
    ],
    [
      'a role with the same condition, but for blanks and ends of lines',
      role({ condition }),
      role({ condition: { ...condition, expression: '(a\n  AND b) ' } }),
    ],
    ['an access policy with more', policy('secrets get'), policy('Secrets Get', 'secrets list')],
    ['a role of Cosmos DB', cosmos, cosmos],
    ['a policy of a cache', redis('Data Reader'), redis('data reader')],
  ] as const)
    it(`knows what is there already: ${what}`, () => {
      const { missing, there, differing } = planCopy(holding(from), holding(to));
      assert.deepEqual([missing, there, differing], [[], [from], []]);
    });

  for (const [what, from, to] of [
    ['another role', role(), role({ roleDefinitionId: `${definitions}/${owner}` })],
    ['the role somewhere else', role(), role({ scope: subscription })],
    ['another kind', role(), policy('secrets get')],
  ] as const)
    it(`does not take ${what} for the same`, () => {
      assert.deepEqual(planCopy(holding(from), holding(to)).missing, [from]);
    });

  it('gives only the permissions of a policy that are missing', () => {
    const { missing } = planCopy(
      holding(policy('secrets get', 'secrets list')),
      holding(policy('secrets get')),
    );
    assert.deepEqual(missing, [policy('secrets list')]);
  });

  for (const [what, from, to] of [
    ['without the condition', role({ condition }), role()],
    ['with a condition the other has not', role(), role({ condition })],
    [
      'with a blank more in a name of the condition',
      role({ condition: { ...condition, expression: "x StringEquals 'a b'" } }),
      role({ condition: { ...condition, expression: "x StringEquals 'a  b'" } }),
    ],
    ['with another policy of the cache', redis('Data Reader'), redis('Data Owner')],
  ] as const)
    it(`leaves alone what the other holds ${what}`, () => {
      const { missing, differing } = planCopy(holding(from), holding(to));
      assert.deepEqual([missing, differing], [[], [from]]);
    });

  it('is complete when it is planned again after a part was made', () => {
    const from = holding(role({ condition }), cosmos, policy('secrets get'));
    const first = planCopy(from, holding());
    const second = planCopy(from, holding(...first.missing.slice(0, 2)));
    assert.deepEqual(second.missing, first.missing.slice(2));
    assert.deepEqual(planCopy(from, holding(...first.missing)).missing, []);
  });

  it('says what could not be read of either', () => {
    const unreadable = [{ place: 'Shop', why: 'You may not.' }];
    const { unread } = planCopy({ grants: [], unreadable }, { grants: [], unreadable });
    assert.deepEqual(unread.map(plain), [
      "What it holds in 'Shop' is not known and is not copied: You may not.",
      "What the other one holds in 'Shop' already is not known: You may not.",
    ]);
  });

  it('names conditions and roles that are wider than an app needs', () => {
    assert.match(plain(copiedLine(role({ condition }))), /under its condition$/);
    assert.match(
      plain(copiedLine(role({ roleDefinitionId: `${definitions}/${owner}` }))),
      /more than an app needs$/,
    );
  });
});
