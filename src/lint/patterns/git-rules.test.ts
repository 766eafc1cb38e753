import assert from 'node:assert/strict';
import fc from 'fast-check';
import ignore from 'ignore';
import { gitRules } from './git-rules';
import { computedMs } from '../../../test/cpu-time';

describe('the rules of a .gitignore', function () {
  this.timeout(30_000);

  it('name files and folders, anywhere or from its folder on', () => {
    const rules = gitRules('# ours\n\nbuild/\n*.log\n/top.txt\na/b\n**/deep\nx/**/y\nall/**\n');
    const ignored = [
      'build/',
      'a.log',
      'x/a.log',
      'top.txt',
      'a/b',
      'q/deep',
      'x/y',
      'x/1/2/y',
      'all/z',
      'ALL/Z',
    ];
    for (const name of ignored) assert.equal(rules.verdict(name), 'ignored', name);
    for (const name of ['build', 'q/top.txt', 'q/a/b', 'all/', 'b', '# ours'])
      assert.equal(rules.verdict(name), undefined, name);
  });

  it('count from the last one back, and keep what is escaped', () => {
    const rules = gitRules('\uFEFF*.tf\r\n!keep.tf\r\n\\!odd\r\n\\#odd\r\nspace\\ \r\nplain  \r\n[a-c]1');
    assert.equal(rules.verdict('keep.tf'), 'unignored');
    for (const name of ['x.tf', '!odd', '#odd', 'space ', 'plain', 'b1'])
      assert.equal(rules.verdict(name), 'ignored', name);
    assert.equal(rules.verdict('d1'), undefined);
  });

  it('mean what the package of that name reads in them', () => {
    const piece = fc.constantFrom('a', 'b', '.', '/', '*', '**', '?', '[ab]', '[!a]', '\\*');
    const line = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
    const lines = fc.array(fc.tuple(fc.constantFrom('', '!'), line), { minLength: 1, maxLength: 4 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '*'), minLength: 1, maxLength: 2 });
    const path = fc.tuple(fc.array(name, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/'));
    fc.assert(
      fc.property(lines, path, (rules, [names, end]) => {
        const text = rules.map((parts) => parts.join('')).join('\n');
        fc.pre(!/\/\/|\*\*\*|[^/\n!]\*\*|\*\*[^/\n]/.test(text));
        const all = names.map((_, i) => names.slice(0, i + 1).join('/') + (i < names.length - 1 ? '/' : end));
        // Folders above are asked by whoever walks down to the file.
        const expected = ignore().add(text);
        fc.pre(
          all.slice(0, -1).every((above) => !expected.test(above).ignored && !expected.test(above).unignored),
        );
        const own = gitRules(text).verdict(all.at(-1) ?? '');
        const { ignored, unignored } = expected.test(all.at(-1) ?? '');
        assert.equal(own, ignored ? 'ignored' : unignored ? 'unignored' : undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  it('take time in proportion to the path, whatever they are', () => {
    for (const line of [
      '*a'.repeat(400),
      'a*'.repeat(400),
      '**/a*'.repeat(200),
      '['.repeat(900),
      '?*'.repeat(400),
    ]) {
      const start = computedMs();
      const rules = gitRules(`${line}b\n`.repeat(80));
      rules.verdict('a'.repeat(255));
      rules.verdict(`${'a'.repeat(255)}/`.repeat(15));
      assert.ok(computedMs() - start < 10_000, line.slice(0, 10));
    }
  });
});
