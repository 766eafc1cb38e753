import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';
import { Tree } from '../rig/workbench/tree';
import { pageSaying, pressOnPage } from './report';

const shop = ['Shop Production', 'shop'];

async function openApps({ workbench }: Stage): Promise<void> {
  await workbench.openContainer('Spring Identity');
  await workbench.tree.find([...shop, 'orders']);
}

/** Opens another view of the container, and gives its tree. */
async function openView({ workbench: { page } }: Stage, name: string): Promise<Tree> {
  const pane = `.part.sidebar .pane:has(.pane-header[aria-label^="${name}"])`;
  const header = page.locator(`${pane} .pane-header`);
  if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
  await page.locator(`${pane} .pane-header[aria-expanded="true"]`).waitFor();
  return new Tree(page, pane);
}

/** The tab is there before its text is. */
async function waitForDeclaration({ window }: Stage): Promise<void> {
  await until(window.page, async () => {
    const text = await window.host.run((vscode) => vscode.window.activeTextEditor?.document.getText());
    return text?.includes('id-telemetry') === true ? { found: true } : { instead: text ?? 'no document' };
  });
}

describe('putting identities right in a real window', () => {
  const stage = useStage({
    settings: { 'springIdentity.signIn': 'sandbox', 'springIdentity.sandbox.operationSeconds': 1 },
  });

  it('shows what a document declares again after a reload of the window', async () => {
    const { workbench, window } = stage();
    await openApps(stage());
    await workbench.tree.chooseFromMenu([...shop, 'orders'], 'Edit Identity as JSON...');
    await waitForDeclaration(stage());
    await window.reload();
    await waitForDeclaration(stage());
  });

  it('changes what a saved document declares, keeps it in the activity, and undoes it from there', async () => {
    const { workbench, window, screenshot } = stage();
    const { tree, dialog, page } = workbench;
    const app = [...shop, 'orders'];
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Edit Identity as JSON...');
    await waitForDeclaration(stage());
    await window.host.run(async (vscode) => {
      const editor = vscode.window.activeTextEditor;
      if (editor === undefined) throw new Error('No document is in front.');
      const text = editor.document.getText();
      const declared = JSON.parse(text) as { identity: { userAssignedIdentities: Record<string, object> } };
      const users = declared.identity.userAssignedIdentities;
      declared.identity.userAssignedIdentities = Object.fromEntries(
        Object.entries(users).filter(([id]) => !id.endsWith('/id-telemetry')),
      );
      const all = new vscode.Range(editor.document.positionAt(0), editor.document.positionAt(text.length));
      await editor.edit((edit) => {
        edit.replace(all, JSON.stringify(declared, null, 2));
      });
    });
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+S');
    const question = await dialog.read();
    await screenshot('declared');
    assert.match(question.message, /Remove 'id-telemetry' from 'orders'/);
    assert.match(question.detail, /- \/subscriptions\/\S+\/id-telemetry/i);
    await dialog.press('Remove');
    await tree.waitFor(app, ({ description }) => description === 'system + 1 user');
    await page.locator('.tab.active:not(.dirty)', { hasText: 'orders' }).waitFor();

    const activity = await openView(stage(), 'Activity');
    const deed = ["Remove 'id-telemetry' from 'orders'"];
    assert.match((await activity.find(deed)).description, /^done/);
    await activity.find([...deed, 'Before']);
    await screenshot('activity');
    // Pressed twice, it asks once.
    const row = page.locator('.part.sidebar .monaco-list-row', { hasText: "Remove 'id-telemetry'" });
    await row.hover();
    await row.getByRole('button', { name: 'Undo Change...' }).dblclick();
    assert.match((await dialog.read()).message, /Assign 'id-telemetry' to 'orders'/);
    await dialog.press('Assign');
    await tree.waitFor(app, ({ description }) => description === 'system + 2 user');
    await activity.find(["Assign 'id-telemetry' to 'orders'"]);
  });

  it('converts an app step by step to a user-assigned identity', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog, quickInput } = workbench;
    const app = [...shop, 'catalog'];
    await openApps(stage());
    await tree.chooseFromMenu(app, 'Convert System-Assigned to User-Assigned...');
    await quickInput.pick('Create new...');
    await quickInput.pick('Shop Production');
    await quickInput.pick('rg-shop');
    await quickInput.row('rg-shop').waitFor({ state: 'detached' });
    await quickInput.type('id-catalog');
    await workbench.page.keyboard.press('Enter');
    await quickInput.pick('westeurope');
    await dialog.press('Create');
    const begun = /2\. 3 grants are not copied yet/;
    await pageSaying(stage(), begun);
    await screenshot('conversion');
    await pressOnPage(stage(), begun, 'Copy Grants...');
    await dialog.press('Grant');
    await until(workbench.page, async () => {
      const { text } = await pageSaying(stage(), /2\. /);
      return text.includes('2. 3 grants are not copied yet') ? { instead: text } : { found: text };
    });
    await pressOnPage(stage(), /3\. /, 'Assign...');
    await dialog.press('Assign');
    await pageSaying(stage(), /3\. 'catalog' has 'id-catalog'/);
    await pressOnPage(stage(), /3\. 'catalog' has 'id-catalog'/, 'Fetch Test Token');
    const verified = /4\. A token endpoint of 'catalog' answered as 'id-catalog'/;
    await pageSaying(stage(), verified);
    await screenshot('conversion-verified');
    await pressOnPage(stage(), verified, 'Disable...');
    await dialog.press('Disable');
    const over = /'catalog' goes by 'id-catalog' now/;
    await pageSaying(stage(), over);
    await screenshot('converted');
    await tree.waitFor(app, ({ description }) => description === '1 user');
    await pressOnPage(stage(), over, 'Finish');
  });

  it('copies what an identity holds to another one', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog, toasts, quickInput } = workbench;
    await openApps(stage());
    await tree.chooseFromMenu([...shop, 'orders', 'System-assigned'], 'Copy Roles...');
    await quickInput.pick('id-newsletter');
    const question = await dialog.read();
    await screenshot('copy');
    assert.match(question.message, /Grant 'id-newsletter' what 'shop\/apps\/orders' holds\?/);
    assert.match(question.detail, /To be granted: role 'Key Vault Secrets User' at/);
    await dialog.press('Grant');
    await toasts.saying(/2 granted, 0 were there/).waitFor();
    await screenshot('copied');
  });

  it('removes role assignments only where they are proven to be left over', async () => {
    const { workbench, screenshot } = stage();
    const { tree, dialog, toasts, quickInput } = workbench;
    await openApps(stage());
    await tree.chooseFromMenu([...shop, 'orders'], 'Disable System-Assigned Identity...');
    await dialog.press('Disable');
    await toasts.saying(/no system-assigned identity any more/).waitFor();
    await workbench.run('Spring Identity: Remove Orphaned Role Assignments...');
    await quickInput.row("role 'Key Vault Secrets User' at 'kv-shop'").waitFor();
    await screenshot('orphans');
    // What belongs to a principal that was never seen is counted, not offered.
    const offered = await quickInput.box.locator('.quick-input-list .monaco-list-row').allTextContents();
    for (const row of offered)
      assert.match(row.replaceAll('\u00a0', ' '), /identity of 'orders', whose principal this was, is off/);
    await quickInput.pickMany(["role 'Key Vault Secrets User' at 'kv-shop'"]);
    assert.match((await dialog.read()).message, /^Remove 1 role assignment\?$/);
    await dialog.press('Remove');
    await toasts.saying(/Orphaned role assignments removed: 1\./).waitFor();
  });

  it('exports an identity map whose file holds the picture', async () => {
    const { workbench, workspace, screenshot } = stage();
    const { tree, quickInput, page } = workbench;
    await openApps(stage());
    await tree.chooseFromMenu([...shop, 'orders'], 'Show Identity Map...');
    const { frame } = await pageSaying(stage(), /id-orders/);
    await frame.locator('svg').first().waitFor();
    await screenshot('map');
    for (const [form, ending, holds] of [
      ['SVG', 'svg', /^<svg[^]*id-orders[^]*<\/svg>/],
      ['HTML', 'html', /<svg[^]*id-orders/],
      ['CSV', 'csv', /id-orders/],
    ] as const) {
      await pressOnPage(stage(), /id-orders/, 'Export...');
      await quickInput.pick(form);
      await until(page, async () => {
        const shown = await quickInput.input.inputValue().catch(() => '');
        return shown.endsWith(`identity-report.${ending}`) ? { found: true } : { instead: shown };
      });
      await page.keyboard.press('Enter');
      const file = path.join(workspace, `identity-report.${ending}`);
      const text = await until(page, () =>
        Promise.resolve(
          fs.existsSync(file) ? { found: fs.readFileSync(file, 'utf8') } : { instead: `no ${file}` },
        ),
      );
      assert.match(text, holds);
    }
  });
});
