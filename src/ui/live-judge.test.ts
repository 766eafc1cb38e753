import assert from 'node:assert/strict';
import { snapshotOf } from '../../test/double/estate';
import { Estate } from '../estate/estate';
import { allApps, type FoundApp } from '../estate/lookup';
import { resourceKey } from '../estate/resources';
import type { Fact } from '../rules/fact';
import { LiveJudge, type JudgedAnew } from './live-judge';

const apps = { orders: { system: 'p-orders', user: ['id-orders'] }, billing: { system: 'p', user: ['id'] } };
const snapshot = snapshotOf({ subscriptions: { Shop: { services: { shop: { apps } } } } });
const unnamed: Fact = {
  kind: 'credential',
  via: 'ManagedIdentityCredential',
  named: false,
  span: { start: 0, end: 1 },
};

describe('judging live apps', () => {
  const estate = new Estate();
  estate.apply(() => snapshot, [{ kind: 'everything' }]);
  const [orders, billing] = [...allApps(snapshot)] as [FoundApp, FoundApp];
  let facts: readonly Fact[];
  let judge: LiveJudge;
  let told: JudgedAnew[];
  beforeEach(() => {
    facts = [];
    judge = new LiveJudge(estate);
    judge.use((id) => ({ files: id === orders.app.id ? [{ path: 'App.java', facts }] : [] }), {});
    told = [];
    judge.onDidChange((anew) => told.push(anew));
  });

  it('tells of the one app of which something else is to be said now, and of no other', () => {
    judge.findingsOf(orders);
    judge.findingsOf(billing);
    const before = judge.findingsOf(orders).length;
    facts = [unnamed];
    judge.judgeAgain([orders.app.id.toUpperCase(), billing.app.id]);
    assert.deepEqual(told, [[resourceKey(orders.app)]]);
    assert.ok(judge.findingsOf(orders).length > before);
  });

  it('tells nothing when the same is to be said', () => {
    judge.findingsOf(orders);
    facts = [{ ...unnamed, named: true }];
    judge.judgeAgain([orders.app.id]);
    assert.deepEqual(told, []);
  });

  it('tells nothing of apps nobody has looked at', () => {
    facts = [unnamed];
    judge.judgeAgain([orders.app.id]);
    assert.deepEqual(told, []);
  });

  it('tells everybody when levels or links are others', () => {
    judge.use(() => ({}), { MI001: 'off' });
    assert.deepEqual(told, ['all']);
    assert.ok(!judge.findingsOf(orders).some(({ rule }) => rule.id === 'MI001'));
  });
});
