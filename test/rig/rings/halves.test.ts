import assert from 'node:assert/strict';
import { halves } from './halves';

describe('halves of a ring', () => {
  it('have every file once, and as much work as can be', () => {
    const work: Readonly<Record<string, number>> = { a: 1, b: 9, c: 4, d: 3, e: 3 };

    const [first, second] = halves(['a', 'b', 'c', 'd', 'e'], (file) => work[file] ?? 0);

    assert.deepEqual(first, ['a', 'b']);
    assert.deepEqual(second, ['c', 'd', 'e']);
  });

  it('take every second file where all are the same', () => {
    assert.deepEqual(
      halves(['a', 'b', 'c', 'd', 'e'], () => 1),
      [
        ['a', 'c', 'e'],
        ['b', 'd'],
      ],
    );
  });
});
