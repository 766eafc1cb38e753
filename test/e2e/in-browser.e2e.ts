import assert from 'node:assert/strict';
import path from 'node:path';
import manifest from '../../package.json';
import { useStage, type Stage } from '../rig/window/stage';
import { open, quickFix } from './editing';
import { textOf, waitForFindings } from './findings';
import { report } from './report';

const extensionId = `${manifest.publisher}.${manifest.name}`;
const app = ['Shop Production', 'shop', 'orders'];
const source = 'orders/src/main/java/com/example/shop/orders/InBrowser.java';
const code = `package com.example.shop.orders;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;

class InBrowser {
    TokenCredential credential = new ManagedIdentityCredentialBuilder().build();
}
`;
const refusal = `Status code 403, "{"error":{"code":"Forbidden","message":"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=x;oid=y;iss=z\\r\\nVault: kv-shop;location=x","innererror":{"code":"ForbiddenByRbac"}}}"`;

/** A window whose extension runs in the browser, not behind the server: only there it counts as of this kind. */
const inBrowser = { 'remote.extensionKind': { [extensionId]: ['web'] } };

async function openSandbox({ workbench }: Stage): Promise<void> {
  await workbench.openContainer('Spring Identity');
  await workbench.run('Spring Identity: Open Sandbox');
  await workbench.tree.find(app);
}

describe('the extension where VS Code runs it in the browser', () => {
  const stage = useStage({ settings: { ...inBrowser, 'springIdentity.sandbox.operationSeconds': 1 } });

  it('is not run by Node', async () => {
    await openSandbox(stage());
    const known = await stage().window.host.run(
      (vscode, id) => vscode.extensions.getExtension(id) !== undefined,
      extensionId,
    );
    assert.equal(known, false);
  });

  it('shows the apps of a sandbox without a server, and changes their identities', async () => {
    const { workbench, screenshot } = stage();
    const { tree, quickInput, dialog, toasts } = workbench;
    await openSandbox(stage());
    const gateway = ['Shop Production', 'shop', 'gateway'];
    await tree.waitFor(gateway, ({ description }) => description === 'no identity');
    await tree.chooseFromMenu(gateway, 'Assign User-Assigned Identity...');
    await quickInput.row('Create new...').waitFor();
    await quickInput.pickMany(['id-orders']);
    await dialog.press('Assign');
    await tree.waitFor(gateway, ({ description }) => description === '1 user');
    await toasts
      .saying(/gateway/)
      .first()
      .waitFor();
    await screenshot('in a browser');
  });

  it('judges a file as it is typed, and puts it right', async () => {
    const { workbench, window, workspace } = stage();
    await openSandbox(stage());
    await workbench.run('Spring Identity: Link Folder to App...');
    await workbench.quickInput.pick('orders');
    await workbench.quickInput.row('shop-archive').waitFor();
    await workbench.quickInput.type('orders');
    await workbench.quickInput.row('shop-archive').waitFor({ state: 'detached' });
    await workbench.quickInput.pick('orders');
    await window.host.run(
      (vscode, { name, text }) => vscode.workspace.fs.writeFile(vscode.Uri.file(name), Buffer.from(text)),
      { name: path.join(workspace, source), text: code },
    );
    await open(stage(), source, 'new ');
    await waitForFindings(stage(), source, 'MI101');
    await quickFix(stage(), source, 'new Managed', "Name identity 'id-orders'");
    await waitForFindings(stage(), source);
    assert.match(await textOf(stage(), source), /\.clientId\("[0-9a-f-]{36}"\)\.build\(\)/);
  });

  it('decodes a token and explains an error', async () => {
    const { workbench, window } = stage();
    const token = [{ alg: 'RS256' }, { aud: 'https://vault.azure.net', exp: 1 }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .concat('c2lnbmF0dXJl')
      .join('.');
    await workbench.run('Spring Identity: Decode Token...');
    await workbench.quickInput.type(token);
    await window.page.keyboard.press('Enter');
    await report(stage()).getByText('https://vault.azure.net').first().waitFor({ state: 'attached' });
    await window.host.run((vscode, text) => vscode.env.clipboard.writeText(text), refusal);
    await workbench.run('Spring Identity: Explain Error...');
    await window.page.locator('.tab.active', { hasText: 'Explained' }).waitFor();
    await report(stage())
      .getByText(/kv-shop/)
      .first()
      .waitFor();
  });

  it('shows documents and scans the workspace, whose files it has from VS Code', async () => {
    const { workbench, window } = stage();
    await openSandbox(stage());
    await workbench.tree.chooseFromMenu(app, 'View App JSON');
    await window.page.locator('.tab.active', { hasText: 'orders' }).waitFor();
    assert.match((await workbench.readEditor()).text, /"identity"/);
    await workbench.run('Spring Identity: Scan Workspace');
    await workbench.toasts
      .saying(/managed identity findings in \d+ files/)
      .first()
      .waitFor({ timeout: 60_000 });
  });

  it('offers nothing that needs a socket or a program, and says why', async () => {
    const { workbench, window } = stage();
    await openSandbox(stage());
    const menu = await workbench.tree.openMenu(app);
    assert.ok(menu.includes('Diagnose App...') && !menu.includes('Tokens'), menu.join(', '));
    await window.page.keyboard.press('Escape');
    await window.page.keyboard.press('F1');
    await workbench.quickInput.type('>Spring Identity: ');
    await workbench.quickInput.row('Spring Identity: Assign User-Assigned Identity...').waitFor();
    const wanted = 'Spring Identity: Fetch Test Token...';
    await workbench.quickInput.type(`>${wanted}`);
    await workbench.quickInput
      .row('Spring Identity: Assign User-Assigned Identity...')
      .waitFor({ state: 'detached' });
    assert.ok(!(await workbench.quickInput.labels()).includes(wanted));
    await window.page.keyboard.press('Escape');
    await workbench.run('Spring Identity: Choose Sign-In Source...');
    await workbench.quickInput.row('Sandbox').waitFor();
    const sources = await workbench.quickInput.labels();
    assert.ok(sources.includes('VS Code accounts') && !sources.includes('Azure CLI'), sources.join(', '));
    await window.page.keyboard.press('Escape');
    await window.page.getByText('in a browser: no consoles, no ports').first().waitFor();
    await workbench.run('Spring Identity: Close Sandbox');
    await workbench.writeSetting('springIdentity.signIn', 'azureCli');
    await window.page
      .getByText(/This sign-in source is not there in a browser/)
      .first()
      .waitFor();
  });
});
