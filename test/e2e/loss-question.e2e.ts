import assert from 'node:assert/strict';
import { useStage } from '../rig/window/stage';
import { pageSaying } from './report';

const orders = ['Shop Production', 'shop', 'orders'];

describe('the question before a loss', () => {
  const stage = useStage({ settings: { 'springIdentity.sandbox.operationSeconds': 1 } });

  it('has its focus where nothing is taken away: Enter shows what would be lost', async () => {
    const { workbench } = stage();
    const { tree, dialog, page } = workbench;
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    const before = (await tree.find(orders)).description;
    await tree.chooseFromMenu(orders, 'Disable System-Assigned Identity...');
    const { message } = await dialog.read();
    assert.match(message, /^Disable the system-assigned identity of 'orders'\?$/);
    const focused = dialog.box.locator('.monaco-button:focus');
    await focused.waitFor();
    assert.equal(await focused.innerText(), 'Show Details');
    await page.keyboard.press('Enter');
    await dialog.box.waitFor({ state: 'detached' });
    await pageSaying(stage(), /does not come back with a new one/);
    assert.equal((await tree.find(orders)).description, before);
  });
});
