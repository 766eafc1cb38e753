import assert from 'node:assert/strict';
import { useStage, type Stage } from '../rig/window/stage';
import { until } from '../rig/until';

const shop = ['Shop Production', 'shop'];

async function openApps({ workbench }: Stage): Promise<void> {
  await workbench.openContainer('Spring Identity');
  await workbench.run('Spring Identity: Open Sandbox');
  await workbench.tree.find([...shop, 'payments']);
}

/** Waits until some page in a tab says it; pages are frames within frames. */
async function pageSaying({ workbench: { page } }: Stage, wish: RegExp): Promise<string> {
  return await until(page, async () => {
    const bodies = page.frames().map((frame) => frame.locator('body'));
    const texts = await Promise.all(bodies.map((body) => body.innerText({ timeout: 1000 }).catch(() => '')));
    const found = texts.find((text) => wish.test(text));
    return found === undefined ? { instead: `No page says ${String(wish)}.` } : { found };
  });
}

describe('granting and restoring in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.sandbox.operationSeconds': 1 } });

  it('keeps what a disabled identity may do, and restores it to its successor', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog, toasts, quickInput } = workbench;
    const app = [...shop, 'payments'];
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Disable System-Assigned Identity...');
    const { detail } = await dialog.read();
    assert.match(detail, /Key Vault Secrets User · kv-shop/);
    await dialog.press('Disable');
    await toasts.saying(/What it was granted was kept \(2\)/).waitFor();

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
    assert.match(said, /What cannot be restored from here/);
    // Nothing is left to restore: the roles are on the new principal.
    await workbench.run('Spring Identity: Restore Role Assignments...');
    await toasts.saying(/There is nothing to restore/).waitFor();
  });

  it('grants what a vault refuses, and follows it until a token of the identity finds nothing against it', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog, toasts, quickInput } = workbench;
    const app = [...shop, 'search'];
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Grant...');
    await quickInput.pick('kv-shop');
    await quickInput.pick('Read secrets');
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
    const said = await pageSaying(
      stage(),
      /Azure shows the grant, and the identity gets a token for the target/,
    );
    await screenshot('live');
    assert.match(said, /it has 'Key Vault Secrets User'/);
  });
});
