import { said } from '../../../test/rules/check-rule';
import assert from 'node:assert/strict';
import { cannedApps } from '../../../test/rules/canned-apps';
import { packageGrammars } from '../../../test/rules/package-grammars';
import { nothingKnown, type KnownProject } from '../project/folder-projects';
import type { ListedFile, ScanProgress, ScanRequest, SkippedFile } from '../ports';
import { scanFolder, type KnownFiles, type ScanGrounds } from './scan-folder';

const grammars = packageGrammars();
const unnamed = `import com.azure.identity.ManagedIdentityCredentialBuilder;
class A { Object a = new ManagedIdentityCredentialBuilder().build(); }`;
const request: ScanRequest = { folder: '/w', exclude: [], links: [], levels: {} };

describe('scanning a folder', () => {
  let texts: Map<string, string>;
  let read: string[];
  let known: KnownFiles;
  let around: KnownProject;
  let aside: ScanGrounds['aside'];

  beforeEach(() => {
    texts = new Map();
    read = [];
    known = new Map();
    around = { ...nothingKnown };
    aside = undefined;
  });

  function* listed(): Generator<ListedFile | SkippedFile> {
    for (const [path, text] of texts)
      yield text === 'unreadable'
        ? { path, skipped: 'cannot be read (EACCES)', unreadable: true }
        : {
            path,
            stamp: text,
            read: () => {
              read.push(path);
              return Promise.resolve({ path, text });
            },
          };
  }

  async function scan(wish: Partial<ScanRequest> = {}, isCancelled: (told: number) => boolean = () => false) {
    const told: ScanProgress[] = [];
    read = [];
    async function* files() {
      for (const one of listed()) yield await Promise.resolve(one);
    }
    const result = await scanFolder(
      files(),
      grammars,
      {
        request: { ...request, ...wish },
        known,
        deadline: (work) => work(),
        projectOf: () => Promise.resolve(around),
        ...(aside !== undefined && { aside }),
      },
      { report: (progress) => told.push(progress), isCancelled: () => isCancelled(told.length) },
    );
    return { ...result, told, found: told.flatMap(({ files: some }) => some.map(({ path }) => path)) };
  }

  it('tells of the first file at once and of every file once, and of what was skipped', async () => {
    for (let i = 0; i < 250; i += 1) texts.set(`File${i}.java`, i % 2 === 0 ? 'class Nothing {}' : unnamed);
    texts.set('Closed.java', 'unreadable');
    const { told, found, judged, skipped } = await scan();
    assert.equal(judged, 250);
    assert.equal(found.length, 125);
    assert.equal(new Set(found).size, 125);
    assert.deepEqual(skipped, [{ path: 'Closed.java', why: 'cannot be read (EACCES)' }]);
    assert.deepEqual(
      told.map((one) => [one.judged, one.files.length]),
      [
        [2, 1],
        [102, 50],
        [200, 49],
        [250, 25],
      ],
    );
    assert.deepEqual(told[0]?.files[0]?.lines, { starts: [0, 60], length: unnamed.length });
  });

  it('reads again only what has changed, and judges again when what files are judged by has', async () => {
    texts.set('A.java', unnamed).set('B.java', unnamed).set('C.java', 'class C {}');
    assert.deepEqual((await scan()).found, ['A.java', 'B.java']);
    assert.deepEqual(read, ['A.java', 'B.java', 'C.java']);
    texts.set('B.java', `${unnamed} `);
    assert.deepEqual((await scan()).found, ['A.java', 'B.java']);
    assert.deepEqual(read, ['B.java']);
    assert.deepEqual(
      (await scan({ levels: { MI101: 'error' } })).told[0]?.files[0]?.findings[0]?.severity,
      'error',
    );
    assert.deepEqual(read, ['A.java', 'B.java', 'C.java']);
    const { told } = await scan({ links: [{ folder: '.', link: cannedApps.both }] });
    assert.match(said(told[0]?.files[0]?.findings[0]), /Judged against app 'orders'/);
    assert.deepEqual(read, ['A.java', 'B.java', 'C.java']);
  });

  it('judges again when roles of the linked app have changed', async () => {
    texts.set('A.java', unnamed);
    await scan({ links: [{ folder: '.', link: cannedApps.userWithRole }] });
    await scan({ links: [{ folder: '.', link: cannedApps.userWithoutRole }] });
    assert.deepEqual(read, ['A.java']);
  });

  it('judges again when what build files tell has changed', async () => {
    texts.set('application.properties', 'azure.keyvault.client-id=any\n');
    assert.deepEqual((await scan()).found, ['application.properties']);
    around = { project: { legacyStarter: false }, settings: [], names: [] };
    assert.deepEqual((await scan()).found, []);
    assert.deepEqual(read, ['application.properties']);
  });

  it('forgets files that are gone', async () => {
    texts.set('A.java', unnamed).set('B.java', unnamed);
    await scan();
    texts.delete('B.java');
    await scan();
    assert.deepEqual([...known.keys()], ['A.java']);
  });

  it('leaves out what is excluded', async () => {
    texts.set('gen/A.java', unnamed).set('src/B.java', unnamed);
    assert.deepEqual((await scan({ exclude: ['gen/**'] })).found, ['src/B.java']);
  });

  it('ends where it is cancelled, and keeps what it knew', async () => {
    texts.set('A.java', unnamed).set('B.java', unnamed);
    await scan();
    texts.set('A.java', `${unnamed} `);
    const { judged } = await scan({}, (told) => told > 0);
    assert.equal(judged, 1);
    assert.deepEqual([...known.keys()], ['A.java', 'B.java']);
  });

  it('has files judged aside, and judges itself what is refused there or fails', async () => {
    texts.set('A.java', unnamed).set('B.java', unnamed).set('C.java', unnamed).set('D.java', 'class D {}');
    const asked: string[] = [];
    aside = ({ path }) => {
      asked.push(path);
      if (path === 'B.java') return undefined;
      if (path === 'C.java') return Promise.reject(new Error('its thread ended'));
      const span = { start: 0, end: 1 };
      return Promise.resolve({
        findings: [],
        facts: [{ kind: 'credential', via: 'jdbc', named: false, span }],
      });
    };
    const { told, judged } = await scan();
    assert.deepEqual(asked, ['A.java', 'B.java', 'C.java']);
    assert.equal(judged, 4);
    const files = told.flatMap((one) => one.files);
    const counts = files.map(({ path, findings }) => [path, findings.length]).sort();
    assert.deepEqual(counts, [
      ['A.java', 0],
      ['B.java', 1],
      ['C.java', 1],
    ]);
    assert.deepEqual((await scan()).found.sort(), ['A.java', 'B.java', 'C.java']);
    assert.deepEqual(asked.length, 3);
  });

  it('judges files itself whose project is known: the other thread knows none', async () => {
    texts.set('A.java', unnamed);
    around = { project: { springBoot: 3 }, settings: [], names: [] };
    aside = () => assert.fail('it was asked');
    assert.deepEqual((await scan()).found, ['A.java']);
  });
});
