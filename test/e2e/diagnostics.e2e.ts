import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { isGuid } from '../../src/estate/ids/guid';
import { repository } from '../rig/places';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';
import { open, quickFix } from './editing';
import { shownFindings, textOf, waitForFindings } from './findings';

const app = ['Shop Production', 'shop', 'orders'];
/** A new one for each try: VS Code keeps unsaved text of a file from one window to the next. */
function newSource(): string {
  return `orders/src/main/java/com/example/shop/orders/VaultAccess${Date.now()}.java`;
}

const code = `package com.example.shop.orders;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;

class VaultAccess {
    TokenCredential credential() {
        return
    }
}
`;
const infra = `resource orders 'Microsoft.AppPlatform/Spring/apps@2023-12-01' = {
  name: 'shop-dev/demo'
  identity: {
    type: 'SystemAssigned,UserAssigned'
    userAssignedIdentities: {
      '\${id.id}': {}
    }
  }
}
`;

/** Replaces a text in an open file, as pasting over it does. */
async function replace(
  { window, workspace }: Stage,
  file: string,
  before: string,
  after: string,
): Promise<void> {
  await window.host.run(
    async (vscode, { name, from, to }) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
      const start = document.getText().indexOf(from);
      const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, range, to);
      await vscode.workspace.applyEdit(edit);
    },
    { name: path.join(workspace, file), from: before, to: after },
  );
}

/** Waits until hovering over `text` says what is expected. */
async function waitForHover(
  { window, workspace }: Stage,
  file: string,
  text: string,
  expected: RegExp,
): Promise<void> {
  await until(window.page, async () => {
    const said = await window.host.run(
      async (vscode, { name, over }) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        const at = document.positionAt(document.getText().indexOf(over) + 2);
        const hovers = await vscode.commands.executeCommand<{ contents: { value: string }[] }[]>(
          'vscode.executeHoverProvider',
          document.uri,
          at,
        );
        return hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join('\n');
      },
      { name: path.join(workspace, file), over: text },
    );
    return expected.test(said) ? { found: true } : { instead: `the hover says: ${said}` };
  });
}

describe('findings in a real window', () => {
  const stage = useStage({
    settings: { 'springIdentity.sandbox.operationSeconds': 1 },
    // Nobody has linked a folder yet.
    without: ['.spring-identity.json'],
  });

  it('lead from a warning to the identity that was chosen, and from a principal ID to the client ID', async () => {
    const { workbench, workspace, screenshot } = stage();
    const { page, quickInput, quickFixes, tree } = workbench;
    const source = newSource();
    fs.writeFileSync(path.join(workspace, source), code);
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await tree.find(app);
    await workbench.run('Spring Identity: Link Folder to App...');
    await quickInput.pick('orders');
    // The folders are gone, and the list of apps stands still.
    await quickInput.row('shop-archive').waitFor();
    await quickInput.type('orders');
    await quickInput.row('shop-archive').waitFor({ state: 'detached' });
    await quickInput.pick('orders');

    await open(stage(), source, 'return');
    await page.keyboard.type(' new ManagedIdentityCredentialBuilder().build();');
    await page.locator('.squiggly-warning').first().waitFor();
    const [finding] = await waitForFindings(stage(), source, 'MI101');
    assert.equal(finding?.severity, 1);
    assert.match(finding.message, /Judged against app 'orders' of 'shop'/);
    await page.keyboard.press('ArrowLeft');
    await quickFixes.open();
    await screenshot('quick fixes');
    await quickFixes.close();
    await quickFix(stage(), source, 'new Managed', "Name identity 'id-orders'");
    await waitForFindings(stage(), source);
    const fixed = await textOf(stage(), source);
    const [, clientId = ''] = /\.clientId\("([0-9a-f-]{36})"\)\.build\(\)/.exec(fixed) ?? [];
    assert.notEqual(clientId, '', fixed);

    const principalId = await principalOf(stage(), 'id-orders');
    assert.notEqual(principalId, clientId);
    await replace(stage(), source, clientId, principalId);
    const [wrong] = await waitForFindings(stage(), source, 'MI601');
    assert.equal(wrong?.severity, 0);
    await page.locator('.squiggly-error').first().waitFor();
    await screenshot('principal id');
    await quickFix(stage(), source, principalId, "Put the client ID of 'id-orders'");
    await waitForFindings(stage(), source);
    assert.ok((await textOf(stage(), source)).includes(clientId));
    await waitForHover(stage(), source, clientId, /id\\?-orders/);
  });

  it('warn of both kinds in Bicep, and go from the tree when the app is put right', async () => {
    const { workbench, workspace, screenshot } = stage();
    const { tree, dialog } = workbench;
    fs.writeFileSync(path.join(workspace, 'infra/new.bicep'), infra);
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    // What the test before has linked would add to what is found.
    await stage().window.host.run((vscode) =>
      vscode.workspace.getConfiguration().update('springIdentity.links', [], false),
    );
    const findings = [...app, 'Findings'];
    assert.equal((await tree.find(findings)).description, '1 warning');
    const [first] = await tree.children(findings);
    assert.match(first?.label ?? '', /system-assigned and user-assigned/);
    await open(stage(), 'infra/new.bicep', "'SystemAssigned");
    const [finding] = await waitForFindings(stage(), 'infra/new.bicep', 'MI401');
    assert.equal(finding?.severity, 1);
    await screenshot('bicep');
    await tree.chooseFromMenu(app, 'Disable System-Assigned Identity...');
    await dialog.press('Disable');
    await tree.waitFor(app, ({ description }) => description === '2 user');
    const names = (await tree.children(app)).map(({ label }) => label);
    assert.ok(!names.includes('Findings'), names.join(', '));
  });

  it('are found in the whole workspace, and each rule has a page', async () => {
    const { workbench, screenshot } = stage();
    const { page, quickInput, toasts } = workbench;
    await workbench.run('Spring Identity: Scan Workspace');
    await toasts.saying(/managed identity findings in \d+ files/).waitFor({ timeout: 30_000 });
    await waitForFindings(stage(), 'infra/bicep/audit.bicep', ...(await known('infra/bicep/audit.bicep')));
    // What is counted is what is shown, here and in the panel, which does not list hints.
    const said = (await toasts.texts()).find((text) => text.includes('managed identity findings')) ?? '';
    const [all, inFiles, hints = 0] = (/^(\d+) .* in (\d+) files(?:, (\d+) of them hints)?/.exec(said) ?? [])
      .slice(1)
      .map(Number);
    const shown = await shownFindings(stage());
    const isHint = ({ severity }: { readonly severity: number }) => severity === 3;
    assert.deepEqual(
      [all, inFiles, hints],
      [shown.length, new Set(shown.map(({ file }) => file)).size, shown.filter(isHint).length],
      said,
    );
    await toasts.press(/managed identity findings/, 'Show');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await screenshot('problems');
    await workbench.run('Spring Identity: Show All Rules...');
    await quickInput.row('MI001 mixed-identity-types').waitFor();
    // Its rendered page is a webview, whose parts a browser asks for under the name of another host.
    const page101 = await stage().window.host.run(async (vscode) => {
      const us = vscode.extensions.all.find(({ id }) => id.endsWith('.spring-managed-identity'));
      const uri = vscode.Uri.joinPath(us?.extensionUri ?? vscode.Uri.file('/'), 'docs/rules/MI101.md');
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    });
    assert.match(page101, /^# MI101 credential-without-client-id/);
  });
});

/** The rules the command line finds in a sample, from the golden file. */
function known(file: string): Promise<readonly string[]> {
  const golden = JSON.parse(
    fs.readFileSync(path.join(repository, 'test/golden/samples.json'), 'utf8'),
  ) as readonly { readonly file: string; readonly ruleId: string }[];
  return Promise.resolve(golden.filter((one) => one.file === file).map(({ ruleId }) => ruleId));
}

/** The principal ID of an identity, copied from the tree. */
async function principalOf({ workbench }: Stage, identity: string): Promise<string> {
  await workbench.openContainer('Spring Identity');
  await workbench.tree.chooseFromMenu([...app, 'User-assigned*', identity], 'Copy Principal ID (Object ID)');
  // The copy arrives a moment after the click.
  return until(workbench.page, async () => {
    const copied = await workbench.readClipboard();
    return isGuid(copied) ? { found: copied } : { instead: `copied was: ${copied}` };
  });
}
