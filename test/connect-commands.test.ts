import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import { linkedApp } from '../src/lint/links/linked-state';
import { heldBy } from '../src/rules/linked-app';
import { rankedByAccess } from '../src/rules/offered-identity';
import { findingsIn } from './rules/check-rule';
import { asText } from '../src/report/as-text';
import type { Target } from '../src/ui/target';
import { boots, madeProject } from './connect/made-projects';
import { CommandStage } from './double/commands';

describe('connecting apps of the sandbox', () => {
  let stage: CommandStage;
  const target = (name: string): Target => ({ kind: 'app', key: resourceKey(stage.app(name).app) });
  const textOf = (ending: string) =>
    stage.projects.files.find(({ path }) => path.endsWith(ending))?.text ?? '';

  beforeEach(async () => {
    stage = await CommandStage.start();
    await stage.load();
    stage.projects.files = madeProject('a POM with a parent', boots[2], 'yml', { language: 'java' }).files;
  });
  afterEach(() => stage.stop());

  it('writes settings, library and class for the vault that an identity may read', async () => {
    const dialogs = await stage.run(
      'connectApp',
      target('billing'),
      { pickOne: 'the whole workspace folder' },
      { pickOne: 'Key Vault secrets' },
      { pickOne: 'kv-shop' },
      { pickOne: 'id-billing' },
      { pickOne: 'Spring Cloud Azure' },
      { pickOne: 'Make the changes' },
    );
    const { clientId } = stage.app('billing').app.identity.userAssigned[0] ?? {};
    assert.match(
      textOf('application.yml'),
      new RegExp(`endpoint: https://kv-shop\\.vault[^]*client-id: ${clientId}`),
    );
    assert.match(textOf('pom.xml'), /spring-cloud-azure-starter-keyvault-secrets/);
    assert.match(textOf('KeyVaultSecrets.java'), /class KeyVaultSecrets/);
    // Questions are counted as they are asked; how many there will be, answers decide.
    assert.deepEqual(dialogs.steps, ['1', '2', '3', '4', '5']);
    assert.deepEqual(stage.projects.news, [
      "shown: Connect 'billing' to 'kv-shop' | src/main/resources/application.yml, pom.xml, src/main/java/com/example/shop/KeyVaultSecrets.java",
      'closed',
      'made',
      'opened: src/main/java/com/example/shop/KeyVaultSecrets.java',
    ]);
  });

  it('offers to link the folder, so that its files are judged against the app, unless some folder is linked to it', async () => {
    const connect = (vault: string, ...last: readonly { press: string }[]) =>
      stage.run(
        'connectApp',
        target('billing'),
        ...[{ pickOne: 'the whole workspace folder' }, { pickOne: 'Key Vault secrets' }, { pickOne: vault }],
        ...[{ pickOne: 'id-billing' }, { pickOne: 'Spring Cloud Azure' }, { pickOne: 'Make the changes' }],
        ...last,
      );
    await connect('kv-shop', { press: 'Link Folder to App' });
    const app = stage.app('billing').app.id;
    assert.deepEqual(
      stage.links.map((link) => link.app),
      [app],
    );
    const again = async () => {
      stage.projects.files = madeProject('a POM with a parent', boots[2], 'yml', { language: 'java' }).files;
      const { said } = await connect('kv-shop');
      return said.filter((line) => line.includes('[Link Folder to App]'));
    };
    assert.deepEqual(await again(), []);
    stage.links = [];
    stage.linksInFiles = [{ folder: '.', app, file: '.spring-identity.json', root: 'shop' }];
    assert.deepEqual(await again(), []);
    stage.linksInFiles = [];
    assert.equal((await again()).length, 1);
  });

  it('asks first for the folder that is linked to the app, whoever says so, in whichever workspace folder it is', async () => {
    const app = stage.app('billing').app.id;
    const [shop, till] = ['shop', 'till'].map((name) => ({ uri: `file:///w/${name}`, name }));
    assert.ok(shop !== undefined && till !== undefined);
    stage.folders = [shop, till].flatMap((root) => ['.', 'pay'].map((path) => ({ root, path })));
    const first = async () => {
      const { said } = await stage.run('connectApp', target('billing'), { turnAway: true });
      return said.map((line) => /^pick: .* \| ([^,]*),/.exec(line)?.[1]);
    };
    assert.equal((await first())[0], 'shop');
    stage.links = [{ folder: 'till/pay', app }];
    assert.equal((await first())[0], 'till/pay');
    stage.links = [];
    stage.linksInFiles = [{ folder: 'pay', app, file: `${till.uri}/.spring-identity.json`, root: 'till' }];
    assert.equal((await first())[0], 'till/pay');
  });

  it('takes typed names and hosts, with what is asked for of each', async () => {
    await stage.run(
      'connectApp',
      target('billing'),
      ...[
        { pickOne: 'the whole workspace folder' },
        { pickOne: 'Azure SQL' },
        { pickOne: 'Type the name...' },
      ],
      ...[{ text: 'https://sql-shop.database.windows.net/' }, { text: 'orders' }],
      ...[{ pickOne: 'id-billing' }, { pickOne: 'Show the statements that make its user' }],
      ...[{ pickOne: 'Spring Cloud Azure' }, { pickOne: 'Make the changes' }],
    );
    assert.match(
      asText(stage.reports.at(-1)?.report ?? { title: '', blocks: [] }),
      /CREATE USER \[id-billing\]/,
    );
    assert.match(
      textOf('application.yml'),
      /sqlserver:\/\/sql-shop\.database\.windows\.net:1433;database=orders;/,
    );
    await stage.run(
      'connectApp',
      target('billing'),
      ...[
        { pickOne: 'the whole workspace folder' },
        { pickOne: 'Azure Functions' },
        { pickOne: 'Type the name...' },
      ],
      ...[{ text: 'func-shop' }, { text: 'api://prices' }],
      ...[{ pickOne: 'id-billing' }, { pickOne: 'Spring Cloud Azure' }, { pickOne: 'Make the changes' }],
    );
    assert.match(textOf('application.yml'), /scope: api:\/\/prices\/\.default/);
    assert.match(textOf('FunctionCaller.java'), /class FunctionCaller/);
  });

  it('goes back past what needs no question, and keeps what was answered', async () => {
    const { steps, said } = await stage.run(
      'connectApp',
      target('billing'),
      ...[
        { pickOne: 'the whole workspace folder' },
        { pickOne: 'Key Vault secrets' },
        { pickOne: 'kv-shop' },
      ],
      ...[{ back: true as const }, { pickOne: 'kv-shop-legacy' }, { turnAway: true as const }],
    );
    assert.deepEqual(steps, ['1', '2', '3', '4', '3', '4']);
    assert.deepEqual(stage.projects.news, [], 'nothing is shown or changed');
    assert.match(said.join('\n'), /id-billing/);
  });

  it('ranks identities by what they may do there, and says what mixing means', async () => {
    const { said } = await stage.run(
      'connectApp',
      target('orders'),
      ...[
        { pickOne: 'the whole workspace folder' },
        { pickOne: 'Key Vault secrets' },
        { pickOne: 'kv-shop' },
        { turnAway: true as const },
      ],
    );
    const identities = said.findLast((line) => line.includes('id-orders')) ?? '';
    assert.match(identities, /both kinds.*system-assigned.*id-orders/);
  });

  it('changes nothing unless it is agreed to, and says when all is there', async () => {
    const before = stage.projects.files;
    const answers = (last: string) => [
      ...[
        { pickOne: 'the whole workspace folder' },
        { pickOne: 'App Configuration' },
        { pickOne: 'Type the name...' },
      ],
      ...[{ text: 'appcs' }, { pickOne: 'id-billing' }, { pickOne: 'Spring Cloud Azure' }],
      ...(last === '' ? [] : [{ pickOne: last }]),
    ];
    await stage.run('connectApp', target('billing'), ...answers('Change nothing'));
    assert.equal(stage.projects.files, before);
    await stage.run('connectApp', target('billing'), ...answers('Make the changes'));
    const { said } = await stage.run('connectApp', target('billing'), ...answers(''));
    assert.match(said.at(-1) ?? '', /'billing' is connected to 'appcs' already/);
  });

  it('says what is missing where no folder is open', async () => {
    stage.folders = [];
    const { said } = await stage.run('connectApp', target('billing'));
    assert.match(said.at(-1) ?? '', /no code to connect.*No folder is open/);
  });

  it('grants the least that the code needs, and leaves files that lint clean', async () => {
    const { said } = await stage.run(
      'connectApp',
      target('search'),
      ...[
        { pickOne: 'the whole workspace folder' },
        { pickOne: 'Key Vault secrets' },
        { pickOne: 'kv-shop' },
      ],
      ...[{ pickOne: 'system-assigned' }],
      { pickOne: "Grant role 'Key Vault Secrets User' at 'kv-shop' to 'shop/apps/search'" },
      ...[{ pickOne: 'Spring Cloud Azure' }, { pickOne: 'Make the changes' }],
    );
    assert.match(said.join('\n'), /kv-shop/);
    const { app, service, subscription } = stage.app('search');
    const { principalId = '' } = app.identity;
    await stage.inventory.refresh({ kind: 'roles', app: resourceKey(app), principalId });
    const linked = linkedApp(stage.estate.snapshot, { app, service, subscription });
    const [ranked] = rankedByAccess(linked, heldBy(linked), [
      { service: 'keyVault', host: 'kv-shop.vault.azure.net' },
    ]);
    assert.equal(ranked?.getsIn, true, 'the verdict on its access is good');
    const others = Object.fromEntries(stage.projects.files.map(({ path, text }) => [path, text]));
    for (const { path, text } of stage.projects.files) {
      const found = await findingsIn(path, text, { app: linked, others });
      assert.deepEqual(
        found.map(({ rule }) => rule.id),
        [],
        `${path}:\n${text}`,
      );
    }
  });

  it('plans the move of an app, a service or all, and writes the files where people say', async () => {
    await stage.run('planMove', target('payments'));
    const page = stage.reports.at(-1);
    assert.ok(page !== undefined);
    assert.match(
      asText(page.report),
      /Move of 'payments'[^]*Key Vault Secrets User at 'kv-shop'[^]*access policy/,
    );
    await page.press?.('save-files');
    const paths = stage.projects.saved.map(({ path }) => path);
    assert.deepEqual(paths.slice(0, 2), ['README.md', 'bicep/main.bicep']);
    assert.ok(paths.includes('terraform/main.tf'));
    const { service } = stage.app('payments');
    await stage.run('planMove', { kind: 'service', key: resourceKey(service) });
    assert.match(asText(stage.reports.at(-1)?.report ?? { title: '', blocks: [] }), /Move of 13 apps/);
    await stage.run('planMove', undefined, { pickOne: 'All apps that were read' });
    assert.match(asText(stage.reports.at(-1)?.report ?? { title: '', blocks: [] }), /Move of \d\d apps/);
  });
});
