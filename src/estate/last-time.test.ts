import assert from 'node:assert/strict';
import { identityId, snapshotOf } from '../../test/double/estate';
import { Failure } from '../lifecycle/failure';
import { emptySnapshot } from './estate';
import { drawnEstate, keep, recall, withLastTime } from './last-time';
import { shown } from './loadable';
import { allApps, allServices } from './lookup';
import { resourceKey, type ResourceKey } from './resources';

const before = snapshotOf({
  subscriptions: {
    Shop: {
      services: {
        shop: { apps: { orders: { system: 'principal-secret', user: ['id-a', 'id-b'] }, gateway: {} } },
        unread: {},
      },
    },
    Empty: { services: {} },
  },
});
const keys = [...allServices(before)].map(({ service }) => resourceKey(service));
const [shop] = keys as [ResourceKey];
const most = 1_000_000;

function again(text = keep(before, new Set([shop]), most)) {
  const last = recall(text);
  assert.ok(last);
  return last;
}

describe('the estate of last time', () => {
  it('has the names, ids and kinds of what was read, and what stood open', () => {
    const last = again();
    const { snapshot, remembered } = withLastTime(emptySnapshot(), last);
    assert.deepEqual(
      [...allApps(snapshot)].map(({ app, service, subscription }) => [
        subscription.name,
        service.name,
        app.id,
        app.identity.type,
        app.identity.userAssigned.map(({ id }) => id),
      ]),
      [...allApps(before)].map(({ app, service, subscription }) => [
        subscription.name,
        service.name,
        app.id,
        app.identity.type,
        app.identity.userAssigned.map(({ id }) => id),
      ]),
    );
    assert.deepEqual([...last.open], [shop]);
    assert.ok(remembered.reach && remembered.apps.has(shop) && remembered.services.size === 1);
    assert.equal(snapshot.apps.has(keys[1]!), false);
  });

  it('holds no principal and nothing else that was not needed to name things', () => {
    const text = keep(before, new Set(), most);
    assert.ok(!text.includes('principal'));
    assert.equal(text.split(identityId('id-a')).length, 2);
  });

  it('gives way to what is known now, branch by branch, whatever its state', () => {
    const last = again();
    const gone = { ...before, services: new Map(), apps: new Map() };
    assert.deepEqual([...withLastTime(gone, last).remembered.services].length, 1);
    const { snapshot, remembered } = withLastTime(before, last);
    assert.deepEqual([remembered.reach, remembered.services.size, remembered.apps.size], [false, 0, 0]);
    assert.deepEqual([...allApps(snapshot)], [...allApps(before)]);
    const emptied = { ...before, apps: new Map([[shop, { state: 'ready', value: [] } as const]]) };
    assert.equal([...allApps(withLastTime(emptied, last).snapshot)].length, 0);
    // A subscription that is not listed any more takes along what was in it.
    const other = snapshotOf({ subscriptions: { Other: { services: {} } } });
    assert.equal([...allApps(withLastTime(other, last).snapshot)].length, 0);
  });

  it('stays beside the failure to read it again, and goes with the sign-in', () => {
    const last = again();
    const failed = (code: 'offline' | 'signed-out') =>
      drawnEstate({
        now: {
          ...emptySnapshot(),
          reach: { state: 'failed', failure: new Failure({ code, what: 'w', why: 'y' }) },
        },
        last,
      }).snapshot.reach;
    assert.equal(failed('offline').state, 'failed');
    assert.equal(shown(failed('offline'))?.subscriptions.length, 1);
    assert.equal(shown(failed('signed-out')), undefined);
  });

  it('fits: apps that do not are left out, a service at a time', () => {
    const apps = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`app-${i}`, { user: ['id'] }]));
    const large = snapshotOf({ subscriptions: { Shop: { services: { a: { apps }, b: { apps } } } } });
    const whole = keep(large, new Set(), most);
    const part = keep(large, new Set(), whole.length);
    assert.ok(part.length <= whole.length);
    const { snapshot } = withLastTime(emptySnapshot(), again(part));
    assert.deepEqual([[...allServices(snapshot)].length, [...allApps(snapshot)].length], [2, 200]);
    assert.ok(keep(large, new Set(), 10).length < 100);
  });

  it('is nothing where the file is damaged, of another version, or empty', () => {
    const text = keep(before, new Set(), most);
    for (const bad of ['', 'null', '[]', '{"version":2}', text.slice(0, -10), text.replace('"shop"', '7')])
      assert.equal(recall(bad), undefined, bad.slice(0, 40));
    assert.equal(recall(keep(emptySnapshot(), new Set(), most)), undefined);
  });
});
