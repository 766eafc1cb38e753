import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';

const app = ['Shop Production', 'shop', 'orders'];
const debug = 'Debug as This App...';
const program = path.resolve(__dirname, '../token/clients/azure-identity.cjs');
const debuggerOfJava = path.resolve(__dirname, '../rig/stand-in-debugger');
const settings = { 'springIdentity.signIn': 'sandbox' };

/** What the debugger was given for a folder. */
interface Started {
  readonly folder: string;
  readonly configuration: {
    readonly name: string;
    readonly mainClass?: string;
    readonly env: Readonly<Record<string, string>>;
  };
}

async function debugOrders({ workbench }: Stage): Promise<void> {
  await workbench.openContainer('Spring Identity');
  await workbench.tree.find(app);
  await workbench.tree.chooseFromMenu(app, debug);
}

/** Agrees to what the endpoint means, and picks whom the program shall be. */
async function asOrders({ workbench }: Stage): Promise<void> {
  await workbench.dialog.press('Open');
  await workbench.quickInput.pick("The user-assigned identity 'id-orders'");
}

async function startedIn({ workbench, workspace }: Stage, folder: string): Promise<Started> {
  const file = path.join(workspace, folder, 'started.json');
  return await until(workbench.page, () => {
    const isThere = fs.existsSync(file);
    return Promise.resolve(
      isThere
        ? { found: JSON.parse(fs.readFileSync(file, 'utf8')) as Started }
        : { instead: 'the debugger was not started' },
    );
  });
}

/** Who a program is that runs with these variables. */
function whoIs(env: Readonly<Record<string, string>>): unknown {
  const { PATH } = process.env;
  const { stdout } = spawnSync(process.execPath, [program, 'default'], {
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return (JSON.parse(stdout) as { readonly clientId?: unknown }).clientId;
}

describe('debugging as an app in a real window', () => {
  describe('with a launch configuration of one name in two folders', () => {
    const stage = useStage({ settings, roots: ['orders', 'billing'], extensions: [debuggerOfJava] });

    it('starts the one that was picked, as the app, and ends the port forward with it', async () => {
      const { workbench, workspace, window, screenshot } = stage();
      const { quickInput, page } = workbench;
      for (const folder of ['orders', 'billing']) {
        fs.mkdirSync(path.join(workspace, folder, '.vscode'), { recursive: true });
        const launch = { type: 'java', name: 'Run', request: 'launch', mainClass: `shop.${folder}` };
        const attach = { type: 'java', name: 'Attach', request: 'attach' };
        fs.writeFileSync(
          path.join(workspace, folder, '.vscode/launch.json'),
          JSON.stringify({ version: '0.2.0', configurations: [attach, launch] }),
        );
      }
      await until(page, async () => {
        const read = await window.host.run((vscode) =>
          (vscode.workspace.workspaceFolders ?? []).map(
            ({ uri }) =>
              vscode.workspace.getConfiguration('launch', uri).get<readonly unknown[]>('configurations')
                ?.length,
          ),
        );
        return read.every((count) => count === 2) ? { found: true } : { instead: read.join() };
      });
      await debugOrders(stage());
      const row = (folder: string) =>
        quickInput.box.locator('.monaco-list-row').filter({ hasText: /^Run/ }).filter({ hasText: folder });
      await row('orders').waitFor();
      await row('billing').waitFor();
      assert.ok(!(await quickInput.labels()).includes('Attach'), 'attaching gives a program no variables');
      await screenshot('launch configurations of one name');
      await row('billing').click();
      await asOrders(stage());

      const { folder, configuration } = await startedIn(stage(), 'billing');
      assert.deepEqual(
        [folder, configuration.name, configuration.mainClass],
        ['billing', 'Run', 'shop.billing'],
      );
      assert.equal(fs.existsSync(path.join(workspace, 'orders/started.json')), false);
      assert.match(configuration.env['AZURE_CLIENT_ID'] ?? '', /^[0-9a-f-]{36}$/);
      assert.equal(whoIs(configuration.env), configuration.env['AZURE_CLIENT_ID']);

      const endpoint = configuration.env['IDENTITY_ENDPOINT'] ?? '';
      await fetch(endpoint, { headers: { Connection: 'close' } });
      await window.host.run((vscode) => vscode.debug.stopDebugging());
      await until(page, async () => {
        const answer = await fetch(endpoint, { headers: { Connection: 'close' } }).catch(() => undefined);
        return answer === undefined ? { found: true } : { instead: 'the endpoint is still there' };
      });
    });
  });

  describe('without a launch configuration', () => {
    const stage = useStage({ settings, roots: ['orders'], extensions: [debuggerOfJava] });

    it('writes one once it was seen, and starts it', async () => {
      const { workbench, workspace, screenshot } = stage();
      const { quickInput, toasts } = workbench;
      await debugOrders(stage());
      await toasts.press(/There is nothing to debug/, 'Create Launch Configuration...');
      await quickInput.row('Write and start it').waitFor();
      const file = path.join(workspace, 'orders/.vscode/launch.json');
      assert.equal(fs.existsSync(file), false, 'nothing is written before it was agreed to');
      await screenshot('launch configuration to be written');
      await quickInput.pick('Write and start it');
      await asOrders(stage());
      const { configuration } = await startedIn(stage(), 'orders');
      const written = JSON.parse(fs.readFileSync(file, 'utf8')) as {
        readonly configurations: readonly { readonly name: string; readonly mainClass?: string }[];
      };
      assert.deepEqual(
        written.configurations.map(({ name, mainClass }) => [name, mainClass]),
        [[configuration.name, configuration.mainClass]],
      );
      assert.equal(whoIs(configuration.env), configuration.env['AZURE_CLIENT_ID']);
    });
  });

  describe('without a debugger of Java', () => {
    const stage = useStage({ settings, roots: ['orders'] });

    it('leads to one, and to a terminal that is the app', async () => {
      const { workbench } = stage();
      const { toasts, page } = workbench;
      await debugOrders(stage());
      const said = toasts.saying(/no extension for debugging Java is installed/);
      await said.getByRole('button', { name: 'Find Debugger for Java' }).waitFor();
      assert.equal(await said.getByRole('button', { name: /Create Launch/ }).count(), 0);
      await toasts.press(/There is nothing to debug/, 'Open Terminal as This App');
      await asOrders(stage());
      await page.locator('.terminal-wrapper.active .xterm').waitFor();
    });
  });
});
