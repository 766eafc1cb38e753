import assert from 'node:assert/strict';
import { snapshotOf } from '../../../test/double/estate';
import type { RoleListing } from '../../estate/grants';
import { allApps } from '../../estate/lookup';
import { principalKey } from '../../estate/resources';
import { unreadOf } from './audit';

/** What an audit says it has not read of an app whose roles were read as `listing` says. */
function unreadWith(listing: RoleListing): ReturnType<typeof unreadOf> {
  const bare = snapshotOf({
    subscriptions: { Shop: { services: { shop: { apps: { orders: { system: 'p' } } } } } },
  });
  const [orders] = [...allApps(bare)];
  assert.ok(orders !== undefined);
  const key = principalKey(orders.subscription.key, 'p');
  return unreadOf({ ...bare, roles: new Map([[key, { state: 'ready', value: listing }]]) });
}

describe('what an audit has not read', () => {
  it('are roles through groups as well, said once and held against nobody', () => {
    const none = { assignments: [], unreadable: [] };
    const about = (listing: RoleListing) =>
      unreadWith(listing).filter(({ skipped }) => skipped.includes('groups'));
    assert.deepEqual(about(none), []);
    for (const groups of ['unasked', 'untold'] as const)
      assert.deepEqual(about({ ...none, groups }), [
        { path: 'azure', skipped: 'roles that 1 identity has through groups were not read', note: true },
      ]);
  });
});
