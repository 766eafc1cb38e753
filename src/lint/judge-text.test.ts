import assert from 'node:assert/strict';
import { Budget } from '../lifecycle/budget';
import type { Trees } from '../source/grammar/grammars';
import { sourceFile } from '../source/source-file';
import { judgeText } from './judge-text';
import { DeadlinePassed, type Deadline } from './ports';

const file = sourceFile('A.java', 'class A { String clientId; }');

function gaveUp(trees: Trees, deadline: Deadline = (work) => work()): string {
  assert.ok(file !== undefined);
  const result = judgeText(file, trees, { project: {} }, deadline);
  assert.ok('gaveUp' in result);
  return result.gaveUp;
}

function failing(error: () => unknown): Trees {
  return {
    read: () => {
      throw error();
    },
  };
}

describe('judging a text', () => {
  it('gives it up when a rule or reader fails on it, and says so', () => {
    assert.equal(
      gaveUp(failing(() => new TypeError('x is undefined'))),
      'a rule failed on it (x is undefined)',
    );
  });

  it('gives it up when its names or brackets have no end', () => {
    const spending: Trees = {
      read: () => {
        const budget = new Budget(10);
        for (;;) budget.spend();
      },
    };
    assert.equal(gaveUp(spending), 'its names lead to too many others');
    const deep = (): never => deep();
    assert.equal(gaveUp({ read: deep }), 'it is nested too deeply');
  });

  it('gives it up when its time is over', () => {
    const never: Trees = { read: () => assert.fail('not to be read') };
    const over: Deadline = () => {
      throw new DeadlinePassed();
    };
    assert.equal(gaveUp(never, over), 'it takes too long');
  });
});
