import assert from 'node:assert/strict';
import type { Subscription, SubscriptionKey } from '../estate/resources';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import { mayGrant } from './may-grant';

describe('whether somebody may grant', () => {
  it('says why it is not known as data, so that it can be told in any language', async () => {
    const subscription: Subscription = {
      key: 's' as SubscriptionKey,
      subscriptionId: 's',
      tenantId: 't',
      name: 'shop',
      accountId: 'a',
      accountLabel: 'a',
    };
    const why = say('{0} gave no answer.', 'management.azure.com');
    const may = await mayGrant(
      {
        permissionsAt: () => Promise.reject(new Failure({ code: 'offline', what: say('Not read.'), why })),
        eligibleRoles: () => Promise.resolve([]),
      },
      {
        subscription,
        grant: { kind: 'policy', scope: '/subscriptions/s', permissions: ['secrets get'] },
      },
      new AbortController().signal,
    );
    assert.deepEqual(may, { answer: 'unknown', why });
  });
});
