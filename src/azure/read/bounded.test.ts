import assert from 'node:assert/strict';
import { mapBounded } from './bounded';

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
