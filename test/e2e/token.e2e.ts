import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { useStage, type Stage } from '../rig/window/stage';

const app = ['Shop Production', 'shop', 'orders'];
const program = path.resolve(__dirname, '../token/clients/azure-identity.cjs');

async function openApps({ workbench }: Stage): Promise<void> {
  await workbench.openContainer('Spring Identity');
  await workbench.tree.find(app);
}

/** Waits until the active editor's text fits. */
async function report({ workbench }: Stage, wish: RegExp): Promise<string> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { text } = await workbench.readEditor();
    if (wish.test(text)) return text;
    if (Date.now() > deadline) assert.match(text, wish);
    await delay(100);
  }
}

describe('test tokens in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  it('proves which identity answers, first for nobody in particular, then for the one asked for', async () => {
    const { workbench, screenshot } = stage();
    const { tree, quickInput, page } = workbench;
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick('No client ID');
    const picked = await report(stage(), /was picked, and this may change/);
    await screenshot('picked');
    assert.match(picked, /Answered by +the (system|user)-assigned identity/);
    const lenses = page.locator('.editor-group-container.active .contentWidgets .codelens-decoration a');
    await lenses.filter({ hasText: 'As Another Identity...' }).click();
    await quickInput.pick("The system-assigned identity of 'orders'");
    const asked = await report(stage(), /As asked: the system-assigned identity/);
    await screenshot('as-asked');
    assert.match(asked, /Resource +https:\/\/vault\.azure\.net/);
  });

  it('opens a terminal in which a program is the app', async () => {
    const { workbench, screenshot, workspace } = stage();
    const { tree, quickInput, page } = workbench;
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Open Terminal as This App...');
    await workbench.dialog.press('Open');
    await quickInput.pick("The user-assigned identity 'id-orders'");
    const terminal = page.locator('.terminal-wrapper.active .xterm');
    await terminal.waitFor();
    await terminal.click();
    const file = path.join(workspace, 'answer.json');
    await page.keyboard.type(
      `(echo $AZURE_CLIENT_ID; node ${program} default) > ${file}.part; mv ${file}.part ${file}`,
    );
    await page.keyboard.press('Enter');
    const deadline = Date.now() + 40_000;
    while (Date.now() < deadline && !fs.existsSync(file)) await delay(200);
    await screenshot('terminal');
    const [wished, json = '{}'] = fs.readFileSync(file, 'utf8').split('\n');
    const { clientId, audience } = JSON.parse(json) as { clientId?: string; audience?: string };
    assert.match(wished ?? '', /^[0-9a-f-]{36}$/);
    assert.deepEqual([clientId, audience], [wished, 'https://vault.azure.net']);
    await page.locator('.statusbar-item a', { hasText: 'orders' }).first().waitFor();
  });
});
