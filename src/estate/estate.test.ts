import assert from 'node:assert/strict';
import fc from 'fast-check';

import {
  hasSystem,
  hasUserAssigned,
  identityType,
  isMixed,
  namesOf,
  noIdentity,
  sameIdentities,
  type AppIdentity,
} from './app-identity';
import { armKey, nameOf, parseArmId, sameArmId } from './ids/arm-id';
import { dropGoneApps, dropOrphans, removeApp, replaceApp, replaceService } from './frozen/edits';
import { Estate, emptySnapshot } from './estate';
import { frozenMap, keepEntries, withEntries, withEntry } from './frozen/frozen-map';
import { keepSame, sameData } from './frozen/keep-same';
import { absent, shown, type Loadable } from './loadable';
import {
  allApps,
  appsUsing,
  findApp,
  findService,
  findSubscription,
  identityUse,
  serviceKeyOf,
  subscriptionKeyOf,
} from './lookup';
import {
  principalKey,
  resourceKey,
  subscriptionKey,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
} from './resources';
import type { EstateSnapshot } from './frozen/snapshot';
import { Failure } from '../lifecycle/failure';
import { plain as inEnglish } from '../lifecycle/text';
import { planOf } from '../hosts/spring/plans';
import { stateOf } from '../hosts/spring/states';

const subscription: Subscription = {
  key: subscriptionKey('Me|home', 'T', 'S1'),
  subscriptionId: 'S1',
  name: 'Dev',
  accountId: 'Me|home',
  accountLabel: 'me@example.com',
  tenantId: 'T',
};
const idOf = (name: string): string =>
  `/subscriptions/S1/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;

function serviceOf(name: string): SpringService {
  const id = `/subscriptions/S1/resourceGroups/G/providers/Microsoft.AppPlatform/Spring/${name}`;
  const rest = {
    location: 'eastus',
    plan: 'Standard',
    state: stateOf('Succeeded'),
    power: 'unknown',
  } as const;
  return { id, subscription: subscription.key, name, ...rest };
}

function appOf(service: SpringService, name: string, identity: AppIdentity = noIdentity): SpringApp {
  const place = {
    id: `${service.id}/apps/${name}`,
    subscription: service.subscription,
    serviceId: service.id,
  };
  return { ...place, name, location: 'eastus', state: stateOf('Succeeded'), identity };
}

function users(system: boolean, ...names: string[]): AppIdentity {
  const type = identityType(system, names.length > 0);
  return { type, userAssigned: names.map((name) => ({ id: idOf(name) })) };
}

const shop = serviceOf('shop');
const bank = serviceOf('bank');
const orders = appOf(shop, 'orders', users(true, 'a', 'b'));
const billing = appOf(shop, 'billing', users(false, 'a'));
const plain = appOf(bank, 'plain');

function filled(): EstateSnapshot {
  const ready = <T>(value: T): Loadable<T> => ({ state: 'ready', value });
  return {
    ...emptySnapshot(),
    reach: ready({ subscriptions: [subscription], lockedTenants: [], unreadableTenants: [], filteredOut: 0 }),
    services: frozenMap([[subscription.key, ready([shop, bank])]]),
    apps: frozenMap([
      [resourceKey(shop), ready([orders, billing])],
      [resourceKey(bank), ready([plain])],
    ]),
    deployments: frozenMap([
      [resourceKey(orders), ready([])],
      [resourceKey(plain), ready([])],
    ]),
    userAssigned: frozenMap([[subscription.key, ready([])]]),
  };
}

describe('ARM ids', () => {
  it('are the same whatever their case, blanks around them or slash behind them', () => {
    assert.ok(sameArmId(idOf('A'), ` ${idOf('a').toUpperCase()}/ `));
    assert.ok(!sameArmId(idOf('a'), idOf('b')));
    assert.equal(armKey(`${idOf('a')}//`), armKey(idOf('a')));
  });

  it('fall into subscription, group, type and names', () => {
    assert.deepEqual(parseArmId(orders.id), {
      subscriptionId: 'S1',
      resourceGroup: 'G',
      type: 'Microsoft.AppPlatform/Spring/apps',
      names: ['shop', 'orders'],
    });
    assert.equal(nameOf(orders.id), 'orders');
  });

  for (const text of [
    '',
    'orders',
    '/subscriptions/s',
    '/subscriptions/s/resourceGroups/g',
    `${orders.id}/deployments`,
  ]) {
    it(`'${text}' is none, and is shown as it is`, () => {
      assert.equal(parseArmId(text), undefined);
      assert.equal(nameOf(text), text);
    });
  }
});

describe('identities of an app', () => {
  it('are told apart by kind', () => {
    assert.deepEqual(
      [noIdentity, users(true), users(false, 'a'), users(true, 'a')].map((identity) => [
        ...[hasSystem(identity), hasUserAssigned(identity), isMixed(identity)],
      ]),
      [
        [false, false, false],
        [true, false, false],
        [false, true, false],
        [true, true, true],
      ],
    );
  });

  it('are the same in any case and order, and with IDs filled in later', () => {
    const known = { ...users(true, 'a', 'b'), principalId: 'P' };
    const filledIn = {
      ...known,
      principalId: 'p',
      userAssigned: [{ id: idOf('B').toLowerCase(), clientId: 'c' }, { id: idOf('A') }],
    };
    assert.ok(sameIdentities(known, filledIn));
    assert.ok(sameIdentities({ ...users(true) }, { ...users(true), principalId: 'p' }));
  });

  it('differ by kind, principal or any id', () => {
    const known = { ...users(true, 'a'), principalId: 'p' };
    for (const other of [
      users(false, 'a'),
      { ...known, principalId: 'q' },
      { ...users(true, 'b'), principalId: 'p' },
      { ...users(true, 'a', 'b'), principalId: 'p' },
    ]) {
      assert.ok(!sameIdentities(known, other));
      assert.ok(!sameIdentities(other, known));
    }
  });

  it('are called by name up to three, by number from four', () => {
    assert.equal(inEnglish(namesOf(['a', 'b', 'c'].map(idOf))), "'a', 'b', 'c'");
    assert.equal(inEnglish(namesOf(['a', 'b', 'c', 'd'].map(idOf))), '4 user-assigned identities');
  });
});

describe('planOf', () => {
  it('knows the tiers in any case and calls others unknown', () => {
    const tiers = ['basic', 'Standard', 'ENTERPRISE', 'StandardGen2', 'Free', undefined];
    assert.deepEqual(tiers.map(planOf), [
      'Basic',
      'Standard',
      'Enterprise',
      'Consumption',
      'Unknown',
      'Unknown',
    ]);
  });
});

describe('frozen maps', () => {
  it('refuse every change, at run time too', () => {
    const map = frozenMap([['a', 1]]) as Map<string, number>;
    assert.throws(() => map.set('b', 2), TypeError);
    assert.throws(() => map.delete('a'), TypeError);
    assert.throws(() => {
      map.clear();
    }, TypeError);
    assert.deepEqual([...map], [['a', 1]]);
  });

  it('stay the same map when nothing changes', () => {
    const map = frozenMap<string, number | undefined>([['a', 1]]);
    assert.equal(withEntry(map, 'a', 1), map);
    assert.deepEqual(
      [...withEntry(map, 'b', undefined)],
      [
        ['a', 1],
        ['b', undefined],
      ],
    );
    assert.deepEqual([...withEntries(map, [['a', 2]])], [['a', 2]]);
    assert.equal(
      keepEntries(map, () => true),
      map,
    );
    assert.equal(keepEntries(map, () => false).size, 0);
    assert.deepEqual([...map], [['a', 1]]);
  });
});

describe('Estate', () => {
  it('is empty at first: nothing was asked for', () => {
    assert.equal(new Estate().snapshot.reach.state, 'absent');
  });

  it('tells of a change after it has happened, with a frozen snapshot', () => {
    const estate = new Estate();
    const told: unknown[] = [];
    estate.onDidChange(({ snapshot, touched }) => {
      assert.equal(snapshot, estate.snapshot);
      told.push(touched);
    });
    estate.apply(filled, [{ kind: 'everything' }]);
    assert.deepEqual(told, [[{ kind: 'everything' }]]);
    assert.ok(Object.isFrozen(estate.snapshot));
  });

  it('tells of a listener’s own change after the one it heard of, to everybody in the same order', () => {
    const estate = new Estate();
    const told: string[] = [];
    estate.onDidChange(({ touched }) => {
      told.push(`first hears ${touched[0]?.kind ?? ''}`);
      if (touched[0]?.kind === 'everything')
        estate.apply(emptySnapshot, [
          { kind: 'principal', key: principalKey(subscriptionKey('a', 't', 's'), 'p') },
        ]);
    });
    estate.onDidChange(({ touched }) => told.push(`second hears ${touched[0]?.kind ?? ''}`));
    estate.apply(filled, [{ kind: 'everything' }]);
    assert.deepEqual(told, [
      ...['first hears everything', 'second hears everything'],
      ...['first hears principal', 'second hears principal'],
    ]);
  });

  it('goes on telling after a listener has thrown', () => {
    const estate = new Estate();
    let told = 0;
    const broken = estate.onDidChange(() => {
      throw new Error('boom');
    });
    assert.throws(() => {
      estate.apply(filled, [{ kind: 'everything' }]);
    }, /boom/);
    broken.dispose();
    estate.onDidChange(() => (told += 1));
    estate.apply(emptySnapshot, [{ kind: 'everything' }]);
    assert.equal(told, 1);
  });

  it('tells nobody when the snapshot stays or nothing visible changed', () => {
    const estate = new Estate();
    let told = 0;
    estate.onDidChange(() => (told += 1));
    estate.apply((snapshot) => snapshot, [{ kind: 'everything' }]);
    estate.apply(filled, []);
    estate.dispose();
    estate.apply(emptySnapshot, [{ kind: 'everything' }]);
    assert.equal(told, 0);
  });
});

describe('shown', () => {
  it('is what can be shown of a branch, whatever its state', () => {
    const failure = new Failure({ code: 'offline', what: 'A.', why: 'B.' });
    const branches: Loadable<number>[] = [
      absent,
      { state: 'loading' },
      { state: 'loading', previous: 1 },
      { state: 'ready', value: 2 },
      { state: 'failed', failure },
      { state: 'failed', failure, previous: 3 },
    ];
    assert.deepEqual(branches.map(shown), [undefined, undefined, 1, 2, undefined, 3]);
  });
});

describe('looking up', () => {
  const key = resourceKey(orders);

  it('finds an app with its service and subscription by a key made of any casing', () => {
    const again = resourceKey({ id: orders.id.toUpperCase(), subscription: subscription.key });
    assert.deepEqual(findApp(filled(), again), { app: orders, service: shop, subscription });
    assert.deepEqual(findService(filled(), resourceKey(shop)), { service: shop, subscription });
    assert.equal(findSubscription(filled(), subscription.key), subscription);
  });

  it('reads service and subscription out of an app’s key', () => {
    assert.equal(serviceKeyOf(key), resourceKey(shop));
    assert.equal(subscriptionKeyOf(key), subscription.key);
  });

  it('finds nothing where nothing is', () => {
    assert.equal(findApp(emptySnapshot(), key), undefined);
    assert.equal(findApp(filled(), resourceKey(appOf(shop, 'other'))), undefined);
    assert.equal(findApp(filled(), resourceKey(appOf(serviceOf('other'), 'orders'))), undefined);
    assert.equal(findService(filled(), 'x' as ResourceKey), undefined);
  });

  it('finds the apps that use an identity, in any casing', () => {
    assert.deepEqual(
      appsUsing(filled(), idOf('A')).map(({ app }) => app.name),
      ['orders', 'billing'],
    );
    assert.deepEqual(appsUsing(filled(), idOf('none')), []);
  });

  it('sorts all apps by the identities they use, in one pass', () => {
    const use = identityUse(filled());
    assert.deepEqual(
      use.system.map(({ app }) => app),
      [orders],
    );
    assert.deepEqual(
      use.none.map(({ app }) => app),
      [plain],
    );
    assert.deepEqual(
      [...use.userAssigned.values()].map(({ id, apps }) => [nameOf(id), ...apps.map(({ app }) => app.name)]),
      [
        ['a', 'orders', 'billing'],
        ['b', 'orders'],
      ],
    );
    assert.equal([...allApps(filled())].length, 3);
  });
});

describe('sameData', () => {
  it('compares plain data by what it says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        assert.ok(sameData(a, structuredClone(a)));
        const same = JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b));
        assert.equal(sameData(a, b), same);
        assert.equal(sameData(b, a), same);
      }),
    );
  });

  it('tells a missing property from one that is undefined', () => {
    assert.ok(!sameData({ a: undefined }, { b: undefined }));
    assert.ok(!sameData({ a: 1 }, { a: 1, b: 2 }));
    assert.ok(!sameData([], {}));
    assert.ok(!sameData(null, {}));
  });
});

/** JSON has no -0, and says nothing about the order of properties. */
function sortKeys(value: unknown): unknown {
  if (Object.is(value, -0)) return '-0';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sortKeys);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

describe('keepSame', () => {
  const copy = <T>(value: T): T => structuredClone(value);

  it('answers the old list when everything says the same', () => {
    const before = [orders, billing];
    assert.deepEqual(keepSame(before, copy(before)), { items: before, membership: false, changed: [] });
    assert.equal(keepSame(before, copy(before)).items, before);
  });

  it('keeps what is the same and names what changed', () => {
    const before = [orders, billing];
    const { items, membership, changed } = keepSame(before, [copy(orders), { ...billing, url: 'https://x' }]);
    assert.equal(items[0], orders);
    assert.equal(items[1]?.url, 'https://x');
    assert.deepEqual([membership, changed], [false, [resourceKey(billing)]]);
  });

  it('notices what came, went and moved', () => {
    for (const fresh of [[orders], [orders, billing, plain], [billing, orders], [orders, plain], []]) {
      const { items, membership } = keepSame([orders, billing], copy(fresh));
      assert.equal(membership, true);
      assert.deepEqual(items, fresh);
    }
  });
});

describe('edits', () => {
  it('replace one app, touch it alone and share everything else', () => {
    const before = filled();
    const changed = { ...orders, state: stateOf('Updating') };
    const { snapshot, touched } = replaceApp(before, changed);
    assert.deepEqual(touched, [{ kind: 'app', key: resourceKey(orders), service: resourceKey(shop) }]);
    assert.equal(findApp(snapshot, resourceKey(orders))?.app, changed);
    assert.equal(findApp(snapshot, resourceKey(billing))?.app, billing);
    assert.equal(snapshot.apps.get(resourceKey(bank)), before.apps.get(resourceKey(bank)));
    assert.equal(snapshot.deployments, before.deployments);
    assert.equal(findApp(before, resourceKey(orders))?.app, orders);
  });

  it('touch nothing when the app says the same, or its service was never opened', () => {
    const before = filled();
    assert.deepEqual(replaceApp(before, structuredClone(orders)), { snapshot: before, touched: [] });
    const empty = emptySnapshot();
    assert.deepEqual(replaceApp(empty, orders), { snapshot: empty, touched: [] });
    assert.deepEqual(removeApp(empty, resourceKey(orders)), { snapshot: empty, touched: [] });
    assert.deepEqual(replaceService(empty, shop), { snapshot: empty, touched: [] });
    assert.equal(replaceService(before, serviceOf('other')).snapshot, before);
    assert.equal(replaceService(before, structuredClone(shop)).snapshot, before);
    assert.equal(removeApp(before, resourceKey(appOf(shop, 'other'))).snapshot, before);
  });

  it('add an app that was not listed, and touch its service', () => {
    const { snapshot, touched } = replaceApp(filled(), appOf(shop, 'new'));
    assert.deepEqual(touched, [{ kind: 'service', key: resourceKey(shop) }]);
    assert.equal([...allApps(snapshot)].length, 4);
  });

  it('keep a failed branch failed while what it shows is brought up to date', () => {
    const failure = new Failure({ code: 'offline', what: 'A.', why: 'B.' });
    const before: EstateSnapshot = {
      ...filled(),
      apps: frozenMap([[resourceKey(shop), { state: 'failed', failure, previous: [orders] }]]),
    };
    const { snapshot } = replaceApp(before, { ...orders, url: 'https://x' });
    const branch = snapshot.apps.get(resourceKey(shop));
    assert.ok(branch?.state === 'failed');
    assert.equal(branch.previous?.[0]?.url, 'https://x');
  });

  it('remove an app with what hung on it', () => {
    const { snapshot, touched } = removeApp(filled(), resourceKey(orders));
    assert.deepEqual(touched, [{ kind: 'service', key: resourceKey(shop) }]);
    assert.equal(findApp(snapshot, resourceKey(orders)), undefined);
    assert.deepEqual([...snapshot.deployments.keys()], [resourceKey(plain)]);
  });

  it('replace one service and touch it alone', () => {
    const { snapshot, touched } = replaceService(filled(), { ...shop, power: 'stopped' });
    assert.deepEqual(touched, [{ kind: 'service', key: resourceKey(shop) }]);
    assert.equal(findService(snapshot, resourceKey(shop))?.service.power, 'stopped');
    assert.equal(findService(snapshot, resourceKey(bank))?.service, bank);
  });

  it('drop what belonged to services and subscriptions that are gone', () => {
    const before = filled();
    const services = frozenMap([[subscription.key, { state: 'ready' as const, value: [bank] }]]);
    const without = dropOrphans({ ...before, services });
    assert.deepEqual([...without.apps.keys()], [resourceKey(bank)]);
    assert.deepEqual([...without.deployments.keys()], [resourceKey(plain)]);
    const nothing = dropOrphans({ ...before, reach: absent });
    const { services: s, apps, deployments, userAssigned } = nothing;
    assert.deepEqual([s.size, apps.size, deployments.size, userAssigned.size], [0, 0, 0, 0]);
  });

  it('share every map when nothing is gone', () => {
    const before = filled();
    const after = dropOrphans(before);
    assert.deepEqual(Object.values(after), Object.values(before));
    for (const name of ['services', 'apps', 'deployments', 'userAssigned'] as const)
      assert.equal(after[name], before[name]);
    assert.equal(dropGoneApps(before, resourceKey(shop)), before);
  });

  it('drop what belonged to apps that a service does not list any more', () => {
    const before = filled();
    const apps = withEntry(before.apps, resourceKey(shop), { state: 'ready' as const, value: [billing] });
    const after = dropGoneApps({ ...before, apps }, resourceKey(shop));
    assert.deepEqual([...after.deployments.keys()], [resourceKey(plain)]);
  });
});
