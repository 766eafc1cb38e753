import assert from 'node:assert/strict';
import { snapshotOf } from '../../../test/double/estate';
import type { DeployedAppFact } from '../../rules/fact';
import { proposedApps, servicesTold, toldApps } from './proposed-apps';

const snapshot = snapshotOf({
  subscriptions: {
    Shop: { services: { shop: { apps: { orders: {}, billing: {} } }, unread: {} } },
    Test: { services: { 'shop-test': { apps: { orders: {} } } } },
  },
});
const fact = (app: string, more: Partial<DeployedAppFact> = {}): DeployedAppFact => ({
  kind: 'deployedApp',
  app,
  span: { start: 0, end: 1 },
  ...more,
});
const proposed = (...facts: readonly DeployedAppFact[]) =>
  proposedApps(
    snapshot,
    facts.map((one, i) => ({ ...one, path: `${i}.bicep` })),
  ).map(({ found, paths }) => `${found.service.name}/${found.app.name} ${paths.join()}`);

describe('apps that files name', () => {
  it('are told by files below the folder, and by others where app and folder have one name', () => {
    const files = [
      { path: 'orders/infra/main.bicep', facts: [fact('any')] },
      { path: 'infra/main.bicep', facts: [fact('orders'), fact('billing')] },
      { path: 'orders-old/main.bicep', facts: [fact('old')] },
    ];
    const names = (folder: string) => toldApps(files, folder).map(({ app }) => app);
    assert.deepEqual(names('orders'), ['any', 'orders']);
    assert.deepEqual(names('.'), ['any', 'orders', 'billing', 'old']);
  });

  it('are found by every name the file gives, in whatever case', () => {
    assert.deepEqual(proposed(fact('orders')), ['shop/orders 0.bicep', 'shop-test/orders 0.bicep']);
    assert.deepEqual(proposed(fact('Orders', { service: 'SHOP' })), ['shop/orders 0.bicep']);
    assert.deepEqual(proposed(fact('orders', { resourceGroup: 'other' })), []);
    assert.deepEqual(proposed(fact('orders', { subscriptionId: 'id-of-test' })), [
      'shop-test/orders 0.bicep',
    ]);
    assert.deepEqual(proposed(fact('billing'), fact('billing', { resourceGroup: 'RG' }), fact('gone')), [
      'shop/billing 0.bicep,1.bicep',
    ]);
  });

  it('may be in services that have to be read first', () => {
    const told = [fact('orders', { service: 'unread' }), fact('orders')].map((one) => ({
      ...one,
      path: 'a.tf',
    }));
    assert.deepEqual(
      servicesTold(snapshot, told).map(({ service }) => service.name),
      ['unread'],
    );
  });
});
