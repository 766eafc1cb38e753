import assert from 'node:assert/strict';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { isGlob, matcherOf } from './glob';
import { computedMs } from '../../../test/cpu-time';

/** Asserts which of some paths a glob means. */
function means(glob: string, expected: readonly string[], others: readonly string[]) {
  const matches = matcherOf([glob]);
  for (const path of expected) assert.ok(matches(path), `${glob} means ${path}`);
  for (const path of others) assert.ok(!matches(path), `${glob} does not mean ${path}`);
}

describe('globs', function () {
  this.timeout(30_000);

  it('mean names, folders and everything in them', () => {
    means('*.java', ['A.java', '.java'], ['a/A.java', 'A.javac']);
    means('**/*.java', ['A.java', 'a/b/A.java', '.x/A.java'], ['A.kt']);
    means('gen/**', ['gen/A', 'gen/a/b', 'gen'], ['gena', 'a/gen/b']);
    means('a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['ab', 'a/xb']);
    means('./src/?.java', ['src/A.java'], ['src/.java', 'src//.java']);
    means('**', ['a', 'a/b', '.git/x'], []);
    means('a**/b', ['a/b', 'axy/b'], ['a/x/b']);
    means('[a-c!]x[!0-9]', ['ax_', '!xy'], ['dxa', 'ax1', 'ax/']);
    means('[]x', ['[]x'], ['x']);
    means('a\\*b', ['a*b'], ['axb']);
  });

  it('mean one of several', () => {
    means('*.{java,kt}', ['A.java', 'A.kt'], ['A.{java,kt}', 'A.ts']);
    means('{src/**,test/{a,b}}/x', ['src/x', 'src/y/x', 'test/b/x'], ['test/c/x']);
    means('{a}', ['{a}'], ['a']);
    means('v{1..3}', ['v2'], ['v4', 'v{1..3}']);
    means('@(a|b)+(c|d)?(e)*(f)', ['ac', 'bcdce', 'adff'], ['a', 'c', 'acee']);
  });

  it('mean what is not named', () => {
    means('!src/**', ['a', 'test/x'], ['src/a']);
    means('src/!(a|b).java', ['src/c.java', 'src/ab.java'], ['src/a.java', 'src/b.java', 'a.java']);
    means('!(a)/!(b)', ['x/y'], ['a/y', 'x/b']);
    assert.ok(!isGlob('!(a)!(b)!(c)'), 'more than people understand');
    assert.ok(!isGlob(''));
  });

  it('of a list are asked together', () => {
    const matches = matcherOf(['a/**', '*.md', 'b/!(keep)']);
    assert.deepEqual(
      ['a/x', 'R.md', 'b/x', 'b/keep', 'c/x'].map((path) => matches(path)),
      [true, true, true, false, false],
    );
    assert.equal(matcherOf([])('a'), false);
  });

  it('mean what picomatch reads in them', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '.',
      '/',
      '*',
      '**',
      '/**',
      '**/',
      '?',
      '[ab]',
      '[^a]',
      '{a,b}',
      '{a,*/b}',
    );
    const glob = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
    const name = fc.constantFrom('a', 'b', 'ab', 'aab', '.a', 'a.b', 'b.a');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(glob, path, (text, one) => {
        // Slashes at the ends and in pairs name no files; what stars mean beside a name is a matter of taste,
        // and `*/**` means no file beside folders there, while `a/**` means a file `a`.
        fc.pre(!/^\/|\/$|\/\/|\*\*\*|\.\.?(?:\/|$)|^\.\/|[*?\]}]\/\*\*(?:$|[,}])/.test(text));
        fc.pre(!/[^/]\*\*|\*\*[^/]/.test(text) && !/(?:^|\/)\.\.?(?:\/|$)/.test(one));
        assert.equal(matcherOf([text])(one), picomatch(text, { dot: true })(one));
      }),
      { numRuns: 1_000 },
    );
  });

  it('take time in proportion to the path, whatever they are', () => {
    const long = 'a'.repeat(1_000);
    for (const text of [
      '*a',
      '**/*a/',
      '+(a|aa)',
      '{a,{a,',
      '!(*a)',
      '[a',
      '@(@(@(',
      '*(*(*(a)))',
      '{a,a}',
    ]) {
      const globs = Array.from({ length: 26 }, () => text.repeat(Math.floor(300 / text.length)));
      const start = computedMs();
      const matches = matcherOf(globs.filter(isGlob));
      matches(long);
      matches(`${long}/${long}!`);
      assert.ok(computedMs() - start < 10_000, text);
    }
  });

  /** As many as the configuration takes, of 300 characters each. */
  const most = (globOf: (letter: string) => string) =>
    Array.from({ length: 26 }, (_, i) => globOf(String.fromCharCode(97 + i)).slice(0, 300));

  it('take little time for thousands of paths, although each glob is the worst there is', () => {
    const paths = Array.from(
      { length: 10_000 },
      (_, i) => `services/${i}/src/main/java/com/shop/${i * 7}/Abc${i}Service.java`,
    );
    for (const glob of [
      (letter: string) => `{${'*a,*b,*c,'.repeat(30)}${letter}}`,
      (letter: string) => `*(a|b|*c|d*|?)`.repeat(20) + letter,
      (letter: string) => `**/*${letter}*e*`.repeat(20),
    ]) {
      const start = performance.now();
      const matches = matcherOf(most(glob));
      for (const path of paths) matches(path);
      assert.ok(performance.now() - start < 10_000, glob('a'));
    }
  });

  it('mean no path that was made for them to take long', () => {
    let seed = 1;
    const next = () => (seed = (seed * 48271) % 2147483647) % 2;
    const made = Array.from({ length: 4_000 }, () => 'ab'[next()]).join('');
    const globs = most((letter) => `*${letter}${'?'.repeat(250)}*`);
    assert.equal(matcherOf(['*a??*'])(made), true);
    assert.equal(matcherOf(globs)(made), false);
    assert.equal(matcherOf(globs)(`${'b'.repeat(20)}${'x'.repeat(260)}`), true);
    assert.equal(matcherOf(globs.map((glob) => `!${glob}`))(made), false);
  });

  it('mean what they mean, however many people write', () => {
    const globs = Array.from({ length: 300 }, (_, i) => `**/{gen${i},out${i}}/**/*Part${i}.java`);
    const matches = matcherOf(globs);
    const folders = 'module/src/main/java/com/shop/'.repeat(5);
    for (const i of [0, 150, 299]) {
      assert.equal(matches(`${folders}out${i}/deep/er/SomePart${i}.java`), true);
      assert.equal(matches(`${folders}out${i}/deep/er/SomePart${i + 1}.java`), false);
    }
  });
});
