import assert from 'node:assert/strict';
import { resourceKey } from '../src/estate/resources';
import { CommandStage } from './double/commands';

const shop = { uri: 'file:///w/shop', name: 'shop' };
const api = { uri: 'file:///w/api', name: 'api' };

describe('linking folders to apps', () => {
  let stage: CommandStage;

  beforeEach(async () => {
    stage = await CommandStage.start();
  });
  afterEach(() => stage.stop());

  it('shows the apps first that files name, and has their service read for that', async () => {
    const span = { start: 0, end: 1 };
    stage.toldApps = [
      { kind: 'deployedApp', app: 'orders', service: 'shop', span, path: 'infra/main.bicep' },
    ];
    const { said } = await stage.run(
      'linkFolder',
      undefined,
      { pickOne: 'the whole workspace folder' },
      { pickOne: 'orders' },
    );
    assert.match(said[1] ?? '', /^pick: Link Folder to App \| --named by files, \$\(package\) orders, --/);
    const [link] = stage.links;
    assert.equal(link?.folder, '.');
    assert.match(link.app, /\/Spring\/shop\/apps\/orders$/);
    assert.equal(said.at(-1), "status: '.' is judged against 'orders' now");
  });

  it('has no such heading where no file names an app that is there', async () => {
    const { said } = await stage.run(
      'linkFolder',
      undefined,
      { pickOne: 'the whole workspace folder' },
      { turnAway: true },
    );
    assert.doesNotMatch(said[1] ?? '', /named by files/);
    assert.deepEqual(stage.links, []);
  });

  it('names the workspace folder where there are several', async () => {
    await stage.load();
    stage.folders = [
      { root: shop, path: '.' },
      { root: shop, path: 'orders' },
      { root: api, path: '.' },
    ];
    const target = { kind: 'app', key: resourceKey(stage.app('orders').app) } as const;
    const { said } = await stage.run('linkFolder', target, { pickOne: 'shop/orders' });
    assert.match(said[0] ?? '', /\| shop, shop\/orders, api$/);
    assert.deepEqual(
      stage.links.map(({ folder }) => folder),
      ['shop/orders'],
    );
  });

  it('is undone for the one link that is chosen', async () => {
    const [first, second] = [
      {
        folder: 'a',
        app: '/subscriptions/s/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/x/apps/y',
      },
      { folder: 'a', app: 'z', root: api.uri },
    ];
    stage.links = [first, second, { folder: 'b', app: 'z' }];
    await stage.run('unlinkFolder', undefined, { pickOne: 'b' });
    assert.deepEqual(stage.links, [first, second]);
    await stage.run('unlinkFolder', undefined, { pickOne: 'a' });
    assert.deepEqual(stage.links, [second]);
    await stage.run('unlinkFolder', undefined);
    const { said } = await stage.run('unlinkFolder', undefined);
    assert.match(said[0] ?? '', /nothing to unlink/);
  });

  it('is undone from its row in the tree without a question', async () => {
    await stage.load();
    const found = stage.app('orders');
    const [gone, kept] = [
      { folder: 'a', app: found.app.id },
      { folder: 'b', app: found.app.id },
    ];
    stage.links = [gone, kept];
    const target = { kind: 'folder-link', app: resourceKey(found.app), link: { ...gone } } as const;
    const { said } = await stage.run('unlinkFolder', target);
    assert.deepEqual([stage.links, said], [[kept], []]);
  });

  it('is shown where it stands when it is of a file that a team shares', async () => {
    const file = 'file:///shop/.spring-identity.json';
    stage.links = [{ folder: 'a', app: '/x/apps/orders' }];
    const link = { folder: 'shop', app: '/x/apps/catalog', file, root: 'work' };
    stage.linksInFiles = [{ ...link, folder: 'other' }, link];
    const { said } = await stage.run('unlinkFolder', undefined, { pickOne: 'shop' });
    assert.match(said.join('\n'), /a/);
    assert.deepEqual(stage.shownLinks, [link]);
    assert.equal(stage.links.length, 1);
    stage.links = [];
    await stage.run('unlinkFolder', undefined, { pickOne: 'shop' });
    assert.deepEqual(stage.shownLinks, [link, link]);
  });

  it('is of no use without a folder', async () => {
    stage.folders = [];
    const { said } = await stage.run('linkFolder', undefined);
    assert.match(said[0] ?? '', /No folder is open/);
  });
});

describe('scanning the workspace', () => {
  let stage: CommandStage;

  beforeEach(async () => {
    stage = await CommandStage.start();
  });
  afterEach(() => stage.stop());

  it('says that it is turned off, and leads to the setting', async () => {
    await stage.run('scanWorkspace', undefined);
    assert.equal(stage.scans, 1);
    stage.lintEnabled = false;
    const { said, opened } = await stage.run('scanWorkspace', undefined, { press: 'Open Setting' });
    assert.deepEqual(said, ['info: Looking for mistakes in files is turned off. [Open Setting]']);
    assert.deepEqual(opened, ['lint-setting']);
    assert.equal(stage.scans, 1);
  });
});
