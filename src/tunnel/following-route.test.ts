import assert from 'node:assert/strict';

import { subscriptionKey } from '../estate/resources';
import { Emitter } from '../lifecycle/emitter';
import { Failure, type FailureCode } from '../lifecycle/failure';
import { plain, verbatim, type Text } from '../lifecycle/text';
import type { InstanceMove } from './follow-app';
import { createFollowingRoute } from './following-route';
import type { InstanceAddress, RawAnswer, RawRequest, Route } from './ports';

const request: RawRequest = { method: 'GET', target: '/', headers: {} };
const signal = new AbortController().signal;
const ok: RawAnswer = { status: 200, reason: 'OK', headers: {}, body: new Uint8Array() };

const at = (instance: string): InstanceAddress => ({
  subscription: subscriptionKey('account', 'tenant', 'sub'),
  subscriptionId: 'sub',
  tenantId: 'tenant',
  resourceGroup: 'rg',
  service: 'shop',
  serviceId: '/s',
  serviceFqdn: 'shop.azuremicroservices.io',
  plan: 'Standard',
  appId: '/subscriptions/sub/resourceGroups/rg/providers/Microsoft.AppPlatform/Spring/shop/apps/orders',
  app: 'orders',
  deployment: 'default',
  instance,
  inVirtualNetwork: false,
  dataPlanePublic: false,
});

type Step = FailureCode | 'ok';

/** Routes whose requests end as planned, instance by instance; the last step of an instance stays. */
function following(plan: Readonly<Record<string, readonly Step[]>>, listed: () => readonly string[]) {
  const seen: string[] = [];
  const waits: number[] = [];
  const disposed: string[] = [];
  const steps = new Map(Object.entries(plan).map(([name, all]) => [name, [...all]]));
  const open = ({ instance }: InstanceAddress): Route => ({
    kind: 'console',
    label: verbatim(instance),
    onDidEnd: new Emitter<Text>().event,
    exchange() {
      seen.push(instance);
      const mine = steps.get(instance) ?? [];
      const step = (mine.length > 1 ? mine.shift() : mine[0]) ?? 'not-found';
      if (step === 'ok') return Promise.resolve(ok);
      return Promise.reject(new Failure({ code: step, what: 'It failed.', why: `Because of ${step}.` }));
    },
    dispose: () => void disposed.push(instance),
  });
  const route = createFollowingRoute({
    first: at('one'),
    open,
    instances: () => Promise.resolve(listed().map(at)),
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    delaysMs: [0, 10, 20],
  });
  const moves: (Omit<InstanceMove, 'why'> & { readonly why: string })[] = [];
  const ends: string[] = [];
  const reconnecting: boolean[] = [];
  route.onDidMove((move) => moves.push({ ...move, why: plain(move.why) }));
  route.onDidEnd((why) => ends.push(plain(why)));
  route.onDidChange(() => reconnecting.push(route.reconnecting));
  return { route, seen, waits, disposed, moves, ends, reconnecting };
}

describe('a route that follows its app', () => {
  it('stays with the instance while it answers', async () => {
    const it = following({ one: ['ok'] }, () => ['one', 'two']);
    await it.route.exchange(request, signal);
    await it.route.exchange(request, signal);
    assert.deepEqual([it.seen, it.moves, it.waits], [['one', 'one'], [], []]);
  });

  it('goes to another instance when the service no longer knows the first, though Azure still lists it', async () => {
    const it = following({ one: ['not-found'], two: ['ok'] }, () => ['one', 'two']);
    assert.equal(await it.route.exchange(request, signal), ok);
    assert.deepEqual(it.moves, [{ from: 'one', to: 'two', why: 'Because of not-found.' }]);
    assert.deepEqual(
      [it.route.address.instance, plain(it.route.label), it.disposed],
      ['two', 'two', ['one']],
    );
  });

  it('reconnects to the same instance after a broken line, without saying that it moved', async () => {
    const it = following({ one: ['ok', 'offline', 'offline', 'ok'] }, () => ['one', 'two']);
    await it.route.exchange(request, signal);
    await it.route.exchange(request, signal);
    assert.deepEqual([it.seen, it.moves, it.waits], [['one', 'one', 'one', 'one'], [], [0, 10]]);
  });

  it('says that it reconnects from the first failure to the next answer, and not for what never worked', async () => {
    const it = following({ one: ['ok', 'offline', 'offline', 'ok', 'forbidden'] }, () => ['one']);
    await it.route.exchange(request, signal);
    assert.deepEqual(it.reconnecting, []);
    await it.route.exchange(request, signal);
    assert.deepEqual(it.reconnecting, [true, false]);
    await assert.rejects(it.route.exchange(request, signal), { code: 'forbidden' });
    assert.deepEqual(it.reconnecting, [true, false]);
    const lost = following({ one: ['ok', 'offline'] }, () => ['one']);
    await lost.route.exchange(request, signal);
    await assert.rejects(lost.route.exchange(request, signal), { code: 'offline' });
    assert.deepEqual([lost.reconnecting, lost.ends.length], [[true, false], 1]);
  });

  it('tells at once what never worked, instead of trying for long', async () => {
    const it = following({ one: ['offline'] }, () => ['one', 'two']);
    await assert.rejects(it.route.exchange(request, signal), { code: 'offline' });
    assert.deepEqual([it.seen, it.waits], [['one'], []]);
  });

  for (const code of ['forbidden', 'timeout', 'tool-missing', 'unavailable'] as const)
    it(`does not take "${code}" for an instance that is gone`, async () => {
      const it = following({ one: ['ok', code], two: ['ok'] }, () => ['two']);
      await it.route.exchange(request, signal);
      await assert.rejects(it.route.exchange(request, signal), { code });
      assert.deepEqual(it.moves, []);
    });

  it('gives up after all pauses, says so once, and gives the reason', async () => {
    const it = following({ one: ['not-found'] }, () => ['one']);
    await assert.rejects(it.route.exchange(request, signal), {
      code: 'refused',
      why: "Because of not-found. Azure lists no other running instance of deployment 'default'.",
    });
    assert.deepEqual(it.waits, [0, 10, 20]);
    assert.equal(it.ends.length, 1);
  });

  it('moves once when several requests find the instance gone at the same time', async () => {
    const it = following({ one: ['not-found'], two: ['ok'] }, () => ['two']);
    await Promise.all([1, 2, 3].map(() => it.route.exchange(request, signal)));
    assert.equal(it.moves.length, 1);
    assert.equal(it.seen.filter((name) => name === 'two').length, 3);
  });

  it('stops trying when it is disposed or the caller leaves', async () => {
    const it = following({ one: ['ok'] }, () => ['one']);
    await assert.rejects(it.route.exchange(request, AbortSignal.abort()), { name: 'AbortError' });
    it.route.dispose();
    await assert.rejects(it.route.exchange(request, signal), { name: 'AbortError' });
    assert.deepEqual(it.seen, []);
  });
});
