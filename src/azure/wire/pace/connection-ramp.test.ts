import assert from 'node:assert/strict';

import { ConnectionRamp } from './connection-ramp';

describe('ConnectionRamp', () => {
  /** Starts `count` pieces of work that last until `end`; tells how many had started in each turn. */
  async function burst(
    ramp: ConnectionRamp,
    count: number,
  ): Promise<{ perTurn: number[]; end: () => Promise<void> }> {
    let started = 0;
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const runs = Array.from({ length: count }, () =>
      ramp.run(() => {
        started += 1;
        return held;
      }),
    );
    const perTurn: number[] = [];
    while (started < count) {
      await Promise.resolve();
      perTurn.push(started);
      await new Promise(setImmediate);
    }
    return {
      perTurn,
      end: async () => {
        finish();
        await Promise.all(runs);
      },
    };
  }

  it('spreads first connections over several turns of the event loop', async () => {
    const { perTurn, end } = await burst(new ConnectionRamp(), 16);
    await end();

    assert.ok(perTurn.length >= 7, perTurn.join(' '));
    assert.ok((perTurn[0] ?? 0) <= 2);
  });

  it('holds nobody up who finds a connection free', async () => {
    const ramp = new ConnectionRamp();
    await (await burst(ramp, 16)).end();

    const again = await burst(ramp, 16);
    await again.end();

    assert.ok(again.perTurn.length <= 1, again.perTurn.join(' '));
  });

  it('gives back its place when the work fails', async () => {
    const ramp = new ConnectionRamp();
    await assert.rejects(
      ramp.run(() => Promise.reject(new Error('broken'))),
      /broken/,
    );

    assert.equal(await ramp.run(() => Promise.resolve('next')), 'next');
  });
});
