import assert from 'node:assert/strict';
import path from 'node:path';
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

describe('the window of npm start', () => {
  const stage = useStage({
    settings: { 'springIdentity.signIn': 'sandbox' },
    extensions: [path.resolve(__dirname, '../rig/first-look')],
  });

  it('opens with the apps in view, and says in the view and the status bar that they are of the sandbox', async () => {
    const { workbench, screenshot } = stage();
    const { tree, page } = workbench;
    await tree.waitFor(['Shop Production', 'shop'], ({ expanded }) => expanded === false);
    await page.locator('.statusbar-item a', { hasText: 'Sandbox Azure' }).waitFor();
    await page.locator('.part.sidebar .pane-header[aria-label^="Apps"]', { hasText: /sandbox/i }).waitFor();
    await screenshot('first look');
    // It is closed by whoever closes it, and both say so.
    await workbench.run('Spring Identity: Choose Sign-In Source...');
    await workbench.quickInput.pick('Environment');
    await page.locator('.statusbar-item a', { hasText: 'The sandbox is closed' }).waitFor();
    await page.locator('.statusbar-item a', { hasText: 'Sandbox Azure' }).waitFor({ state: 'hidden' });
    await tree.waitFor(['The environment holds no account.'], () => true);
  });
});
