import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { sampleIds } from '../../src/sandbox/server/open';
import { forwardsViewId } from '../../src/ui/contributions';
import { useStage, type Stage } from '../rig/window/stage';
import { plainGet } from '../token/plain-get';
import { Tree } from '../rig/workbench/tree';

const app = ['Shop Production', 'shop', 'catalog'];
const statusItem = '.statusbar-item';

/** One view of the side bar: its rows count from zero, like those of the view above it. */
function view({ workbench }: Stage, title: string): Tree {
  return new Tree(workbench.page, `.part.sidebar .pane:has(.pane-header[aria-label^="${title}"])`);
}

async function openApps(stage: Stage): Promise<Tree> {
  await stage.workbench.openContainer('Spring Identity');
  const apps = view(stage, 'Apps');
  await apps.find(app);
  return apps;
}

/** The loopback address a row tells. */
function addressIn(text: string): string {
  const [found] = /127\.0\.0\.1:\d+/.exec(text) ?? [];
  assert.ok(found, `no address in: ${text}`);
  return found;
}

async function get(address: string, path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://${address}${path}`, { headers: { Connection: 'close' } });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Record<string, unknown>;
}

/** Asks a forward for a token of Key Vault, as any program would. */
async function token(address: string): Promise<unknown> {
  const query = 'api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net';
  const { json } = await plainGet(`http://${address}/metadata/identity/oauth2/token?${query}`, {
    Metadata: 'true',
  });
  return (json as { readonly token_type?: unknown }).token_type;
}

/** Chooses the form without a secret, and agrees to what that means. */
async function openToPrograms({ workbench, screenshot }: Stage, name: string): Promise<void> {
  const { quickInput, dialog } = workbench;
  await quickInput.row('Every Program of Yours').waitFor();
  await quickInput.pick('Every Program of Yours');
  const { message, detail } = await dialog.read();
  assert.equal(message, `Give programs on this computer tokens of '${name}'?`);
  assert.match(detail, /without a secret.*whatever the identities of this app may/s);
  await screenshot('endpoint, confirmation');
  await dialog.press('Open');
}

describe('forwarding in a real window', () => {
  describe('a port of an instance', () => {
    const stage = useStage({
      settings: { 'springIdentity.signIn': 'sandbox', 'springIdentity.sandbox.operationSeconds': 1 },
    });

    it('goes from remote debugging that is off to a port that answers, and back', async () => {
      const { workbench, screenshot } = stage();
      const { quickInput, dialog, toasts, page } = workbench;
      const apps = await openApps(stage());
      const [instance] = await apps.children([...app, 'Instances', 'default']);
      assert.ok(instance);
      await apps.chooseFromMenu(
        [...app, 'Instances', 'default', instance.label],
        'Forward Port of Instance...',
      );
      await toasts.saying(/which is off for deployment 'default' of 'catalog'/).waitFor();
      await screenshot('port, debugging off');
      await toasts.press(/which is off for deployment/, 'Enable Remote Debugging...');
      await quickInput.message().filter({ hasText: 'JVM listens for debuggers' }).waitFor();
      await page.keyboard.press('Enter');
      const { message, detail } = await dialog.read();
      await screenshot('port, enable');
      assert.equal(message, "Enable remote debugging of deployment 'default' of 'catalog'?");
      assert.match(detail, /Azure Spring Apps Remote Debugging Role.*run code in it/s);
      assert.match(detail, /may restart/);
      await dialog.press('Enable');
      await toasts.saying(/is on, at port 5005/).waitFor();
      await toasts.press(/is on, at port 5005/, 'Forward Port of Instance...');
      await quickInput.message().filter({ hasText: 'Port inside the instance' }).waitFor();
      await quickInput.type('70000');
      await quickInput.message().filter({ hasText: 'A port is a number from 1 to 65535.' }).waitFor();
      await screenshot('port, wrong');
      await quickInput.type('8080');
      await page.keyboard.press('Enter');
      const forwards = view(stage(), 'Port Forwards');
      const row = await forwards.find(['catalog:8080']);
      assert.match(row.description, /^127\.0\.0\.1:\d+$/);
      const address = addressIn(row.description);
      const answers = await Promise.all([1, 2, 3].map(() => get(address, '/actuator/info')));
      assert.deepEqual(
        answers.map((answer) => answer['instance']),
        answers.map(() => instance.label),
      );
      await forwards.waitFor(['catalog:8080', 'Connections'], ({ description }) =>
        description.endsWith('3 in all'),
      );
      await screenshot('port, open');

      await forwards.chooseFromMenu(['catalog:8080'], 'Stop Port Forward');
      await toasts.saying(/is still on: whoever has the role/).waitFor();
      await screenshot('port, stopped');
      await assert.rejects(get(address, '/actuator/info'));
      await toasts.press(/is still on: whoever has the role/, 'Disable Remote Debugging...');
      await dialog.press('Disable');
      await toasts.saying(/'default' of 'catalog' is off\./).waitFor();
    });
  });

  describe('beside a sandbox', () => {
    const stage = useStage({ sandbox: {} });

    it('takes an endpoint that was forwarded otherwise, and asks it for a test token', async () => {
      const { workbench, sandbox, screenshot } = stage();
      const { quickInput, page } = workbench;
      assert.ok(sandbox);
      await workbench.confirmCloud();
      await openApps(stage());
      const id = `/subscriptions/${sampleIds.productionSubscription}/resourceGroups/rg-shop/providers/Microsoft.AppPlatform/Spring/shop/apps/catalog`;
      const endpoint = await sandbox.plane.openTokenEndpoint(id);
      await workbench.run('Spring Identity: Use Forwarded Endpoint...');
      await quickInput.type('catalog');
      await quickInput.pick('catalog');
      await quickInput.row('App Service').waitFor();
      await screenshot('endpoint, protocol');
      await quickInput.pick('App Service');
      await quickInput.message().filter({ hasText: 'IDENTITY_ENDPOINT as it is reached here' }).waitFor();
      await quickInput.type(endpoint.identityEndpoint);
      await page.keyboard.press('Enter');
      await quickInput.message().filter({ hasText: 'kept in memory only' }).waitFor();
      await quickInput.type(endpoint.identityHeader);
      await screenshot('endpoint, secret');
      await page.keyboard.press('Enter');
      await openToPrograms(stage(), 'catalog');
      const forwards = view(stage(), 'Port Forwards');
      const row = await forwards.find(['catalog']);
      assert.equal(await token(addressIn(row.description)), 'Bearer');
      await forwards.chooseFromMenu(['catalog'], 'Fetch Test Token...');
      await quickInput.pick('Key Vault');
      await quickInput.pick('No client ID');
      await page.locator('.tab.active', { hasText: 'catalog' }).waitFor();
      const report = page
        .locator('iframe.webview.ready')
        .last()
        .contentFrame()
        .frameLocator('iframe#active-frame');
      await report.getByText('the endpoint forwarded to 127.0.0.1').first().waitFor();
      await screenshot('endpoint, report');
    });

    it('reconnects visibly, outlives another account, and ends with its own', async () => {
      const { workbench, window, sandbox, screenshot } = stage();
      const { page } = workbench;
      const account = (name: 'signIn' | 'signOut', id: string) =>
        window.host.run(
          (vscode, wish) => vscode.commands.executeCommand(`standInAccounts.${wish.name}`, wish.id),
          { name, id },
        );
      await workbench.confirmCloud();
      const apps = await openApps(stage());
      await apps.chooseFromMenu(app, 'Start Port Forward...');
      await openToPrograms(stage(), 'catalog');
      const forwards = view(stage(), 'Port Forwards');
      const row = await forwards.find(['catalog']);
      const address = addressIn(row.description);
      assert.equal(await token(address), 'Bearer');

      // The line breaks, and for a while no new one is to be had.
      const rule = sandbox?.trouble.add({ kind: 'dropped-connection', path: '*/connect' });
      sandbox?.plane.cutChannels();
      const query = 'api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F';
      const waiting = plainGet(`http://${address}/metadata/identity/oauth2/token?${query}`, {
        Metadata: 'true',
      });
      await forwards.waitFor(['catalog'], ({ description }) => description === 'reconnecting...');
      await page.locator(statusItem, { hasText: 'catalog: reconnecting...' }).waitFor();
      await screenshot('reconnecting');
      rule?.dispose();
      assert.equal((await waiting).status, 200);
      await forwards.waitFor(['catalog'], ({ description }) => description === row.description);

      await account('signOut', 'grace');
      const deadline = Date.now() + 20_000;
      while ((await apps.rows()).filter(({ label }) => label === 'Partner Portal').length !== 1) {
        assert.ok(Date.now() < deadline, 'the other account is still shown');
        await delay(100);
      }
      assert.equal(await token(address), 'Bearer');
      await account('signOut', 'ada');
      await page.locator(`[id="${forwardsViewId}"]`).first().waitFor({ state: 'detached' });
      await page.locator(statusItem, { hasText: 'catalog' }).first().waitFor({ state: 'hidden' });
      await assert.rejects(token(address));
    });
  });
});
