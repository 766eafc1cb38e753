import assert from 'node:assert/strict';

import { isAbort } from '../failure';
import { Gate } from './gate';

/** Work whose end the test decides. */
function held(): { promise: Promise<void>; end: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

describe('Gate', () => {
  it('lets no more than its size in, and the next ones in the order they came', async () => {
    const gate = new Gate(2);
    const works = [held(), held(), held(), held()];
    const started: number[] = [];
    const runs = works.map((work, i) =>
      gate.run(undefined, () => {
        started.push(i);
        return work.promise;
      }),
    );
    await Promise.resolve();
    assert.deepEqual(started, [0, 1]);

    works[1]?.end();
    await runs[1];
    assert.deepEqual(started, [0, 1, 2]);
    for (const { end } of works) end();
    await Promise.all(runs);
    assert.deepEqual(started, [0, 1, 2, 3]);
  });

  it('passes over a waiter that gave up, and keeps no place for it', async () => {
    const gate = new Gate(1);
    const first = held();
    const control = new AbortController();
    const running = gate.run(undefined, () => first.promise);
    const waiting = gate.run(control.signal, () => Promise.resolve('never'));
    const last = gate.run(undefined, () => Promise.resolve('last'));
    control.abort();
    await assert.rejects(waiting, isAbort);
    first.end();
    await running;

    assert.equal(await last, 'last');
    assert.equal(await gate.run(undefined, () => Promise.resolve('free again')), 'free again');
  });

  it('gives its place back when the work fails', async () => {
    const gate = new Gate(1);
    await assert.rejects(
      gate.run(undefined, () => Promise.reject(new Error('broken'))),
      /broken/,
    );

    assert.equal(await gate.run(undefined, () => Promise.resolve('next')), 'next');
  });

  it('does not start work that was cancelled before', async () => {
    let started = false;
    const run = new Gate(1).run(AbortSignal.abort(), () => {
      started = true;
      return Promise.resolve();
    });

    await assert.rejects(run, isAbort);
    assert.equal(started, false);
  });
});
