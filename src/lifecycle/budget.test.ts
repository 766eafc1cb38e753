import assert from 'node:assert/strict';
import { Budget, BudgetSpent } from './budget';

const isSpent = (of: BudgetSpent['of']) => (error: unknown) =>
  error instanceof BudgetSpent && error.of === of;

describe('Budget', () => {
  it('ends a walk whose names double at each level', () => {
    const budget = new Budget(1000);
    let looked = 0;
    const follow = (level: number): number =>
      budget.enter(() => {
        looked += 1;
        return level === 0 ? 1 : follow(level - 1) + follow(level - 1);
      });
    assert.throws(() => follow(60), isSpent('steps'));
    assert.equal(looked, 1000);
  });

  it('ends a walk that goes deeper and deeper before the stack does', () => {
    const budget = new Budget();
    const follow = (): number => budget.enter(follow);
    assert.throws(follow, isSpent('depth'));
  });

  it('takes back a level when a part of the walk ends, also by an error', () => {
    const budget = new Budget(100, 1);
    assert.equal(
      budget.enter(() => 1),
      1,
    );
    assert.throws(() =>
      budget.enter(() => {
        throw new Error('elsewhere');
      }),
    );
    assert.equal(
      budget.enter(() => 2),
      2,
    );
  });

  it('counts work of many steps at once', () => {
    const budget = new Budget(10);
    budget.spend(10);
    assert.throws(() => {
      budget.spend(1);
    }, isSpent('steps'));
  });
});
