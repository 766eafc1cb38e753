import assert from 'node:assert/strict';
import { inTurn, shareOut, type Aside } from './share-out';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const double = (n: number): Promise<number> => Promise.resolve(2 * n);

describe('work that is shared between two threads', () => {
  let here: number[];
  let there: number[];

  beforeEach(() => {
    here = [];
    there = [];
  });

  function share(count: number, aside: Partial<Aside<number, number>> = {}) {
    return shareOut(numbers(count), {
      here: (some) => {
        here.push(...some);
        return inTurn(some, double);
      },
      aside: {
        takes: () => true,
        do: (some) => {
          there.push(...some);
          return inTurn(some, double);
        },
        hear: () => new Promise((resolve) => void setImmediate(resolve)),
        ...aside,
      },
      most: 8,
    });
  }

  it('is all done, once each, in part there, and has its results in order', async () => {
    for (const count of [0, 1, 2, 7, 100]) {
      [here, there] = [[], []];
      assert.deepEqual(
        await share(count),
        numbers(count).map((n) => 2 * n),
      );
      assert.deepEqual(
        [...here, ...there].sort((a, b) => a - b),
        numbers(count),
      );
      assert.equal(there.length > 0, count > 0, String(count));
    }
    assert.ok(here.length > 20 && there.length > 20, `${here.length} ${there.length}`);
  });

  it('is done here, in order, as far as it cannot be done there', async () => {
    await share(40, { takes: (n) => n >= 30 });
    assert.deepEqual(
      here.filter((n) => n < 30),
      numbers(30),
    );
    assert.ok(there.length > 0 && there.every((n) => n >= 30));
  });

  it('is done here when the other thread is lost, and nothing more is handed over', async () => {
    let asked = 0;
    const lost = () => {
      asked += 1;
      return Promise.reject(new Error('its thread ended'));
    };
    const results = await share(50, { do: lost });
    assert.deepEqual(
      results,
      numbers(50).map((n) => 2 * n),
    );
    assert.equal(here.length, 50);
    assert.ok(asked <= 2, String(asked));
  });

  it('ends with the error of what fails here', async () => {
    const fail = shareOut(numbers(3), { here: () => Promise.reject(new Error('no')), most: 1 });
    await assert.rejects(fail, /^Error: no$/);
  });
});
