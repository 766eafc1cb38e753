import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import {
  extensions,
  languages,
  MarkdownString,
  Uri,
  workspace,
  type Position,
  type TextDocument,
} from 'vscode';
import manifest from '../../package.json';
import { allApps } from '../../src/estate/lookup';
import { Redactor } from '../../src/lifecycle/log';
import { ConfigTroubles } from '../../src/ui/diagnostics/config/config-troubles';
import { IdHelp } from '../../src/ui/diagnostics/ids/id-help';
import { decorate } from '../../src/ui/tree/decorate';
import { snapshotOf } from '../double/estate';
import { MadeUpLinter } from './made-up-linter';
import { untilTrue } from './until-true';
import { watchWith, type Watching } from './watching';

// The file is called so that it runs last: it wakes the window's own copy of the extension.
const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
const config = Uri.joinPath(root, '.spring-identity.json');
const write = (uri: Uri, text: string) => workspace.fs.writeFile(uri, new TextEncoder().encode(text));
const told = (uri: Uri) => languages.getDiagnostics(uri).filter(({ source }) => source === 'Spring Identity');

describe('words that others made, in a window', () => {
  const attack =
    'x](command:workbench.action.quit) [y](command:workbench.action.quit "t") ![i](https://e.example/p) <a href="command:z">';

  function isDead(markdown: MarkdownString): void {
    assert.ok(markdown.isTrusted !== true && markdown.supportHtml !== true, markdown.value);
    // Without `supportHtml` what looks like HTML is text.
    assert.doesNotMatch(markdown.value, /(?<!\\)\](?:\s|&nbsp;)*\(|(?<!\\)!\[/, markdown.value);
  }

  it('are no link in a label, a row or a note of the tree', () => {
    const item = decorate(
      { kind: 'subscription', id: 's', key: 'k', target: { kind: 'app', key: 'k' } } as never,
      {
        label: attack,
        description: attack,
        accessible: attack,
        can: [],
        fold: 'leaf',
        icon: { id: 'package' },
        tooltip: { title: attack, rows: [[attack, attack]], notes: [attack] },
      },
      new Redactor(),
    );
    assert.ok(item.tooltip instanceof MarkdownString);
    isDead(item.tooltip);
    assert.equal(item.tooltip.value.split('&#91;y&#93;').length, 5, 'each stands there as text');
  });

  it('are no link where a hover tells whose an ID is', async () => {
    const apps = { [attack]: { system: '0f0e0d0c-0b0a-4908-8706-050403020100' } };
    const snapshot = snapshotOf({ subscriptions: { [attack]: { services: { [attack]: { apps } } } } });
    assert.equal([...allApps(snapshot)].length, 1);
    const help = new IdHelp({
      snapshot: () => snapshot,
      enabled: () => true,
      appOf: () => undefined,
      targetsOf: () => [],
    });
    const document: TextDocument = await workspace.openTextDocument({
      language: 'java',
      content: 'String id = "0f0e0d0c-0b0a-4908-8706-050403020100";',
    });
    const position: Position = document.positionAt(20);
    const hover = help.provideHover(document, position);
    const lines = (hover?.contents ?? []) as MarkdownString[];
    assert.ok(lines.length > 0 && lines.some(({ value }) => value.includes('workbench')));
    for (const line of lines) isDead(line);
  });
});

describe('a folder that others made to be opened', () => {
  let watching: Watching | undefined;
  let troubles: ConfigTroubles | undefined;
  let server: Server | undefined;
  const made: Uri[] = [];

  afterEach(async () => {
    troubles?.dispose();
    watching?.dispose();
    server?.close();
    for (const uri of made.splice(0)) await workspace.fs.delete(uri, { recursive: true });
  });

  for (const [name, text, answer] of [
    [
      '60,000 rules',
      JSON.stringify({
        rules: Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`MI${i}`, 'off'])),
      }),
      /larger than 64 KiB/,
    ],
    ['64 KiB of lists in lists', `{"rules": ${'['.repeat(65_000)}`, /nested too deeply/],
    ['64 KiB of objects in objects', `{"rules": ${'{"a":'.repeat(13_000)}`, /nested too deeply/],
  ] as const)
    it(`is answered with an error at once: ${name}`, async () => {
      watching = watchWith(new MadeUpLinter());
      troubles = new ConfigTroubles(watching.project);
      made.push(config);
      await write(config, text);
      await untilTrue(
        () => told(config).some(({ message }) => answer.test(message)),
        () => JSON.stringify(told(config)),
      );
    });

  it('sends nothing to the hosts it names before the user has asked for anything', async () => {
    let connections = 0;
    server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server?.once('listening', resolve));
    const address = server.address();
    const host = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    const parameters = {
      name: 'AzureCloud',
      portalUrl: host,
      managementEndpointUrl: host,
      resourceManagerEndpointUrl: host,
      activeDirectoryEndpointUrl: host,
      activeDirectoryResourceId: 'https://management.azure.com/',
    };
    const settings = Uri.joinPath(root, '.vscode', 'settings.json');
    const source = Uri.joinPath(root, 'Opened.java');
    made.push(Uri.joinPath(root, '.vscode'), config, source);
    await write(
      settings,
      JSON.stringify({
        'microsoft-sovereign-cloud.environment': 'custom',
        'microsoft-sovereign-cloud.customEnvironment': parameters,
        'springIdentity.signIn': 'environment',
      }),
    );
    const app = '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/x/apps/orders';
    await write(config, JSON.stringify({ links: [{ folder: '.', app }], nonsense: 1 }));
    const code =
      'URL url = new URL("http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01");';
    await write(
      source,
      `class Opened { void ask() throws Exception { ${code} url.openConnection().connect(); } }`,
    );
    await extensions.getExtension(`${manifest.publisher}.${manifest.name}`)?.activate();
    await workspace.openTextDocument(source);
    // The window's own copy has read the configuration and judged the file: by now it knows the link and the settings.
    const deadline = Date.now() + 45_000;
    while (told(source).length === 0 || told(config).length === 0) {
      assert.ok(Date.now() < deadline, JSON.stringify([told(source), told(config)]));
      await delay(100);
    }
    assert.equal(connections, 0);
    await fetch(host).catch(() => undefined);
    assert.notEqual(connections, 0, 'a request would have been seen');
  });
});
