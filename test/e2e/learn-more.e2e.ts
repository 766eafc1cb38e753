import assert from 'node:assert/strict';
import { useStage } from '../rig/window/stage';
import { report } from './report';

const app = ['Shop Production', 'shop', 'orders'];

describe('Learn More', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  it('leads from a list, a page and a question to what they are about; nothing is agreed to by it', async () => {
    const { workbench, screenshot } = stage();
    const { tree, quickInput, dialog, page } = workbench;
    const tab = (name: string) => page.locator('.tab.active', { hasText: name });
    await workbench.openContainer('Spring Identity');
    await tree.find(app);

    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    await quickInput.row('Key Vault').waitFor();
    await quickInput.box.getByRole('button', { name: 'Learn More' }).click();
    await tab('tokens.md').waitFor();
    await screenshot('learn more in a list');
    // The question is still there.
    await quickInput.pick('Key Vault');
    await quickInput.pick('No client ID');
    const token = report(stage());
    await token
      .getByText(/was picked, and this may change/)
      .first()
      .waitFor();
    await token.getByRole('button', { name: 'Learn More' }).click();
    await tab('tokens.md').waitFor();

    await tree.chooseFromMenu(app, 'Disable System-Assigned Identity...');
    assert.match((await dialog.read()).message, /Disable the system-assigned identity/);
    await screenshot('learn more in a question');
    await dialog.press('Learn More');
    await tab('kinds.md').waitFor();
    await screenshot('learned');
    const { description } = await tree.find(app);
    assert.equal(description, 'system + 2 user');
  });
});
