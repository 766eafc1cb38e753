import assert from 'node:assert/strict';
import { useStage } from '../rig/window/stage';

describe('the sandbox in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  it('shows subscriptions in the tree after one click on the activity bar', async () => {
    const { workbench, screenshot } = stage();
    await workbench.openContainer('Spring Identity');
    await workbench.page.locator('.part.sidebar .monaco-list-row').first().waitFor();
    await screenshot('tree');
    const rows = await workbench.tree.rows();
    assert.equal(rows.filter(({ level }) => level === 1).length, 3, JSON.stringify(rows));
  });
});
