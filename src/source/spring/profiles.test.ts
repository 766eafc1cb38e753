import assert from 'node:assert/strict';
import { always, both, conditionOf, isActive, isImplied, mayMeet, scenariosOf } from './profiles';

const none = new Map<string, readonly string[]>();
const meet = (a: string, b: string, groups = none) => mayMeet(conditionOf(a), conditionOf(b), groups);

describe('profiles', () => {
  it('are read from expressions, old lists and new ones', () => {
    for (const [expression, on, off] of [
      ['prod', ['prod'], ['dev']],
      ['dev, test', ['test'], ['prod']],
      ['cloud & !(local | test)', ['cloud'], ['cloud', 'test']],
      ['!dev', [], ['dev']],
      ['(a & b) | c', ['c'], ['a']],
      ['!!Prod', ['prod'], []],
    ] as const) {
      assert.ok(isActive(conditionOf(expression), new Set(on)), `${expression} with ${on.join()}`);
      assert.ok(!isActive(conditionOf(expression), new Set(off)), `${expression} without`);
    }
    for (const broken of ['', '(', 'a &', '& b', 'a b', '('.repeat(100_000)])
      assert.equal(conditionOf(broken), always, broken.slice(0, 10));
  });

  it('of two places exclude each other, others may be combined', () => {
    assert.ok(!meet('prod', 'dev'));
    assert.ok(!meet('local', 'production & azure'));
    assert.ok(meet('azure', 'prod'));
    assert.ok(meet('prod', 'prod'));
    assert.ok(!meet('prod', '!prod'));
    assert.ok(!meet('azure', '!azure & prod'));
    assert.ok(mayMeet(always, conditionOf('prod'), none));
    assert.deepEqual(both(conditionOf('a'), conditionOf('!a')), []);
  });

  it('bring those of their group along', () => {
    const groups = new Map([['prod', ['azure', 'live']]]);
    assert.ok(meet('prod', 'live', groups));
    assert.ok(!meet('prod', '!azure', groups));
    assert.deepEqual([...(scenariosOf(conditionOf('prod'), groups)[0] ?? [])], ['prod', 'azure', 'live']);
    assert.ok(isImplied(conditionOf('azure'), conditionOf('prod'), groups, []));
    assert.ok(!isImplied(conditionOf('prod'), conditionOf('azure'), groups, []));
    assert.ok(isImplied(conditionOf('a'), always, none, ['a']));
  });
});
