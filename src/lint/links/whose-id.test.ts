import assert from 'node:assert/strict';
import { snapshotOf } from '../../../test/double/estate';
import { allApps } from '../../estate/lookup';
import { principalKey } from '../../estate/resources';
import { whoseId } from './whose-id';

const snapshot = snapshotOf({
  subscriptions: {
    Shop: {
      services: {
        shop: {
          apps: {
            orders: { system: 'principal-of-orders', user: ['id-orders', 'id-shared'] },
            billing: { user: ['id-shared'] },
          },
        },
      },
    },
  },
});
const [orders] = [...allApps(snapshot)];
const told = (guid: string) => {
  const found = whoseId(snapshot, guid);
  return found && { ...found, apps: found.apps.map(({ app }) => app.name) };
};

describe('whose ID a GUID is', () => {
  it('tells both IDs of a user-assigned identity apart, and every app it is assigned to', () => {
    assert.deepEqual(told('CLIENT-OF-ID-SHARED'), {
      is: 'clientId',
      userAssigned: 'id-shared',
      other: 'principal-of-id-shared',
      apps: ['orders', 'billing'],
    });
    assert.equal(told('principal-of-id-shared')?.is, 'principalId');
  });

  it('knows the system-assigned identity by its principal, and by its client ID once that was read', () => {
    assert.deepEqual(told('principal-of-orders'), { is: 'principalId', apps: ['orders'] });
    assert.equal(told('client-of-orders'), undefined);
    const systemClientIds = new Map([
      [
        principalKey(orders!.app.subscription, 'principal-of-orders'),
        { state: 'ready', value: 'client-of-orders' } as const,
      ],
    ]);
    assert.deepEqual(
      whoseId({ ...snapshot, systemClientIds }, 'client-of-orders')?.other,
      'principal-of-orders',
    );
  });

  it('says nothing of what it does not know', () => {
    assert.equal(told('b24988ac-6180-42a0-ab88-20f7382dd24c'), undefined);
  });
});
