import assert from 'node:assert/strict';
import { hasEndlessLine } from './source-file';

describe('a line that nobody wrote', () => {
  it('has more than 100,000 characters, wherever it stands', () => {
    const long = 'a'.repeat(100_001);
    for (const text of [long, `b\n${long}`, `${long}\nb`, `b\n${long}\nb`]) assert.ok(hasEndlessLine(text));
  });

  it('is none of many lines, however long the text', () => {
    for (const text of ['', 'a'.repeat(100_000), `${'a'.repeat(99_999)}\n`.repeat(5), 'a\n'.repeat(200_000)])
      assert.ok(!hasEndlessLine(text));
  });
});
