import assert from 'node:assert/strict';

import { SandboxedAzure } from '../../../../test/azure/sandboxed';
import { armKey } from '../../../estate/ids/arm-id';
import { Failure } from '../../../lifecycle/failure';

describe('reading vaults from the sandbox', () => {
  let rig: SandboxedAzure;
  beforeEach(async () => {
    rig = await SandboxedAzure.start();
  });
  afterEach(async () => {
    await rig.stop();
  });

  it('tells for each vault whether roles or policies decide, and what policies give to whom', async () => {
    const { subscription } = await rig.app('orders');
    const vaults = await rig.azure.reader.listVaults(subscription, rig.signal);

    assert.ok(vaults.some(({ usesRbac }) => usesRbac));
    const byPolicy = vaults.find(({ usesRbac, policies }) => !usesRbac && policies.length > 0);
    assert.match(byPolicy?.policies[0]?.objectId ?? '', /^[0-9a-f-]{36}$/);
    assert.ok(byPolicy?.policies[0]?.permissions.includes('secrets get'));
    assert.ok(vaults.every(({ id, name }) => armKey(id).endsWith(`/vaults/${name.toLowerCase()}`)));
  });

  it('says so when they may not be read', async () => {
    const { subscription } = await rig.app('orders');
    rig.sandbox.trouble.add({ kind: 'forbidden', path: '*/vaults' });

    await assert.rejects(rig.azure.reader.listVaults(subscription, rig.signal), (error) =>
      Failure.is(error, 'forbidden'),
    );
  });
});
