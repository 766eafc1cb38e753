import assert from 'node:assert/strict';
import { useStage } from '../rig/window/stage';

describe('the sandbox in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  it('shows subscriptions in the tree after one click on the activity bar', async () => {
    const { workbench, screenshot } = stage();
    await workbench.openContainer('Spring Identity');
    await workbench.tree.waitFor(['Shop Production', 'shop'], ({ expanded }) => expanded === false);
    await screenshot('subscriptions');
    const rows = await workbench.tree.rows();
    assert.deepEqual(
      rows.filter(({ level }) => level === 1).map(({ label }) => label),
      ['Shop Production', 'Shop Development', 'Partner Portal'],
    );
  });
});
