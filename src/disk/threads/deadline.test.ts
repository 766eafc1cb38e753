import assert from 'node:assert/strict';
import { DeadlinePassed } from '../../lint/ports';
import { deadline } from './deadline';

describe('a deadline', () => {
  for (const [what, work] of [
    [
      'a loop',
      () => {
        for (;;);
      },
    ],
    ['a regular expression', () => /^(a+)+$/.test(`${'a'.repeat(60)}b`)],
  ] as const)
    it(`ends ${what} that never ends, and what comes next is done`, () => {
      const within = deadline(50);
      assert.throws(() => within<unknown>(work), DeadlinePassed);
      assert.equal(
        within(() => 'next'),
        'next',
      );
    });

  it('passes on what the work gives or throws', () => {
    assert.deepEqual(
      deadline()(() => ({ a: 1 })),
      { a: 1 },
    );
    assert.throws(
      () =>
        deadline()(() => {
          throw new RangeError('out of it');
        }),
      { name: 'RangeError', message: 'out of it' },
    );
  });
});
