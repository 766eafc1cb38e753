import assert from 'node:assert/strict';
import type { Comment } from '../../source/reading';
import { sourceFile } from '../../source/source-file';
import { suppressionsIn } from './suppression';

/** The suppressions of a text whose comments are what stands from each mark to the end of its line. */
function found(text: string, mark = '//') {
  const file = sourceFile('App.java', text);
  assert.ok(file !== undefined);
  const comments: Comment[] = [];
  for (let start = text.indexOf(mark); start >= 0; start = text.indexOf(mark, start + 1)) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    comments.push({ span: { start, end }, text: text.slice(start, end) });
  }
  return suppressionsIn(file, comments).map(({ rules, reason, line }) => ({ rules, reason, line }));
}

describe('suppression comments', () => {
  it('silence their own line when they stand behind something', () => {
    assert.deepEqual(found('a();\nb(); // managed-identity:ignore MI101 set by the platform\n'), [
      { rules: ['MI101'], reason: 'set by the platform', line: 1 },
    ]);
  });

  it('may have a blank behind its colon, as people write it', () => {
    const [one] = found('// managed-identity: ignore MI101 set by the platform\nb();');
    assert.deepEqual([one?.rules, one?.reason], [['MI101'], 'set by the platform']);
  });

  it('silence the next line when they stand alone', () => {
    assert.deepEqual(found('  // managed-identity:ignore MI101 why\n  b();'), [
      { rules: ['MI101'], reason: 'why', line: 1 },
    ]);
  });

  it('name several rules, in any case, and may give no reason', () => {
    assert.deepEqual(found('// managed-identity:ignore mi101, MI107'), [
      { rules: ['MI101', 'MI107'], reason: '', line: 1 },
    ]);
  });

  it('leave the mark that ends the comment out of the reason', () => {
    assert.equal(found('<!-- managed-identity:ignore MI301 old -->', '<!--')[0]?.reason, 'old');
    assert.equal(found('/* managed-identity:ignore MI101 old */', '/*')[0]?.reason, 'old');
  });

  it('without a rule silence nothing, and are none when they only mention the words', () => {
    assert.deepEqual(found('// managed-identity:ignore everything\n// managed identity'), [
      { rules: [], reason: 'everything', line: 1 },
    ]);
    assert.deepEqual(found('// see managed-identity:ignore in the manual'), []);
  });
});
