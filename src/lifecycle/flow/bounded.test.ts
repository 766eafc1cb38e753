import assert from 'node:assert/strict';
import { eachBounded, mapBounded } from './bounded';

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

describe('asking for many, a few at a time', () => {
  it('gives the answers in the order of the questions', async () => {
    const answers = await mapBounded([3, 1, 2], 2, async (turns) => {
      for (let i = 0; i < turns; i += 1) await Promise.resolve();
      return turns * 10;
    });
    assert.deepEqual(answers, [30, 10, 20]);
  });

  it('asks nothing more after the first error, and goes on nowhere after it has thrown', async () => {
    const asked: number[] = [];
    const answered: number[] = [];
    const work = async (item: number): Promise<void> => {
      asked.push(item);
      await new Promise(setImmediate);
      if (item === 0) throw new Error('refused');
      await new Promise(setImmediate);
      answered.push(item);
    };
    await assert.rejects(mapBounded([0, 1, 2, 3], 2, work), /refused/);
    assert.deepEqual([asked, answered], [[0, 1], [1]]);
  });
});
