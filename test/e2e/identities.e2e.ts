import assert from 'node:assert/strict';
import { useStage } from '../rig/window/stage';

describe('what identities may do, in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  it('shows roles role first, through groups and what stores grant, below an identity', async () => {
    const { workbench, screenshot } = stage();
    await workbench.openContainer('Spring Identity');
    const identity = ['Shop Production', 'shop', 'orders', 'System-assigned'];
    const group = await workbench.tree.find([...identity, 'Storage Blob Data Reader · harborshoporders']);
    assert.match(group.description, /^through group /);
    await workbench.tree.waitFor([...identity, 'Key Vault Secrets User · kv-shop'], () => true);
    await workbench.tree.waitFor([...identity, 'Not shown by Azure: users in databases'], () => true);
    await screenshot('roles');
  });
});
