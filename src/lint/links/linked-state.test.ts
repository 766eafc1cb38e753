import assert from 'node:assert/strict';
import { snapshotOf } from '../../../test/double/estate';
import { sameData } from '../../estate/frozen/keep-same';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import { allApps } from '../../estate/lookup';
import { resourceKey, type Deployment } from '../../estate/resources';
import { linkedApp } from './linked-state';
import { stateOf } from '../../hosts/spring/states';

describe('what rules are told of a live app', () => {
  const apps = { orders: { system: 'principal-1' } };
  const snapshot = snapshotOf({ subscriptions: { Shop: { services: { shop: { apps } } } } });
  const [orders] = [...allApps(snapshot)];
  assert.ok(orders !== undefined);
  const key = resourceKey(orders.app);

  const withDeployments = (...given: readonly Partial<Deployment>[]): EstateSnapshot => {
    const value = given.map((one, i): Deployment => ({
      id: `${orders.app.id}/deployments/${i}`,
      subscription: orders.app.subscription,
      name: `${i}`,
      appId: orders.app.id,
      active: false,
      status: 'Running',
      state: stateOf('Succeeded'),
      instances: [],
      ...one,
    }));
    return { ...snapshot, deployments: new Map([[key, { state: 'ready', value }]]) };
  };

  it('are the variables of its running deployment, once its deployments were read', () => {
    const [old, running] = [new Map([['A', 'old']]), new Map([['A', 'new']])];
    assert.equal('variables' in linkedApp(snapshot, orders), false);
    const read = withDeployments({ variables: old }, { variables: running, active: true });
    assert.equal(linkedApp(read, orders).variables?.get('A'), 'new');
    assert.equal('variables' in linkedApp(withDeployments({ variables: old }), orders), false);
  });

  it('is something else where one variable has another value', () => {
    const told = (value: string) =>
      linkedApp(withDeployments({ active: true, variables: new Map([['A', value]]) }), orders);
    assert.ok(sameData(told('1'), told('1')));
    assert.equal(sameData(told('1'), told('2')), false);
  });
});
