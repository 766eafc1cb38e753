import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { boots, madeProject } from '../connect/made-projects';
import { until } from '../rig/until';
import { useStage, type Stage } from '../rig/window/stage';
import { shownFindings } from './findings';
import { report } from './report';

const folder = 'fresh';
const app = ['Shop Production', 'shop', 'search'];
const { files } = madeProject('a POM with a parent', boots[2], 'yml', { language: 'java', module: folder });
const settings = `${folder}/src/main/resources/application.yml`;
const pom = `${folder}/pom.xml`;

/** What lies in the folder of the app, by path. */
function onDisk({ workspace }: Stage): Readonly<Record<string, string>> {
  const names = fs.readdirSync(path.join(workspace, folder), { recursive: true, encoding: 'utf8' });
  const found = names.map((name) => path.join(folder, name)).sort();
  return Object.fromEntries(
    found
      .filter((name) => fs.statSync(path.join(workspace, name)).isFile())
      .map((name) => [name, fs.readFileSync(path.join(workspace, name), 'utf8')]),
  );
}

/** The project, linked to its app as a team commits it: then it is judged by the identities that the app has. */
function writeProject({ workspace }: Stage): void {
  const links = path.join(workspace, '.spring-identity.json');
  const text = fs.readFileSync(links, 'utf8');
  const [, billing = ''] = /"folder": "billing",\s*"app": "([^"]+)"/.exec(text) ?? [];
  const link = JSON.stringify({ folder, app: billing.replace(/billing$/, 'search') });
  if (!text.includes(link)) fs.writeFileSync(links, text.replace('"links": [', `"links": [${link},`));
  fs.rmSync(path.join(workspace, folder), { recursive: true, force: true });
  for (const { path: name, text } of files) {
    fs.mkdirSync(path.dirname(path.join(workspace, name)), { recursive: true });
    fs.writeFileSync(path.join(workspace, name), text);
  }
}

/** Goes through the steps by what their rows say. */
async function answer({ workbench: { tree, quickInput } }: Stage, ...rows: readonly string[]): Promise<void> {
  await tree.chooseFromMenu(app, 'Connect App to Service...');
  for (const row of rows) await quickInput.pick(row);
}

/** Types into the box when it asks that, and goes on. */
async function typed({ workbench }: Stage, question: RegExp, text: string): Promise<void> {
  const { quickInput, page } = workbench;
  await quickInput.message().filter({ hasText: question }).waitFor();
  await quickInput.type(text);
  await page.keyboard.press('Enter');
}

/** Waits for the preview, with files side by side. */
async function previewed({ workbench: { page, quickInput } }: Stage, title: string): Promise<void> {
  await quickInput.row('Make the changes').waitFor();
  await page.locator('.tab.active', { hasText: title }).waitFor();
  const inserted = page.locator('.multiDiffEditor .line-insert, .multiDiffEditor .char-insert');
  await inserted.first().waitFor();
}

/** Waits until files on disk have it. */
function waitForDisk(stage: Stage, isThere: (now: Readonly<Record<string, string>>) => boolean) {
  return until(stage.window.page, () => {
    const now = onDisk(stage);
    return Promise.resolve(isThere(now) ? { found: now } : { instead: JSON.stringify(now, null, 1) });
  });
}

/** Scans the workspace, and tells what was found in the folder of the app. */
async function findingsAfterScan(stage: Stage): Promise<readonly string[]> {
  const { workbench } = stage;
  await workbench.run('Notifications: Clear All Notifications');
  await workbench.run('Spring Identity: Scan Workspace');
  await workbench.toasts.saying(/managed identity findings in \d+ files/).waitFor({ timeout: 60_000 });
  const found = await shownFindings(stage);
  assert.ok(found.length > 0, 'the other samples have findings');
  return found.filter(({ file }) => file.startsWith(`${folder}/`)).map((one) => JSON.stringify(one));
}

describe('connecting an app in a real window', () => {
  const stage = useStage({ settings: { 'springIdentity.sandbox.operationSeconds': 1 } });

  beforeEach(async () => {
    writeProject(stage());
    const { workbench } = stage();
    await workbench.openContainer('Spring Identity');
    await workbench.run('Spring Identity: Open Sandbox');
    await workbench.tree.find(app);
  });

  it('shows what changes for a vault, makes it when agreed to, and the token gets in', async () => {
    const { workbench, screenshot } = stage();
    const { quickInput, toasts, page } = workbench;
    const before = onDisk(stage());
    const grant = "Grant role 'Key Vault Secrets User' at 'kv-shop' to 'shop/apps/search'";
    const answers = [folder, 'Key Vault secrets', 'kv-shop', 'system-assigned'];
    await answer(stage(), ...answers, grant, 'Spring Cloud Azure');
    await previewed(stage(), "Connect 'search' to 'kv-shop'");
    await screenshot('connect preview');
    assert.deepEqual(onDisk(stage()), before, 'nothing is changed before it is agreed to');
    await quickInput.pick('Make the changes');
    const ready = /The files are ready to connect 'search' to 'kv-shop'/;
    await toasts.saying(ready).waitFor();
    const code = `${folder}/src/main/java/com/example/shop/KeyVaultSecrets.java`;
    const made = await waitForDisk(
      stage(),
      (now) => now[code] !== undefined && now[settings] !== before[settings] && now[pom] !== before[pom],
    );
    assert.match(made[settings] ?? '', /^# the shop\n[^]*name: shop # its name[^]*https:\/\/kv-shop\.vault/);
    assert.match(made[pom] ?? '', /<!-- the web -->[^]*spring-cloud-azure-starter-keyvault-secrets/);
    assert.equal(await page.locator('.tab', { hasText: 'Connect ' }).count(), 0, 'the preview is closed');
    await screenshot('connected');

    await toasts.press(ready, 'Fetch Test Token...');
    await quickInput.pick('Key Vault');
    await quickInput.pick('No client ID');
    const token = report(stage());
    await token.getByText('kv-shop').first().waitFor();
    await screenshot('connected token');
    const verdict = await token.locator('body').innerText();
    assert.match(verdict, /it has 'Key Vault Secrets User'/);
    assert.match(verdict, /The system-assigned identity of 'search' answered/);
    assert.deepEqual(await findingsAfterScan(stage()), []);
  });

  it('connects a database, with the statements that make its user', async () => {
    const { workbench, screenshot } = stage();
    const { quickInput, toasts } = workbench;
    const before = onDisk(stage());
    await answer(stage(), folder, 'Azure SQL', 'Type the name...');
    await typed(stage(), /Its name, or its host/, 'https://sql-shop.database.windows.net/');
    await typed(stage(), /Name of the database/, 'stock');
    for (const row of ['system-assigned', 'Show the statements that make its user', 'Spring Cloud Azure'])
      await quickInput.pick(row);
    await previewed(stage(), "Connect 'search' to 'sql-shop'");
    await quickInput.pick('Make the changes');
    await toasts.saying(/The files are ready to connect 'search' to 'sql-shop'/).waitFor();
    const made = await waitForDisk(
      stage(),
      (now) => now[settings] !== before[settings] && now[pom] !== before[pom],
    );
    assert.match(made[settings] ?? '', /sqlserver:\/\/sql-shop\.database\.windows\.net:1433;database=stock;/);
    assert.doesNotMatch(made[settings] ?? '', /password/i);
    const statements = await report(stage()).locator('body').innerText();
    assert.match(statements, /CREATE USER \[shop\/apps\/search\] FROM EXTERNAL PROVIDER/);
    await screenshot('connected database');
    assert.deepEqual(await findingsAfterScan(stage()), []);
  });

  it('connects a function app, with a caller that asks for its tokens, and one undo takes all back', async () => {
    const { workbench, window } = stage();
    const { quickInput, toasts, page } = workbench;
    const before = onDisk(stage());
    await answer(stage(), folder, 'Azure Functions', 'Type the name...');
    await typed(stage(), /Its name, or its host/, 'func-shop');
    await typed(stage(), /Application ID URI/, 'api://prices');
    for (const row of ['system-assigned', 'Spring Cloud Azure']) await quickInput.pick(row);
    await previewed(stage(), "Connect 'search' to 'func-shop'");
    await quickInput.pick('Make the changes');
    await toasts.saying(/The files are ready to connect 'search' to 'func-shop'/).waitFor();
    const code = `${folder}/src/main/java/com/example/shop/FunctionCaller.java`;
    const made = await waitForDisk(
      stage(),
      (now) => now[code] !== undefined && now[settings] !== before[settings] && now[pom] !== before[pom],
    );
    assert.match(made[settings] ?? '', /scope: api:\/\/prices\/\.default/);
    assert.deepEqual(await findingsAfterScan(stage()), []);

    await window.host.run(
      async (vscode, name) => {
        await vscode.window.showTextDocument(vscode.Uri.file(name));
      },
      path.join(stage().workspace, pom),
    );
    await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
    await page.keyboard.press('Control+z');
    // What is undone is in editors, and on disk when it is saved.
    await until(page, async () => {
      await window.host.run(async (vscode) => {
        await vscode.workspace.saveAll(true);
      });
      const now = JSON.stringify(onDisk(stage()), null, 1);
      return now === JSON.stringify(before, null, 1) ? { found: true } : { instead: now };
    });
  });
});
