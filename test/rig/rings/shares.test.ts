import assert from 'node:assert/strict';
import { shares } from './shares';

describe('shares of a ring', () => {
  it('have every file once, and as much work as can be', () => {
    const work: Readonly<Record<string, number>> = { a: 1, b: 9, c: 4, d: 3, e: 3 };

    const [first, second] = shares(['a', 'b', 'c', 'd', 'e'], 2, (file) => work[file] ?? 0);

    assert.deepEqual(first, ['a', 'b']);
    assert.deepEqual(second, ['c', 'd', 'e']);
  });

  it('take the files in turn where all are the same', () => {
    assert.deepEqual(shares(['a', 'b', 'c', 'd', 'e'], 2), [
      ['a', 'c', 'e'],
      ['b', 'd'],
    ]);
    assert.deepEqual(shares(['a', 'b', 'c', 'd', 'e'], 3), [['a', 'd'], ['b', 'e'], ['c']]);
  });
});
