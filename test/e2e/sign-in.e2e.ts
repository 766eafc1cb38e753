import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../rig/until';
import { useStage } from '../rig/window/stage';

/** The subscriptions of the sample estate; the last one is in a tenant of its own. */
const subscriptions = ['Shop Production', 'Shop Development', 'Partner Portal'];

describe('signing in', () => {
  describe('with the accounts of VS Code', () => {
    const stage = useStage({ sandbox: {} });

    it('sends nothing to a custom cloud before its hosts are confirmed, whatever it calls itself', async () => {
      const { workbench, sandbox, screenshot } = stage();
      assert.ok(sandbox);
      await workbench.openContainer('Spring Identity');
      await workbench.tree.find(['The custom cloud has not been confirmed in this profile.']);
      await workbench.run('Spring Identity: Sign In');
      const { detail } = await workbench.dialog.read();
      assert.ok(detail.includes(sandbox.url), detail);
      await screenshot('custom cloud to confirm');
      await workbench.dialog.press('Cancel');
      assert.equal(sandbox.requests.read().total, 0);
    });

    it('asks no account for a token while a folder describes another cloud, and asks again when it no longer does', async () => {
      const { workbench, sandbox, workspace, window, screenshot } = stage();
      assert.ok(sandbox);
      const { page, tree } = workbench;
      const file = path.join(workspace, '.vscode/settings.json');
      const evil = 'https://127.0.0.1:1/';
      const ofFolder = {
        'microsoft-sovereign-cloud.customEnvironment': {
          name: 'AzureCloud',
          portalUrl: evil,
          managementEndpointUrl: evil,
          resourceManagerEndpointUrl: evil,
          activeDirectoryEndpointUrl: evil,
          activeDirectoryResourceId: evil,
        },
      };
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify(ofFolder));
      const isHeeded = (heeded: boolean) =>
        until(page, async () => {
          const set = await window.host.run(
            (vscode) =>
              vscode.workspace.getConfiguration().inspect('microsoft-sovereign-cloud.customEnvironment')
                ?.workspaceValue !== undefined,
          );
          return set === heeded ? { found: true } : { instead: `read: ${String(set)}` };
        });
      try {
        await isHeeded(true);
        await workbench.openContainer('Spring Identity');
        await tree.find(['The custom cloud has not been confirmed in this profile.']);
        await workbench.run('Spring Identity: Sign In');
        const { detail } = await workbench.dialog.read();
        assert.ok(detail.includes(sandbox.url) && !detail.includes(evil), detail);
        await workbench.dialog.press('Trust These Hosts');
        await workbench.toasts
          .saying(/microsoft-sovereign-cloud\.customEnvironment/)
          .first()
          .waitFor();
        await screenshot('a cloud of the folder');
        assert.equal(sandbox.requests.read().total, 0);
      } finally {
        fs.rmSync(file);
      }
      await isHeeded(false);
      await workbench.run('Spring Identity: Refresh');
      await tree.find(['Shop Production']);
    });

    it('shows the subscriptions of both accounts, each under its account', async () => {
      const { workbench, screenshot } = stage();
      await workbench.confirmCloud();
      await workbench.openContainer('Spring Identity');
      for (const name of subscriptions) await workbench.tree.find([name]);
      await screenshot('accounts');
      const labels = (await workbench.tree.rows()).map(({ label }) => label);
      // Ada sees all three, Grace only the last.
      assert.deepEqual(labels.filter((label) => subscriptions.includes(label)).sort(), [
        'Partner Portal',
        'Partner Portal',
        'Shop Development',
        'Shop Production',
      ]);
    });
  });

  describe('when Azure asks for a stronger sign-in', () => {
    const stage = useStage({ sandbox: {} });

    it('asks the account once, and shows the apps then', async () => {
      const { workbench, sandbox, screenshot } = stage();
      await workbench.confirmCloud();
      await workbench.openContainer('Spring Identity');
      await workbench.tree.find(['Shop Production', 'shop']);
      sandbox?.trouble.add({ kind: 'claims-challenge', path: '*/spring/shop/apps' });
      const opening = workbench.tree.find(['Shop Production', 'shop', 'orders']);
      await workbench.dialog.press('Allow');
      assert.equal((await opening).description, 'system + 2 user');
      await screenshot('stronger sign-in');
    });
  });

  describe('elsewhere', () => {
    const stage = useStage({ sandbox: {} });

    for (const source of ['azureCli', 'environment'])
      it(`shows the subscriptions of ${source}`, async () => {
        const { workbench } = stage();
        await workbench.writeSetting('springIdentity.signIn', source);
        await workbench.confirmCloud();
        await workbench.openContainer('Spring Identity');
        for (const name of subscriptions) await workbench.tree.find([name]);
        assert.equal(await workbench.readSetting('springIdentity.signIn'), source);
      });
  });
});
