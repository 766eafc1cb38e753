import assert from 'node:assert/strict';

import { measure } from './bench/workless';

describe('work nobody asked for', () => {
  it('is not done: no file is judged and no tree drawn although nothing they depend on is different', async () => {
    // Counts, not times: they are the same on any machine, so they are held here as well as shown by the benchmark.
    const figures = await measure();
    assert.deepEqual(
      figures.filter(({ ok }) => !ok),
      [],
    );
    assert.ok(figures.length >= 4, 'all four figures are measured');
  });
});
