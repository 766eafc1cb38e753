import assert from 'node:assert/strict';

import { Failure } from '../../lifecycle/failure';
import { runBatch, type BatchProgress } from './batch';

const never = new AbortController().signal;
const what = (item: number): string => `Could not do ${item}.`;
const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('runBatch', () => {
  it('tells how each ended, in order, and hides no failure behind another', async () => {
    const work = async (item: number): Promise<number> => {
      await turn();
      if (item === 1) throw new Failure({ code: 'conflict', what: 'One.', why: 'Busy.' });
      if (item === 3) throw new Error('three');
      return item * 10;
    };
    const ends = await runBatch({ items: numbers(5), work, what, width: 2 }, never, () => undefined);
    assert.deepEqual(
      ends.map((end) => (end.kind === 'failed' ? `${end.failure.what} ${end.failure.why}` : end)),
      [
        { item: 0, kind: 'ended', outcome: 0 },
        'One. Busy.',
        { item: 2, kind: 'ended', outcome: 20 },
        'Could not do 3. three',
        { item: 4, kind: 'ended', outcome: 40 },
      ],
    );
  });

  it('keeps to its width, and uses all of it', async () => {
    let now = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await turn();
      now -= 1;
    };
    await runBatch({ items: numbers(100), work, what }, never, () => undefined);
    assert.equal(most, 16);
  });

  it('begins no more once it is told to stop, and says which ones', async () => {
    const controller = new AbortController();
    const work = async (item: number, signal: AbortSignal): Promise<void> => {
      if (item === 2) controller.abort();
      await turn();
      if (item === 3) signal.throwIfAborted();
    };
    const { signal } = controller;
    const ends = await runBatch({ items: numbers(6), work, what, width: 2 }, signal, () => undefined);
    assert.deepEqual(
      ends.map(({ kind }) => kind),
      ['ended', 'ended', 'ended', 'not-begun', 'not-begun', 'not-begun'],
    );
  });

  it('reports how far it is', async () => {
    const told: BatchProgress[] = [];
    const work = (item: number): Promise<void> =>
      item === 0 ? Promise.reject(new Error('no')) : Promise.resolve();
    await runBatch({ items: numbers(3), work, what, width: 1 }, never, (progress) => told.push(progress));
    assert.deepEqual(told.at(0), { done: 0, failed: 0, total: 3 });
    assert.deepEqual(told.at(-1), { done: 3, failed: 1, total: 3 });
  });
});
