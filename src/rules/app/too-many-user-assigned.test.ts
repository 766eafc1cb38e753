import assert from 'node:assert/strict';
import { appWith } from '../../../test/rules/canned-apps';
import { judged } from '../../../test/rules/check-app';
import { tooManyUserAssigned } from './too-many-user-assigned';

function withUsers(count: number) {
  const userAssigned = Array.from({ length: count }, (_, i) => ({ id: `/subscriptions/s/id-${i}` }));
  return appWith({ type: 'UserAssigned', userAssigned });
}

describe('MI002 too-many-user-assigned', () => {
  it('is silent up to 17, warns from 18 and is an error beyond 20', () => {
    const levels = [17, 18, 20, 21].map((count) =>
      judged(tooManyUserAssigned, withUsers(count)).map(({ severity }) => severity ?? 'warning'),
    );
    assert.deepEqual(levels, [[], ['warning'], ['warning'], ['error']]);
  });
});
