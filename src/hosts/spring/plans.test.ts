import assert from 'node:assert/strict';
import { maxUserAssigned, mayHaveUserAssigned, planOf, traitsOf } from './plans';

describe('plans of Azure Spring Apps', () => {
  it('are told by the tier, whatever its case', () => {
    assert.equal(planOf('Basic'), 'Basic');
    assert.equal(planOf('enterprise'), 'Enterprise');
    assert.equal(planOf('StandardGen2'), 'Consumption');
    assert.equal(planOf('Premium'), 'Unknown');
    assert.equal(planOf(undefined), 'Unknown');
  });

  it('have twenty user-assigned identities an app, the consumption plan none', () => {
    for (const plan of ['Basic', 'Standard', 'Enterprise'] as const)
      assert.equal(traitsOf(plan).maxUserAssigned, 20, plan);
    assert.equal(maxUserAssigned, 20);
    assert.equal(mayHaveUserAssigned('Consumption'), false);
  });

  it('that are not known are refused nothing', () => {
    assert.equal(mayHaveUserAssigned('Unknown'), true);
    assert.equal(traitsOf('Unknown').remoteDebugging, true);
  });
});
