import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AxeResults } from 'axe-core';
import { useStage, type Stage } from '../rig/window/stage';
import { report } from './report';

const app = ['Shop Production', 'shop', 'orders'];
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const program = path.resolve(__dirname, '../token/clients/azure-identity.cjs');

async function openApps({ workbench }: Stage): Promise<void> {
  await workbench.openContainer('Spring Identity');
  await workbench.tree.find(app);
}

/** What axe finds in the page of the report in front. */
async function violations(stage: Stage): Promise<readonly string[]> {
  const body = report(stage).locator('body');
  // Evaluated from outside: the policy of the page lets in no script but its own.
  await body.evaluate(axe);
  const { violations: found } = await body.evaluate(async () => {
    const { axe: run } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return run.run();
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe('test tokens in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.signIn': 'sandbox' } });

  it('proves which identity answers, first for nobody in particular, then for the one asked for', async () => {
    const { workbench, screenshot } = stage();
    const { tree, quickInput } = workbench;
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick('No client ID');
    const first = report(stage());
    await first
      .getByText(/was picked, and this may change/)
      .first()
      .waitFor();
    await screenshot('picked');
    assert.match(await first.locator('dl').innerText(), /Answered by\s+the (system|user)-assigned identity/);
    for (const kind of ['Light', 'Dark']) {
      await workbench.writeSetting('workbench.colorTheme', `Default ${kind} Modern`);
      await first.locator(`body.vscode-${kind.toLowerCase()}`).waitFor();
      assert.deepEqual(await violations(stage()), [], kind);
    }
    await first.getByRole('button', { name: 'As Another Identity...' }).click();
    await quickInput.pick("The system-assigned identity of 'orders'");
    const second = report(stage());
    await second
      .getByText(/As asked: the system-assigned identity/)
      .first()
      .waitFor();
    await screenshot('as-asked');
    assert.match(await second.locator('dl').innerText(), /Resource\s+https:\/\/vault\.azure\.net/);
    await second.getByRole('button', { name: 'Copy as Markdown' }).click();
    await second.getByText('Copied as Markdown.').waitFor({ state: 'attached' });
    assert.match(await workbench.readClipboard(), /^# Test token of orders for Key Vault\n/);
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
    await workbench.run('Spring Identity: Stop Port Forward');
    const { message, detail } = await workbench.dialog.read();
    assert.match(`${message} ${detail}`, /^Stop the port forward of 'orders'\?.*the terminal 'as orders'/);
    const focused = workbench.dialog.box.locator('.monaco-button:focus');
    await focused.waitFor();
    assert.equal(await focused.innerText(), 'Keep', 'Enter ends nothing');
    await page.keyboard.press('Enter');
    await workbench.dialog.box.waitFor({ state: 'detached' });
    assert.equal(await terminal.isVisible(), true);
    await workbench.run('Spring Identity: Stop Port Forward');
    await workbench.dialog.press('Stop');
    await terminal.waitFor({ state: 'detached' });
  });
});
