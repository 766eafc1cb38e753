import assert from 'node:assert/strict';
import { eachBounded } from './each-bounded';

describe('working on each of many', () => {
  it('starts nothing more after the first error, tells those under way, and ends when they have', async () => {
    const started: number[] = [];
    let ended = false;
    const work = (item: number, signal: AbortSignal): Promise<void> => {
      started.push(item);
      if (item === 1) return Promise.reject(new Error('the first'));
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          setImmediate(() => {
            ended = true;
            reject(new Error('told to end'));
          });
        });
      });
    };
    await assert.rejects(eachBounded([0, 1, 2, 3], 2, work), /the first/);
    assert.deepEqual(started, [0, 1]);
    assert.ok(ended);
  });
});
