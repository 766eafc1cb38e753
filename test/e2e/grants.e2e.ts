import assert from 'node:assert/strict';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';
import { pageSaying, pressOnPage } from './report';

const shop = ['Shop Production', 'shop'];

async function openApps({ workbench }: Stage): Promise<void> {
  await workbench.openContainer('Spring Identity');
  await workbench.run('Spring Identity: Open Sandbox');
  await workbench.tree.find([...shop, 'payments']);
}

/** Presses a button of the question in front with the keyboard alone; what takes something away must not have the focus before. */
async function pressByKeyboard({ workbench: { page, dialog } }: Stage, button: string): Promise<void> {
  await dialog.box.waitFor();
  const focused = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');
  assert.notEqual((await focused()).trim(), button);
  await until(page, async () => {
    await page.keyboard.press('Tab');
    const now = (await focused()).trim();
    return now === button ? { found: true } : { instead: `The focus is on "${now}".` };
  });
  await page.keyboard.press('Enter');
  await dialog.box.waitFor({ state: 'detached' });
}

describe('granting and restoring in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.sandbox.operationSeconds': 1 } });

  it('restores what a disabled identity might do to its successor, whose token is good', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog, toasts, quickInput } = workbench;
    const app = [...shop, 'payments'];
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Disable System-Assigned Identity...');
    const { detail } = await dialog.read();
    await screenshot('losses');
    assert.match(detail, /Key Vault Secrets User · kv-shop/);
    await pressByKeyboard(stage(), 'Disable');
    await toasts.saying(/What it was granted was kept \(2\)/).waitFor();
    await tree.waitFor(app, ({ description }) => description === 'no identity');

    await tree.chooseFromMenu(app, 'Enable System-Assigned Identity...');
    await dialog.press('Enable');
    await toasts.saying(/has a system-assigned identity now/).waitFor();
    await toasts.press(/has a system-assigned identity now/, 'Restore Role Assignments...');
    await quickInput.row("role 'Key Vault Secrets User' at 'kv-shop'").waitFor();
    await screenshot('restore');
    await quickInput.confirm();
    assert.match((await dialog.read()).message, /^Grant 2 things again to 'shop\/apps\/payments'\?$/);
    await dialog.press('Restore');
    const said = await pageSaying(stage(), /has all that was kept of principal/);
    await screenshot('restored');
    assert.match(said.text, /What cannot be restored from here/);

    // The roles are on the new principal: a token of it finds them.
    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick("The system-assigned identity of 'payments'");
    const verdict = await pageSaying(stage(), /As asked: the system-assigned identity/);
    await screenshot('restored-token');
    assert.match(verdict.text, /decides by roles, and it has 'Key Vault Secrets User'/);
    assert.doesNotMatch(verdict.text, /No access found/);
    // Nothing is left to restore.
    await workbench.run('Spring Identity: Restore Role Assignments...');
    await toasts.saying(/There is nothing to restore/).waitFor();
  });

  it('goes from a vault that refuses by the button of the verdict to a verdict that is good', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog, toasts, quickInput } = workbench;
    const app = [...shop, 'search'];
    const identity = "The system-assigned identity of 'search'";
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick(identity);
    const refused = /No access found: none of the 2 vaults/;
    await pageSaying(stage(), refused);
    await screenshot('refused');
    await pressOnPage(stage(), refused, "Grant at 'kv-shop'...");
    await quickInput.pick("'kv-shop' as a whole");
    const question = await dialog.read();
    await screenshot('grant');
    assert.match(
      question.message,
      /Grant role 'Key Vault Secrets User' at 'kv-shop' to 'shop\/apps\/search'\?/,
    );
    assert.match(question.detail, /Name of the grant: [0-9a-f-]{36}/);
    await dialog.press('Grant');
    await toasts.saying(/Granted role 'Key Vault Secrets User'/).waitFor();
    await toasts.press(/Granted role/, 'Live Yet?');
    const live = await pageSaying(
      stage(),
      /Azure shows the grant, and the identity gets a token for the target/,
    );
    await screenshot('live');
    assert.match(live.text, /it has 'Key Vault Secrets User'/);

    await tree.chooseFromMenu(app, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick(identity);
    const good = await pageSaying(stage(), /decides by roles, and it has 'Key Vault Secrets User'/);
    await screenshot('good');
    assert.doesNotMatch(good.text, /No access found/);
  });
});
