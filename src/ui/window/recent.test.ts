import assert from 'node:assert/strict';
import { Memory } from '../../../test/double/memory';
import { Recent } from './recent';

describe('what was used lately', () => {
  it('stands newest first, each once, ten at most', async () => {
    const recent = new Recent(new Memory(), 'apps');
    for (let i = 0; i < 12; i++) await recent.add(`app-${i}`);
    await recent.add('app-5');
    assert.equal(recent.all.length, 10);
    assert.deepEqual(recent.all.slice(0, 3), ['app-5', 'app-11', 'app-10']);
    assert.equal(recent.rank('app-11'), 1);
    assert.equal(recent.rank('app-0'), Infinity);
  });

  it('is kept apart for apps and identities, and ignores what is not a list of names', async () => {
    const memory = new Memory();
    await new Recent(memory, 'apps').add('orders');
    assert.deepEqual(new Recent(memory, 'identities').all, []);
    await memory.update('recent.identities', { not: 'a list' });
    assert.deepEqual(new Recent(memory, 'identities').all, []);
    await memory.update('recent.identities', ['id', 7]);
    assert.deepEqual(new Recent(memory, 'identities').all, ['id']);
  });
});
