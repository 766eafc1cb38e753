import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';
import { shownFindings, waitForFindings } from './findings';

async function open({ window, workspace }: Stage, file: string): Promise<void> {
  await window.host.run(
    async (vscode, name) => {
      await vscode.window.showTextDocument(vscode.Uri.file(name), { preview: false });
    },
    path.join(workspace, file),
  );
}

const vault = 'orders/src/main/java/com/example/shop/orders/VaultConfiguration.java';
/** Its builder knows no variable that a script of the workspace gives to the app. */
const notes = 'tasting/src/main/java/com/example/shop/tasting/TastingNotes.java';
const store = 'billing/src/main/java/com/example/shop/billing/InvoiceStore.java';

describe('a window with several workspace folders', () => {
  const stage = useStage({ roots: ['orders', 'billing'] });

  it('finds in all of them, and links one of them alone to an app', async () => {
    const { workbench, screenshot } = stage();
    const { quickInput, toasts, tree } = workbench;
    await open(stage(), vault);
    await waitForFindings(stage(), vault, 'MI101');
    await workbench.run('Spring Identity: Scan Workspace');
    await toasts.saying(/managed identity findings in \d+ files/).waitFor({ timeout: 30_000 });
    await waitForFindings(stage(), store, 'MI107');
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await tree.find(['Shop Production', 'shop', 'billing']);
    await workbench.run('Spring Identity: Link Folder to App...');
    await quickInput.row('orders').waitFor();
    await screenshot('folders to link');
    await quickInput.pick('billing');
    await quickInput.row('shop-archive').waitFor();
    await quickInput.type('billing');
    await quickInput.row('shop-archive').waitFor({ state: 'detached' });
    await quickInput.pick('billing');
    await waitForFindings(stage(), 'billing/src/main/resources/application-cloud.properties', 'MI602');
    const links = await stage().window.host.run((vscode) =>
      vscode.workspace.getConfiguration().get<readonly { readonly folder: string }[]>('springIdentity.links'),
    );
    assert.deepEqual(
      links?.map(({ folder }) => folder),
      ['billing'],
    );
    const inVault = (await shownFindings(stage())).filter(({ file }) => file === vault);
    assert.deepEqual(
      inVault.map(({ code, severity }) => [code, severity]),
      [['MI101', 3]],
      'the other folder is not linked',
    );
  });
});

describe('a window in which the configuration of one folder is broken', () => {
  const stage = useStage({ roots: ['orders', 'billing'] });

  it('uses that of the other one, and says in the broken one what is wrong', async () => {
    const { workbench, workspace } = stage();
    fs.writeFileSync(path.join(workspace, 'orders/.spring-identity.json'), '{ "rules": { "MI101": "off" } }');
    fs.writeFileSync(path.join(workspace, 'billing/.spring-identity.json'), '[');
    await open(stage(), store);
    await waitForFindings(stage(), store, 'MI107');
    await open(stage(), vault);
    await waitForFindings(stage(), vault);
    const troubles = await until(workbench.page, async () => {
      const all = await shownFindings(stage());
      const found = all.filter(({ file }) => file.endsWith('.json'));
      return found.length > 0 ? { found } : { instead: JSON.stringify(all) };
    });
    assert.deepEqual([...new Set(troubles.map(({ file }) => file))], ['billing/.spring-identity.json']);
    assert.match(troubles[0]?.message ?? '', /not JSON/);
  });
});

describe('a window that does not trust its workspace', () => {
  const stage = useStage({
    settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
  });

  it('shows findings and offers fixes all the same', async () => {
    const { workbench, window, workspace, screenshot } = stage();
    assert.equal(await window.host.run((vscode) => vscode.workspace.isTrusted), false);
    await open(stage(), notes);
    await waitForFindings(stage(), notes, 'MI101');
    const titles = await window.host.run(
      async (vscode, name) => {
        const document = await vscode.workspace.openTextDocument(vscode.Uri.file(name));
        const at = document.positionAt(document.getText().indexOf('new ManagedIdentityCredentialBuilder'));
        const actions = await vscode.commands.executeCommand<{ title: string }[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          new vscode.Range(at, at),
        );
        return actions.map(({ title }) => title);
      },
      path.join(workspace, notes),
    );
    assert.ok(titles.includes('Disable MI101 in this project'), titles.join(' | '));
    await workbench.run('Spring Identity: Scan Workspace');
    await workbench.toasts.saying(/managed identity findings in \d+ files/).waitFor({ timeout: 30_000 });
    await screenshot('restricted mode');
  });
});
