import assert from 'node:assert/strict';

import fc from 'fast-check';

import { userAssignedId, makeUserAssigned } from '../estates/make-documents';
import type { IdentityDocument } from '../estates/documents';
import { changeIdentity, type IdentityContext, type IdentityOutcome } from './identity-change';

const tenantId = 'tenant';
const ids = Array.from({ length: 22 }, (_, i) => userAssignedId('sub', 'rg', `id-${i}`));
const [id1 = '', id2 = '', id3 = ''] = ids;
const known = new Map(ids.map((id) => [id.toLowerCase(), makeUserAssigned(id, tenantId, 'westeurope')]));

function context(mode: 'merge' | 'replace' = 'merge'): IdentityContext {
  return {
    appId: '/app',
    tenantId,
    mode,
    findUserAssigned: (id) => known.get(id.toLowerCase()),
    newGuid: () => 'new',
  };
}

function map(...keys: readonly string[]): Record<string, object> {
  return Object.fromEntries(keys.map((id) => [id, {}]));
}

function have(type: IdentityDocument['type'], ...keys: readonly string[]): IdentityDocument {
  const entries = keys.map((id) => [id, { principalId: 'p', clientId: 'c' }] as const);
  return {
    type,
    principalId: type === 'UserAssigned' ? null : 'old',
    tenantId,
    ...(keys.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(entries) }),
  };
}

function change(
  current: IdentityDocument | null,
  patch: unknown,
  mode?: 'merge' | 'replace',
): IdentityOutcome {
  const outcome = changeIdentity(current, patch, context(mode));
  if ('refused' in outcome) throw new Error(`${outcome.refused.code}: ${outcome.refused.message}`);
  return outcome;
}

function summary({ next }: IdentityOutcome) {
  return next === null ? null : [next.type, next.principalId, Object.keys(next.userAssignedIdentities ?? {})];
}

function refusal(current: IdentityDocument | null, patch: unknown): string | undefined {
  const outcome = changeIdentity(current, patch, context());
  return 'refused' in outcome ? outcome.refused.code : undefined;
}

const both = 'SystemAssigned,UserAssigned';

describe('what a change makes of the identities of an app', () => {
  for (const [what, before, patch, after] of [
    ['1: None clears both', have(both, id2), { type: 'None' }, null],
    ['2: system on makes a new principal', null, { type: 'SystemAssigned' }, ['SystemAssigned', 'new', []]],
    [
      '3: adding two keeps the principal',
      have('SystemAssigned'),
      { type: both, userAssignedIdentities: map(id1, id2) },
      [both, 'old', [id1, id2]],
    ],
    [
      '4: null removes one, the others stay',
      have(both, id1, id2),
      { type: both, userAssignedIdentities: { [id1]: null } },
      [both, 'old', [id2]],
    ],
    [
      '5: system without map drops all user-assigned ones',
      have(both, id2),
      { type: 'SystemAssigned' },
      ['SystemAssigned', 'old', []],
    ],
    ['6: None clears system', have('SystemAssigned'), { type: 'None' }, null],
    [
      '7: both at once from nothing makes a new principal',
      null,
      { type: both, userAssignedIdentities: map(id1, id2) },
      [both, 'new', [id1, id2]],
    ],
  ] as const)
    it(`as recorded, ${what}`, () => {
      assert.deepEqual(summary(change(before, patch)), after);
    });

  it('as the CLI relies on: a user type without a map keeps the assigned ones', () => {
    assert.deepEqual(summary(change(have(both, id1), { type: both })), [both, 'old', [id1]]);
    assert.deepEqual(summary(change(have(both, id1), { type: 'UserAssigned' })), [
      'UserAssigned',
      null,
      [id1],
    ]);
  });

  it('adds new ids to those that are there', () => {
    const { next, assigned } = change(have('UserAssigned', id1), {
      type: 'UserAssigned',
      userAssignedIdentities: map(id2),
    });
    assert.deepEqual(Object.keys(next?.userAssignedIdentities ?? {}), [id1, id2]);
    assert.deepEqual(assigned, [id2]);
  });

  it('as recorded, PUT replaces: exactly the ids of the body, the principal kept', () => {
    const wanted = { type: both, userAssignedIdentities: map(id2) };
    assert.deepEqual(summary(change(have(both, id1), wanted, 'replace')), [both, 'old', [id2]]);
    assert.deepEqual(summary(change(have(both, id1), { type: 'SystemAssigned' }, 'replace')), [
      'SystemAssigned',
      'old',
      [],
    ]);
    assert.deepEqual(summary(change(have(both, id1), null, 'replace')), null);
  });

  it('says which principal comes and which goes', () => {
    assert.equal(change(have('SystemAssigned'), { type: 'None' }).deleted, 'old');
    assert.equal(change(null, { type: 'SystemAssigned' }).created, 'new');
    const kept = change(have('SystemAssigned'), { type: 'SystemAssigned' });
    assert.deepEqual([kept.created, kept.deleted], [undefined, undefined]);
  });

  it('keeps map keys as sent, and finds them whatever their case', () => {
    const loud = id1.toUpperCase();
    assert.deepEqual(summary(change(null, { type: 'UserAssigned', userAssignedIdentities: map(loud) })), [
      'UserAssigned',
      null,
      [loud],
    ]);
    const removed = { type: 'UserAssigned', userAssignedIdentities: { [loud]: null } };
    assert.deepEqual(summary(change(have('UserAssigned', id1, id2), removed)), ['UserAssigned', null, [id2]]);
    const again = { type: 'UserAssigned', userAssignedIdentities: map(loud) };
    assert.deepEqual(summary(change(have('UserAssigned', id1), again)), ['UserAssigned', null, [id1]]);
  });

  it('reads the type without regard to blanks and case', () => {
    const patch = { type: 'systemassigned, userassigned', userAssignedIdentities: map(id1) };
    assert.deepEqual(summary(change(null, patch)), [both, 'new', [id1]]);
  });

  it('allows twenty user-assigned identities and refuses a twenty-first', () => {
    const twenty = have('UserAssigned', ...ids.slice(0, 19));
    assert.equal(refusal(twenty, { type: 'UserAssigned', userAssignedIdentities: map(ids[19]!) }), undefined);
    const full = have('UserAssigned', ...ids.slice(0, 20));
    assert.equal(
      refusal(full, { type: 'UserAssigned', userAssignedIdentities: map(ids[20]!) }),
      'BadRequest',
    );
    const swap = { type: 'UserAssigned', userAssignedIdentities: { [ids[0]!]: null, [ids[20]!]: {} } };
    assert.equal(refusal(full, swap), undefined);
  });

  for (const [what, patch, code] of [
    ['an unknown type', { type: 'Sometimes' }, 'InvalidIdentityValues'],
    ['no type', {}, 'InvalidIdentityValues'],
    [
      'a malformed id',
      { type: 'UserAssigned', userAssignedIdentities: map('id-1') },
      'InvalidIdentityValues',
    ],
    [
      "another resource's id",
      {
        type: 'UserAssigned',
        userAssignedIdentities: map(
          '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v',
        ),
      },
      'InvalidIdentityValues',
    ],
    [
      'an identity that does not exist',
      { type: 'UserAssigned', userAssignedIdentities: map(userAssignedId('sub', 'rg', 'none')) },
      'FailedIdentityOperation',
    ],
    ['a user type with nothing to assign', { type: 'UserAssigned' }, 'InvalidIdentityValues'],
    [
      'a user type with only nulls',
      { type: both, userAssignedIdentities: { [id1]: null } },
      'InvalidIdentityValues',
    ],
    [
      'ids with a type that has none',
      { type: 'SystemAssigned', userAssignedIdentities: map(id1) },
      'InvalidIdentityValues',
    ],
    [
      'a map that is a list',
      { type: 'UserAssigned', userAssignedIdentities: [id1] },
      'InvalidIdentityValues',
    ],
  ] as const)
    it(`refuses ${what}`, () => {
      assert.equal(refusal(null, patch), code);
    });

  it('follows an independent model through any sequence of changes', () => {
    const step = fc.record({
      type: fc.constantFrom('None', 'SystemAssigned', 'UserAssigned', both),
      add: fc.uniqueArray(fc.constantFrom(id1, id2, id3), { maxLength: 3 }),
      remove: fc.uniqueArray(fc.constantFrom(id1, id2, id3), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let current: IdentityDocument | null = null;
        let model = { system: 0, user: new Set<string>() };
        let made = 0;
        for (const { type, add, remove } of steps) {
          const names = new Set(remove.filter((id) => !add.includes(id)));
          const userAssignedIdentities = {
            ...map(...add),
            ...Object.fromEntries([...names].map((id) => [id, null])),
          };
          const outcome = changeIdentity(
            current,
            { type, userAssignedIdentities },
            { ...context(), newGuid: () => `p${++made}` },
          );
          const user = type.endsWith('UserAssigned');
          const wanted = new Set([...(user ? model.user : []), ...add].filter((id) => !names.has(id)));
          if (user !== wanted.size > 0) {
            assert.ok('refused' in outcome);
            continue;
          }
          assert.ok(!('refused' in outcome));
          const system = type.startsWith('System') ? model.system || made : 0;
          model = { system, user: wanted };
          current = outcome.next;
          assert.equal(current?.principalId ?? null, system === 0 ? null : `p${system}`);
          assert.deepEqual(new Set(Object.keys(current?.userAssignedIdentities ?? {})), wanted);
          assert.equal(current === null, system === 0 && wanted.size === 0);
        }
      }),
    );
  });
});
