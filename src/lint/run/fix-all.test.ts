import { say } from '../../lifecycle/text';
import assert from 'node:assert/strict';
import type { RuleInfo } from '../../rules/rule';
import type { TextEdit } from '../../source/span';
import { fixAllSafe } from './fix-all';
import type { FileFinding } from '../lint-file';

const rule: RuleInfo = { id: 'MI000', name: 'any', title: say('Any.'), severity: 'warning' };

function finding(safe: boolean, ...edits: readonly TextEdit[]): FileFinding {
  const span = edits[0]?.span ?? { start: 0, end: 0 };
  return {
    rule,
    span,
    message: say(''),
    severity: 'warning',
    confidence: 'high',
    fixes: [{ kind: 'edit', title: say(''), safe, edits }],
  };
}

/** Reports each `old`, and replaces so many letters before it by themselves. */
const oldWords =
  (safe: boolean, before = 0) =>
  (text: string) =>
    [...text.matchAll(/old/g)].map(({ index }) =>
      finding(safe, {
        span: { start: index - before, end: index + 3 },
        text: `${text.slice(index - before, index)}new`,
      }),
    );

function applied(...args: Parameters<typeof fixAllSafe>) {
  const { text, fixed } = fixAllSafe(...args);
  return { text, count: fixed.length };
}

describe('applying all safe fixes', () => {
  it('applies those that do not touch each other, and counts them', () => {
    assert.deepEqual(applied('old, old', oldWords(true)), { text: 'new, new', count: 2 });
  });

  it('applies those that touch each other one after the other, on the text as it is then', () => {
    assert.deepEqual(applied('-oldold', oldWords(true, 1)), { text: '-newnew', count: 2 });
  });

  it('leaves fixes alone that may change what the program does', () => {
    assert.deepEqual(applied('old', oldWords(false)), { text: 'old', count: 0 });
  });

  it('inserts once when two findings insert at one place', () => {
    const twice = (text: string) =>
      text.startsWith('x') ? [] : [0, 1].map(() => finding(true, { span: { start: 0, end: 0 }, text: 'x' }));
    assert.deepEqual(applied('', twice), { text: 'x', count: 1 });
  });

  it('comes to an end when fixes undo each other', () => {
    const flip = (text: string) => [
      finding(true, { span: { start: 0, end: 1 }, text: text === 'a' ? 'b' : 'a' }),
    ];
    assert.match(fixAllSafe('a', flip).text, /^[ab]$/);
  });
});
