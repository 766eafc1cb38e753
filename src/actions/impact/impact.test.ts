import assert from 'node:assert/strict';
import { snapshotOf } from '../../../test/double/estate';
import type { RoleListing } from '../../estate/grants';
import { allApps } from '../../estate/lookup';
import { principalKey } from '../../estate/resources';
import { plain, say } from '../../lifecycle/text';
import { impactOf, lostBy, type Impact } from './impact';
import { impactReport } from './impact-report';
import { impactLines } from './impact-words';

/** What is said of turning off the system-assigned identity, whose roles were read as `listing` says. */
function saidOf(listing: RoleListing): string {
  return impactLines(impactOfTurningOff(listing)).map(plain).join('\n');
}

function impactOfTurningOff(listing: RoleListing): Impact {
  const bare = snapshotOf({
    subscriptions: { Shop: { services: { shop: { apps: { orders: { system: 'p' } } } } } },
  });
  const [orders] = [...allApps(bare)];
  assert.ok(orders !== undefined);
  const key = principalKey(orders.subscription.key, 'p');
  const snapshot = { ...bare, roles: new Map([[key, { state: 'ready' as const, value: listing }]]) };
  const lost = lostBy(snapshot, orders, { after: { system: false, userAssigned: [] }, removed: [] });
  return impactOf(lost, {
    snapshot,
    subscription: orders.subscription.key,
    apps: [{ app: orders.app, files: { read: 'all', places: [] } }],
    forwards: [],
  });
}

describe('what taking an identity away breaks', () => {
  it('is said to be no role only when all of them were read, those through groups too', () => {
    const none = { assignments: [], unreadable: [] };
    assert.match(saidOf(none), /No role assignments of the system-assigned identity were found/);
    for (const groups of ['unasked', 'untold'] as const) {
      const said = saidOf({ ...none, groups });
      assert.doesNotMatch(said, /No role assignments/);
      assert.match(said, /^Roles that the system-assigned identity has through groups were not read\./m);
    }
    const refused = { subscriptionId: 's', name: 'Shop', why: 'Azure refuses it.' };
    const said = saidOf({ ...none, unreadable: [refused] });
    assert.doesNotMatch(said, /No role assignments/);
    assert.match(said, /could not be read: Azure refuses it\./);
  });

  it('stands on the page under a heading that begins as headings do', () => {
    const none = impactOfTurningOff({ assignments: [], unreadable: [] });
    const { blocks } = impactReport('Title', none, { of: say('All of it.'), others: [] });
    const headings = blocks.flatMap((block) => (block.kind === 'section' ? [plain(block.title)] : []));
    assert.deepEqual(headings, ['The system-assigned identity']);
  });
});
