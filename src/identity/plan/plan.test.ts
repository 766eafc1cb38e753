import assert from 'node:assert/strict';
import fc from 'fast-check';

import { identityType, noIdentity, type AppIdentity } from '../../estate/app-identity';
import type { SpringApp, SpringService, SubscriptionKey } from '../../estate/resources';
import type { IdentityPatch } from '../ports';
import { plain, say } from '../../lifecycle/text';
import { planIdentity, type IdentityChangePlan } from './plan';
import type { IdentityWish } from './wish';
import { confirmationOf, titleOf } from '../words';
import { stateOf } from '../../hosts/spring/states';

const subscription = 'a/t/s' as SubscriptionKey;
const serviceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/shop';
const idOf = (name: string, sub = 's'): string =>
  `/subscriptions/${sub}/resourcegroups/g/providers/microsoft.managedidentity/userassignedidentities/${name}`;

function app(identity: AppIdentity, more: Partial<SpringApp> = {}): SpringApp {
  const id = `${serviceId}/apps/orders`;
  const place = { id, subscription, serviceId, location: 'eastus' };
  return { ...place, name: 'orders', state: stateOf('Succeeded'), identity, ...more };
}

function service(more: Partial<SpringService> = {}): SpringService {
  const place = { id: serviceId, subscription, name: 'shop', location: 'eastus' };
  return { ...place, plan: 'Standard', state: stateOf('Succeeded'), power: 'running', ...more };
}

function identity(system: string | undefined, ids: readonly string[]): AppIdentity {
  const type = identityType(system !== undefined, ids.length > 0);
  return {
    type,
    ...(system === undefined ? {} : { principalId: system }),
    userAssigned: ids.map((id) => ({ id })),
  };
}

function change(from: AppIdentity, wish: IdentityWish, on = service()): IdentityChangePlan {
  const plan = planIdentity(app(from), on, wish);
  assert.ok(plan.kind === 'change', JSON.stringify(plan));
  return plan;
}

/**
 * What Azure does with a PATCH of an app's identity, written down from the recorded traffic and on its own: it shares
 * no code with the planner. What is nowhere recorded throws, so that the planner cannot rely on it.
 */
class RecordedAzure {
  principal: string | undefined;
  ids: string[] = [];
  #made = 0;

  patch(body: IdentityPatch): void {
    const words = body.type.split(',');
    const map = body.userAssignedIdentities;
    if (!words.includes('UserAssigned')) {
      assert.equal(map, undefined, 'a map beside a type without user-assigned identities is not recorded');
      this.ids = [];
    } else {
      assert.ok(map !== undefined, 'a type with user-assigned identities and no map is not recorded');
      const entries = Object.entries(map);
      for (const [key, value] of entries) {
        const others = this.ids.filter((id) => id.toLowerCase() !== key.toLowerCase());
        const mine = this.ids.find((id) => id.toLowerCase() === key.toLowerCase());
        this.ids = value === null ? others : mine === undefined ? [...others, key] : this.ids;
      }
      assert.ok(this.ids.length > 0);
    }
    if (!words.includes('SystemAssigned')) this.principal = undefined;
    else this.principal ??= `principal-${++this.#made}`;
  }

  read(): AppIdentity {
    return identity(this.principal, this.ids);
  }
}

function azureWith(system: boolean, names: readonly string[]): RecordedAzure {
  const azure = new RecordedAzure();
  if (system) azure.patch({ type: 'SystemAssigned' });
  const type = identityType(system, true);
  const map = Object.fromEntries(names.map((name) => [idOf(name), {}]));
  if (names.length > 0) azure.patch({ type, userAssignedIdentities: map });
  return azure;
}

describe('the model of recorded Azure', () => {
  const [id1, id2] = [idOf('1'), idOf('2')];
  const rows: [string, RecordedAzure, IdentityPatch, boolean, string[]][] = [
    ['1: both, None', azureWith(true, ['2']), { type: 'None' }, false, []],
    ['2: none, SystemAssigned', azureWith(false, []), { type: 'SystemAssigned' }, true, []],
    [
      '3: system, both with two',
      azureWith(true, []),
      { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [id1]: {}, [id2]: {} } },
      true,
      [id1, id2],
    ],
    [
      '4: both, null for one of two',
      azureWith(true, ['1', '2']),
      { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [id1]: null } },
      true,
      [id2],
    ],
    ['5: both, SystemAssigned', azureWith(true, ['2']), { type: 'SystemAssigned' }, true, []],
    ['6: system, None', azureWith(true, []), { type: 'None' }, false, []],
    [
      '7: none, both with two',
      azureWith(false, []),
      { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [id1]: {}, [id2]: {} } },
      true,
      [id1, id2],
    ],
  ];
  for (const [row, azure, patch, system, ids] of rows) {
    it(`does what was recorded in row ${row}`, () => {
      const before = azure.principal;
      azure.patch(patch);
      assert.equal(azure.principal !== undefined, system);
      assert.deepEqual(azure.ids, ids);
      if (before !== undefined && system) assert.equal(azure.principal, before);
    });
  }
});

describe('planIdentity, what is sent', () => {
  const a = idOf('a');
  const b = idOf('b');
  const cases: [string, AppIdentity, IdentityWish, IdentityPatch][] = [
    ['system on, none before', noIdentity, { system: 'on' }, { type: 'SystemAssigned' }],
    ['system off, nothing else', identity('p', []), { system: 'off' }, { type: 'None' }],
    [
      'system on beside user-assigned: names one that stays, so that the map is merged',
      identity(undefined, [a, b]),
      { system: 'on' },
      { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [a]: {} } },
    ],
    [
      'system off beside user-assigned',
      identity('p', [a, b]),
      { system: 'off' },
      { type: 'UserAssigned', userAssignedIdentities: { [a]: {} } },
    ],
    [
      'assigning names only what is new',
      identity('p', [a]),
      { assign: [b] },
      { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [b]: {} } },
    ],
    [
      'the first user-assigned',
      noIdentity,
      { assign: [a] },
      { type: 'UserAssigned', userAssignedIdentities: { [a]: {} } },
    ],
    [
      'removing one of two names the one that stays beside the null',
      identity('p', [a, b]),
      { remove: [a] },
      { type: 'SystemAssigned,UserAssigned', userAssignedIdentities: { [b]: {}, [a]: null } },
    ],
    ['removing the last one beside system', identity('p', [a]), { remove: [a] }, { type: 'SystemAssigned' }],
    ['removing the last one of all', identity(undefined, [a]), { remove: [a] }, { type: 'None' }],
    [
      'exchanging one for another',
      identity(undefined, [a]),
      { assign: [b], remove: [a] },
      { type: 'UserAssigned', userAssignedIdentities: { [b]: {}, [a]: null } },
    ],
    ['both off at once', identity('p', [a]), { system: 'off', remove: [a] }, { type: 'None' }],
  ];
  for (const [title, from, wish, patch] of cases) {
    it(title, () => {
      assert.deepEqual(change(from, wish).patch, patch);
    });
  }

  it('sends removals in the casing the app has them', () => {
    const plan = change(identity(undefined, [a.toUpperCase(), b]), { remove: [a] });
    assert.deepEqual(plan.patch.userAssignedIdentities, { [b]: {}, [a.toUpperCase()]: null });
  });

  it('names an identity of the app’s own subscription as the one that stays', () => {
    const far = idOf('far', 'other');
    const near = idOf('near', 'S');
    const plan = change(identity('p', [far, near]), { system: 'off' });
    assert.deepEqual(plan.patch.userAssignedIdentities, { [near]: {} });
  });

  it('names any that stays when all are of other subscriptions', () => {
    const far = idOf('far', 'other');
    const plan = change(identity('p', [far, idOf('farther', 'another')]), { system: 'off' });
    assert.deepEqual(plan.patch.userAssignedIdentities, { [far]: {} });
  });

  it('assigns an identity once when it is wished for in two casings', () => {
    const plan = change(noIdentity, { assign: [a, a.toUpperCase()] });
    assert.deepEqual(plan.patch.userAssignedIdentities, { [a]: {} });
  });
});

describe('planIdentity, nothing to do', () => {
  const a = idOf('a');
  const cases: [string, AppIdentity, IdentityWish, RegExp][] = [
    ['an empty wish', identity('p', [a]), {}, /Nothing was chosen for 'orders'/],
    ['system on already', identity('p', []), { system: 'on' }, /already on/],
    ['system off already', noIdentity, { system: 'off' }, /already off/],
    [
      'assigned already, in another casing',
      identity(undefined, [a]),
      { assign: [a.toUpperCase()] },
      /already has 'A'/,
    ],
    ['not there to be removed', noIdentity, { remove: [a] }, /does not have 'a'/],
  ];
  for (const [title, from, wish, why] of cases) {
    it(title, () => {
      const plan = planIdentity(app(from), service(), wish);
      assert.ok(plan.kind === 'nothing');
      assert.match(plain(plan.why), why);
    });
  }
});

describe('planIdentity, refusals', () => {
  const twenty = Array.from({ length: 20 }, (_, i) => idOf(`id-${i}`));
  const refusal = (
    from: SpringApp,
    on: SpringService,
    wish: IdentityWish,
  ): { code: string; text: string } => {
    const plan = planIdentity(from, on, wish);
    assert.ok(plan.kind === 'refused', JSON.stringify(plan));
    return { code: plan.failure.code, text: plan.failure.message };
  };

  for (const state of ['Updating', 'Deleting', 'Creating', 'updating']) {
    it(`refuses while the app is ${state}, even what looks done already`, () => {
      for (const system of ['on', 'off'] as const) {
        const { code, text } = refusal(app(noIdentity, { state: stateOf(state) }), service(), { system });
        assert.equal(code, 'refused');
        assert.match(text, new RegExp(`the app is ${state}`, 'i'));
      }
    });
  }

  it('refuses while the service is stopped and says how to go on', () => {
    const { code, text } = refusal(app(noIdentity), service({ power: 'stopped' }), { system: 'on' });
    assert.equal(code, 'refused');
    assert.match(text, /'shop' is stopped\. Start the service/);
  });

  for (const state of ['Creating', 'Updating', 'Starting', 'Stopping', 'Deleting', 'Deleted', 'Moving']) {
    it(`refuses while the service is ${state}`, () => {
      const { code, text } = refusal(app(noIdentity), service({ state: stateOf(state) }), {
        system: 'on',
      });
      assert.equal(code, 'refused');
      assert.match(text, new RegExp(`'shop' is ${state}\\.`));
    });
  }

  for (const state of ['Failed', 'Unknown', 'MoveFailed']) {
    it(`goes on when the service is ${state}: only Azure can tell what that allows`, () => {
      assert.equal(
        planIdentity(app(noIdentity), service({ state: stateOf(state) }), { system: 'on' }).kind,
        'change',
      );
    });
  }

  it('refuses the 21st identity and says how many to remove', () => {
    const from = app(identity(undefined, twenty));
    assert.match(refusal(from, service(), { assign: [idOf('x')] }).text, /at most 20.*Remove one first/);
    assert.match(
      refusal(from, service(), { assign: [idOf('x'), idOf('y')] }).text,
      /cannot have 22 .*Remove 2 first/,
    );
  });

  it('allows the 21st in place of another', () => {
    const wish = { assign: [idOf('x')], remove: [idOf('id-3')] };
    assert.equal(change(identity(undefined, twenty), wish).after.userAssigned.length, 20);
  });

  it('lets an app with more than 20 lose some', () => {
    const from = identity(undefined, [...twenty, idOf('x'), idOf('y')]);
    assert.equal(change(from, { remove: [idOf('x')] }).after.userAssigned.length, 21);
  });

  it('refuses user-assigned identities on the consumption plan, but lets them be removed', () => {
    const on = service({ plan: 'Consumption' });
    const { code, text } = refusal(app(noIdentity), on, { assign: [idOf('a')] });
    assert.equal(code, 'refused');
    assert.match(text, /consumption and dedicated plan/);
    assert.equal(change(identity(undefined, [idOf('a')]), { remove: [idOf('a')] }, on).kind, 'change');
  });

  for (const id of ['identity-1', `${serviceId}/apps/orders`, '']) {
    it(`refuses to assign '${id}', which is no identity`, () => {
      assert.equal(refusal(app(noIdentity), service(), { assign: [id] }).code, 'invalid');
    });
  }

  it('refuses to assign and remove the same identity, whatever the casing', () => {
    const wish = { assign: [idOf('a')], remove: [idOf('a').toUpperCase()] };
    const { code, text } = refusal(app(noIdentity), service(), wish);
    assert.equal(code, 'invalid');
    assert.match(text, /'a' cannot be assigned to and removed from 'orders' at once/);
  });
});

describe('planIdentity, consequences', () => {
  const a = idOf('a');
  const b = idOf('b');
  const kinds = (plan: IdentityChangePlan): string[] =>
    plan.consequences.map(({ kind, level }) => (level === 'warning' ? `${kind}!` : kind));
  const text = (plan: IdentityChangePlan, kind: string): string =>
    plain(plan.consequences.find((consequence) => consequence.kind === kind)?.text ?? say(''));

  const cases: [string, AppIdentity, IdentityWish, string[]][] = [
    ['system on', noIdentity, { system: 'on' }, ['new-principal']],
    ['system off', identity('p', []), { system: 'off' }, ['principal-lost!', 'last-identity!']],
    [
      'system off, user-assigned stay',
      identity('p', [a]),
      { system: 'off' },
      ['principal-lost!', 'no-longer-mixed'],
    ],
    [
      'system on beside user-assigned',
      identity(undefined, [a]),
      { system: 'on' },
      ['new-principal', 'becomes-mixed!'],
    ],
    ['assign beside system', identity('p', []), { assign: [a] }, ['becomes-mixed!', 'count']],
    ['assign more beside both', identity('p', [a]), { assign: [b] }, ['stays-mixed!', 'count']],
    ['assign the first', noIdentity, { assign: [a] }, ['count']],
    ['remove one of two', identity(undefined, [a, b]), { remove: [a] }, ['roles-stay', 'count']],
    ['remove the last', identity(undefined, [a]), { remove: [a] }, ['last-identity!', 'roles-stay']],
    [
      'remove the last beside system',
      identity('p', [a]),
      { remove: [a] },
      ['no-longer-mixed', 'only-system-left!', 'roles-stay'],
    ],
    [
      'both at once',
      identity('p', [a]),
      { system: 'off', remove: [a] },
      ['principal-lost!', 'last-identity!', 'no-longer-mixed', 'roles-stay'],
    ],
  ];
  for (const [title, from, wish, expected] of cases) {
    it(`${title}: ${expected.join(', ')}`, () => {
      assert.deepEqual(kinds(change(from, wish)), expected);
    });
  }

  it('names the principal that is lost and what was bound to it', () => {
    const said = text(change(identity('3f2e', []), { system: 'off' }), 'principal-lost');
    assert.match(said, /^Principal 3f2e is deleted/);
    assert.match(said, /role assignments are orphaned, database users/);
    assert.match(said, /on again gives a new principal/);
  });

  it('speaks of the principal without a name when Azure told none', () => {
    const from: AppIdentity = { type: 'SystemAssigned', userAssigned: [] };
    assert.match(text(change(from, { system: 'off' }), 'principal-lost'), /^Its principal is deleted/);
  });

  it('names the principal that is left when only the system-assigned identity stays', () => {
    assert.match(
      text(change(identity('3f2e', [a]), { remove: [a] }), 'only-system-left'),
      /\(principal 3f2e\)/,
    );
  });

  it('does not name an old principal when the system-assigned identity is turned on in the same change', () => {
    const said = text(change(identity(undefined, [a]), { system: 'on', remove: [a] }), 'only-system-left');
    assert.match(said, /^Only the system-assigned identity is left:/);
  });

  it('counts to 20 and warns when the last place is taken', () => {
    const nineteen = Array.from({ length: 19 }, (_, i) => idOf(`id-${i}`));
    const few = change(identity(undefined, nineteen.slice(1)), { assign: [a] });
    assert.match(text(few, 'count'), /19 of 20 possible/);
    assert.deepEqual(kinds(few), ['count']);
    const full = change(identity(undefined, nineteen), { assign: [a] });
    assert.match(text(full, 'count'), /20 of 20 possible .*no room for another/);
    assert.deepEqual(kinds(full), ['count!']);
  });

  it('says that identities stay in Azure, with their names or number', () => {
    const three = ['a', 'b', 'c'].map((name) => idOf(name));
    const from = identity(undefined, three);
    assert.match(
      text(change(from, { remove: [a] }), 'roles-stay'),
      /^Identity 'a' itself stays .* use it go on/,
    );
    assert.match(
      text(change(from, { remove: three }), 'roles-stay'),
      /^The identities themselves stay .* use them go on as before\.$/,
    );
  });

  it('warns about the consumption plan and an app whose last change failed', () => {
    const on = service({ plan: 'Consumption' });
    const plan = planIdentity(app(noIdentity, { state: stateOf('Failed') }), on, { system: 'on' });
    assert.ok(plan.kind === 'change');
    assert.deepEqual(kinds(plan), ['new-principal', 'consumption-plan!', 'app-failed!']);
    assert.match(text(plan, 'consumption-plan'), /may refuse/);
  });
});

describe('confirmationOf and titleOf', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => idOf(name)) as [string, string, string, string];
  const cases: [AppIdentity, IdentityWish, string, string, string][] = [
    [
      noIdentity,
      { system: 'on' },
      "Enable the system-assigned identity of 'orders'?",
      "Enabling the system-assigned identity of 'orders'",
      'Enable',
    ],
    [
      identity('p', []),
      { system: 'off' },
      "Disable the system-assigned identity of 'orders'?",
      "Disabling the system-assigned identity of 'orders'",
      'Disable',
    ],
    [
      noIdentity,
      { assign: [a, b] },
      "Assign 'a', 'b' to 'orders'?",
      "Assigning 'a', 'b' to 'orders'",
      'Assign',
    ],
    [
      identity(undefined, [a, b, c, d]),
      { remove: [a, b, c, d] },
      "Remove 4 user-assigned identities from 'orders'?",
      "Removing 4 user-assigned identities from 'orders'",
      'Remove',
    ],
    [
      identity('p', [a]),
      { system: 'off', assign: [b] },
      "Disable the system-assigned identity and assign 'b' to 'orders'?",
      "Disabling the system-assigned identity and assigning 'b' to 'orders'",
      'Change',
    ],
  ];
  for (const [from, wish, title, running, action] of cases) {
    it(`asks "${title}"`, () => {
      const plan = change(from, wish);
      const asked = confirmationOf(app(from), plan);
      assert.equal(plain(asked.title), title);
      assert.equal(plain(asked.action), action);
      assert.deepEqual(
        asked.details,
        plan.consequences.map((consequence) => consequence.text),
      );
      assert.equal(plain(titleOf(app(from), plan)), running);
    });
  }

  it('marks a confirmation as a warning only when something may break', () => {
    assert.equal(confirmationOf(app(noIdentity), change(noIdentity, { system: 'on' })).warning, false);
    const on = identity('p', []);
    assert.equal(confirmationOf(app(on), change(on, { system: 'off' })).warning, true);
  });

  it('has a title for a change whose steps are not known', () => {
    const none = { after: { system: false, userAssigned: [] }, added: [], removed: [] };
    assert.equal(plain(titleOf(app(noIdentity), none)), "Changing the identities of 'orders'");
  });
});

describe('planIdentity against recorded Azure, any sequence', () => {
  const names = Array.from({ length: 24 }, (_, i) => `id-${i}`);
  const recase = (id: string, how: number): string =>
    how === 0 ? id : how === 1 ? id.toUpperCase() : id.replace('resourcegroups', 'resourceGroups');
  const someId = fc
    .tuple(fc.constantFrom(...names), fc.integer({ min: 0, max: 2 }))
    .map(([name, how]) => recase(idOf(name), how));
  const wishes: fc.Arbitrary<IdentityWish> = fc.record(
    {
      system: fc.constantFrom('on' as const, 'off' as const),
      assign: fc.array(someId, { maxLength: 12 }),
      remove: fc.array(someId, { maxLength: 12 }),
    },
    { requiredKeys: [] },
  );
  /** What somebody else does between our reading and our writing. */
  const meddling = fc.record({
    adds: fc.array(someId, { maxLength: 2 }),
    removes: fc.array(someId, { maxLength: 2 }),
  });
  const steps = fc.array(fc.record({ wish: wishes, meddling: fc.option(meddling) }), { maxLength: 12 });
  const keys = (ids: readonly string[]): Set<string> => new Set(ids.map((id) => id.toLowerCase()));

  /** Somebody else changes the app; answers what they added. What we are about to remove they leave alone. */
  function meddle(
    azure: RecordedAzure,
    wish: IdentityWish,
    other: { adds: string[]; removes: string[] },
  ): string[] {
    const unwanted = keys(wish.remove ?? []);
    azure.ids = azure.ids.filter((id) => !keys(other.removes).has(id.toLowerCase()));
    const added = other.adds.filter((id, i) => {
      const isFirst = other.adds.findIndex((same) => same.toLowerCase() === id.toLowerCase()) === i;
      return isFirst && !unwanted.has(id.toLowerCase()) && !keys(azure.ids).has(id.toLowerCase());
    });
    azure.ids.push(...added);
    return added;
  }

  function assertRefusedRightly(azure: RecordedAzure, wish: IdentityWish, why: string): void {
    const [wanted, unwanted] = [keys(wish.assign ?? []), keys(wish.remove ?? [])];
    const overlap = [...wanted].some((id) => unwanted.has(id));
    const after = new Set([...keys(azure.ids), ...wanted].filter((id) => !unwanted.has(id)));
    assert.ok(overlap || after.size > 20, why);
  }

  function assertAsWished(azure: RecordedAzure, wish: IdentityWish): void {
    const now = keys(azure.ids);
    for (const id of keys(wish.assign ?? [])) assert.ok(now.has(id), `${id} was wished for`);
    for (const id of keys(wish.remove ?? [])) assert.ok(!now.has(id), `${id} was to go`);
    if (wish.system !== undefined) assert.equal(azure.principal !== undefined, wish.system === 'on');
  }

  function takeStep(
    azure: RecordedAzure,
    wish: IdentityWish,
    other: Parameters<typeof meddle>[2] | null,
  ): void {
    const before = azure.read();
    const plan = planIdentity(app(before), service(), wish);
    if (plan.kind === 'refused') {
      assertRefusedRightly(azure, wish, plan.failure.message);
      return;
    }
    if (plan.kind === 'nothing') {
      assertAsWished(azure, wish);
      return;
    }
    // Azure has no form of taking the last user-assigned identity away that keeps one added in this moment.
    if (other !== null && plan.after.userAssigned.length > 0) meddle(azure, wish, other);
    const unwanted = keys(wish.remove ?? []);
    const stays = azure.ids.filter((id) => !unwanted.has(id.toLowerCase()));
    const sent = Object.values(plan.patch.userAssignedIdentities ?? { none: {} });
    assert.ok(
      sent.some((value) => value !== null),
      'a map of nulls only',
    );
    azure.patch(plan.patch);
    assertAsWished(azure, wish);
    const now = keys(azure.ids);
    for (const id of stays) assert.ok(now.has(id.toLowerCase()), `${id} was not ours to remove`);
    if (wish.system === undefined) assert.equal(azure.principal, before.principalId);
    if (wish.system === 'on' && before.principalId !== undefined)
      assert.equal(azure.principal, before.principalId);
    assert.equal(planIdentity(app(azure.read()), service(), wish).kind, 'nothing');
  }

  it('ends in the wished state, loses nobody else’s identity and sends nothing when nothing changes', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(steps, (sequence) => {
        const azure = new RecordedAzure();
        for (const { wish, meddling: other } of sequence) takeStep(azure, wish, other);
      }),
      { numRuns: 300 },
    );
  });

  it('turning the system-assigned identity off and on gives a new principal and leaves the rest alone', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...names), { maxLength: 20 }), (assigned) => {
        const azure = azureWith(true, assigned);
        const [first, ids] = [azure.principal, [...azure.ids]];
        for (const system of ['off', 'on'] as const) azure.patch(change(azure.read(), { system }).patch);
        assert.notEqual(azure.principal, undefined);
        assert.notEqual(azure.principal, first);
        assert.deepEqual(azure.ids, ids);
      }),
    );
  });
});
