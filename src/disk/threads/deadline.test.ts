import assert from 'node:assert/strict';
import { judgeTexts } from '../../lint/judge-text';
import { DeadlinePassed } from '../../lint/ports';
import type { Trees } from '../../source/grammar/grammars';
import { sourceFile } from '../../source/source-file';
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

  it('that several texts share gives up the one alone that has no end, and all others are judged', () => {
    const trees: Trees = {
      read: (_grammar, text) => {
        while (text.includes('endless'));
        throw new TypeError('it was read');
      },
    };
    const texts = ['a', 'endless', 'b', 'c'].map((word) => {
      const file = sourceFile('A.java', `class A { String clientId = "${word}"; }`);
      assert.ok(file !== undefined);
      return { file, options: { project: {} } };
    });
    const read = { gaveUp: 'a rule failed on it (it was read)' };
    assert.deepEqual(judgeTexts(texts, trees, deadline(50)), [
      read,
      { gaveUp: 'it takes too long' },
      read,
      read,
    ]);
  });
});
