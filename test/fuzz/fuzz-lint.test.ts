import assert from 'node:assert/strict';
import { packageGrammars } from '../rules/package-grammars';
import { corpus } from './corpus';
import { fuzzLint, judge } from './fuzz-lint';

const mebibyte = 1 << 20;

describe('hostile files', () => {
  it('never crash the linter, hang it, or get a finding outside of the text', async function () {
    this.timeout(300_000);
    const { runs, findings } = await fuzzLint(4000, 20_260_101);
    assert.equal(runs, 4000);
    assert.ok(findings > 100, `only ${findings} findings: the files do not reach the rules`);
  });

  it('may be one line of a mebibyte, which nobody wrote and which is not judged', async function () {
    this.timeout(120_000);
    const grammars = packageGrammars();
    const seen = new Set<string>();
    for (const { path, text } of corpus()) {
      const extension = path.slice(path.lastIndexOf('.'));
      if (seen.has(extension)) continue;
      seen.add(extension);
      const line = text.replace(/\s+/g, ' ');
      await judge(
        { path, text: line.repeat(Math.ceil(mebibyte / line.length)).slice(0, mebibyte) },
        grammars,
      );
      await judge({ path, text: line + 'a'.repeat(mebibyte - line.length) }, grammars);
    }
    assert.ok(seen.size > 1, 'there are no samples');
  });

  it('may be nested deeply', async function () {
    this.timeout(120_000);
    const grammars = packageGrammars();
    const pairs = ['()', '{}', '[]'] as const;
    const seen = new Set<string>();
    for (const [i, { path, text }] of corpus().entries()) {
      const extension = path.slice(path.lastIndexOf('.'));
      // Every language with each of them, every text with one.
      const [open, close] = pairs[i % pairs.length] ?? pairs[0];
      const nested = seen.has(extension) ? [[open, close] as const] : pairs;
      seen.add(extension);
      for (const [from, to] of nested)
        await judge({ path, text: text + String(from).repeat(20_000) + String(to).repeat(20_000) }, grammars);
    }
    assert.ok(seen.size > 1, 'there are no samples');
  });
});
