import assert from 'node:assert/strict';

import { Unfinished, type UnfinishedWork } from './unfinished';

const work: UnfinishedWork = {
  id: 'a',
  kind: 'batch',
  title: 'Changing 3 apps',
  startedAt: 7,
  rest: { left: 2 },
};

describe('work that is not finished', () => {
  it('is kept, kept anew and ended, and tells each time', () => {
    const unfinished = new Unfinished();
    let told = 0;
    unfinished.onDidChange(() => (told += 1));
    unfinished.keep(work);
    unfinished.keep({ ...work, rest: { left: 1 } });
    assert.deepEqual(unfinished.get('a')?.rest, { left: 1 });
    unfinished.end('a');
    unfinished.end('a');
    assert.deepEqual([unfinished.all, told], [[], 3]);
  });

  it('is found again as it was stored', () => {
    const first = new Unfinished();
    first.keep(work);
    const stored: unknown = JSON.parse(JSON.stringify(first.all));
    assert.deepEqual(new Unfinished().fromStored(stored), [work]);
  });

  for (const [title, stored] of [
    ['nothing', undefined],
    ['no list', { id: 'a' }],
    ['what has no title', [{ ...work, title: '' }]],
    ['another kind', [{ ...work, kind: 'walk' }]],
    ['no time', [{ ...work, startedAt: 'now' }]],
    ['null', [null]],
  ] as const)
    it(`is not made of ${title}`, () => {
      assert.deepEqual(new Unfinished().fromStored(stored), []);
    });
});
