import assert from 'node:assert/strict';
import { subscriptionNamed } from '../../test/double/estate';
import { resourceKey } from '../estate/resources';
import { Failure } from '../lifecycle/failure';
import { KnownDebugging } from './known-debugging';
import type { RemoteDebugging, RemoteDebuggingApi } from './ports';

describe('what is known of remote debugging', () => {
  const shop = subscriptionNamed('Shop');
  const of = { subscription: shop, id: '/subscriptions/s/x/apps/orders/deployments/default' };
  const key = resourceKey({ id: of.id, subscription: shop.key });
  const { signal } = new AbortController();
  const off = { enabled: false, port: 5005 };
  const on = { enabled: true, port: 5005 };

  const stopped = () => new DOMException('stopped', 'AbortError');

  /** An Azure that answers reads in this order; the last answer stays. `change` is what a change ends with. */
  function knowing(reads: (RemoteDebugging | Failure)[], change: () => Promise<RemoteDebugging>) {
    let waits = 0;
    const api: RemoteDebuggingApi = {
      read: () => {
        const next = reads.length > 1 ? reads.shift() : reads[0];
        if (next === undefined || Failure.is(next)) return Promise.reject(next ?? new Error('no answer'));
        return Promise.resolve(next);
      },
      enable: change,
      disable: change,
    };
    const known = new KnownDebugging({
      api,
      now: () => 1_000,
      // As a clock: others have their turn, and who waits can be told to stop.
      wait: (_, { aborted }) => {
        waits += 1;
        return aborted ? Promise.reject(stopped()) : new Promise((resolve) => void setImmediate(resolve));
      },
    });
    const told: unknown[] = [];
    known.onDidChange((deployment) => told.push(known.get(deployment)));
    return { known, told, waits: () => waits };
  }

  it('is what was read last, by whomever', async () => {
    const { known, told } = knowing([on], () => Promise.resolve(on));
    assert.equal(known.get(key), undefined);
    await known.look(of);
    assert.deepEqual(known.get(key), { is: 'known', ...on });
    await known.read(of, signal);
    assert.equal(told.length, 2);
  });

  it('is that a change is under way, until it has ended', async () => {
    const { known, told } = knowing([off], () => Promise.resolve(on));
    await known.enable({ ...of, seen: off }, 5005, signal);
    assert.deepEqual(told, [{ is: 'updating' }, { is: 'known', ...on }]);
    assert.deepEqual(known.toRecords(), []);
  });

  it('is what it was when a change was refused', async () => {
    const refused = new Failure({ code: 'forbidden', what: 'No.', why: 'Not allowed.' });
    const { known } = knowing([off], () => Promise.reject(refused));
    await known.look(of);
    await assert.rejects(known.enable({ ...of, seen: off }, 5005, signal), refused);
    assert.deepEqual(known.get(key), { is: 'known', ...off });
  });

  it('is found again when nobody waits for the change any more, and in the next window', async () => {
    const left = knowing([off], () => Promise.reject(stopped()));
    const waiting = left.known.enable({ ...of, seen: off }, 5005, signal);
    await assert.rejects(waiting, { name: 'AbortError' });
    const stored: unknown = JSON.parse(JSON.stringify(left.known.toRecords()));
    left.known.dispose();
    const { known, waits } = knowing([off, off, on], () => Promise.resolve(on));
    known.fromRecords(stored);
    assert.deepEqual(known.get(key), { is: 'updating' });
    await known.look(of);
    assert.deepEqual(known.get(key), { is: 'known', ...on });
    assert.equal(waits(), 2);
  });

  it('is nothing of what somebody else has stored', () => {
    const { known } = knowing([off], () => Promise.resolve(on));
    for (const stored of [undefined, {}, [null, 7, { id: 'x' }], [{ id: 1, wish: {} }]])
      known.fromRecords(stored);
    known.fromRecords([{ id: of.id, subscription: shop.key, wish: { enabled: true }, startedAt: -1e9 }]);
    assert.deepEqual(known.toRecords(), []);
  });

  it('is that it cannot be read', async () => {
    const forbidden = new Failure({ code: 'forbidden', what: 'No.', why: 'Not allowed.' });
    const { known } = knowing([forbidden], () => Promise.resolve(on));
    await known.look(of);
    assert.equal(known.get(key)?.is, 'unreadable');
  });
});
