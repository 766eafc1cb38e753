import assert from 'node:assert/strict';

import { matchesPattern } from './pattern';

describe('a pattern with stars', () => {
  for (const [pattern, text] of [
    ['*', ''],
    ['*', '/anything'],
    ['/a/*/c', '/A/b/C'],
    ['*/c', '/a/b/c'],
    ['/a*', '/a'],
    ['a*b*c', 'aXbXc'],
    ['a**c', 'ac'],
    ['*ab*ab', 'abab'],
    ['/x.y', '/x.y'],
    ['a*a', 'aa'],
  ] as const)
    it(`'${pattern}' is met by '${text}'`, () => {
      assert.ok(matchesPattern(pattern, text));
    });

  for (const [pattern, text] of [
    ['', 'a'],
    ['/a/*/c', '/a/b/d'],
    ['a*a', 'a'],
    ['*ab*ab', 'ab'],
    ['a*b*b', 'ab'],
    ['/x.y', '/xzy'],
    ['a', 'ab'],
  ] as const)
    it(`'${pattern}' is not met by '${text}'`, () => {
      assert.ok(!matchesPattern(pattern, text));
    });

  it('of thousands of stars is judged at once', () => {
    const started = process.cpuUsage();
    assert.ok(!matchesPattern('*a'.repeat(5000) + 'b', 'a'.repeat(20_000)));
    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 1e6 < 1);
  });
});
