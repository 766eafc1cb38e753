import assert from 'node:assert/strict';
import { useStage } from '../rig/window/stage';
import { Tree } from '../rig/workbench/tree';

describe('what identities may do, and who uses them, in a real window', () => {
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

  it('shows every identity with its users in a view of its own', async () => {
    const { workbench, screenshot } = stage();
    const { page } = workbench;
    await workbench.openContainer('Spring Identity');
    const apps = page
      .locator('.pane-header[aria-label^="Apps"], .pane-header[aria-label*="Apps Section"]')
      .first();
    const header = page.locator('.pane-header').filter({ hasText: 'Identities' });
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    // One tree in view at a time: rows are found by where they are.
    if ((await apps.getAttribute('aria-expanded')) === 'true') await apps.click();
    const tree = new Tree(page);
    await page.locator('.part.sidebar .monaco-list-row', { hasText: 'id-billing' }).first().click();
    await page.keyboard.press('End');
    const telemetry = await tree.waitFor(['id-telemetry'], ({ description }) => description !== '');
    assert.match(telemetry.description, /rg-shop \/ Shop Production$/);
    await page.keyboard.press('Home');
    await tree.waitFor(['id-newsletter'], () => true);
    const rows = await tree.rows();
    const namesakes = rows.filter(({ label }) => label === 'id-newsletter');
    assert.equal(new Set(namesakes.map(({ description }) => description)).size, 2);
    assert.ok(namesakes.every(({ spoken }) => spoken.includes('used by no Spring app that is read')));
    await page.keyboard.press('End');
    const others = ['id-telemetry', 'Other resources that use it'];
    await tree.find([...others, 'vm-collector']);
    await tree.waitFor([...others, 'and 3 you may not see'], () => true);
    await screenshot('identities');
  });
});
