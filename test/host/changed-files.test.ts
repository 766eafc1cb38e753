import assert from 'node:assert/strict';
import { languages, Uri, workspace } from 'vscode';
import { MadeUpLinter, worthALook } from './made-up-linter';
import { untilTrue } from './until-true';
import { watchWith, type Watching } from './watching';

const wrong = `class A { ${worthALook} WRONG; }\n`;
const right = `class A { ${worthALook} right; }\n`;

describe('files that change on disk, in an extension host', () => {
  const root = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  let folder: Uri;
  let linter: MadeUpLinter;
  let watching: Watching;
  let documents: Watching['documents'];

  const at = (path: string) => Uri.joinPath(folder, path);
  const write = (path: string, text: string) =>
    workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
  const count = (path: string) =>
    languages.getDiagnostics(at(path)).filter(({ message }) => message === 'made up').length;
  const waitFor = (path: string, wanted: number) =>
    untilTrue(
      () => count(path) === wanted,
      () => `${path} has ${count(path)} findings; judged were ${linter.judged.join(', ')}`,
    );

  beforeEach(async () => {
    // The rules of the repository these tests are run from ignore where they are run.
    await workspace.fs.createDirectory(Uri.joinPath(root, '.git'));
    folder = Uri.joinPath(root, `changing-${Date.now()}`);
    await workspace.fs.createDirectory(folder);
    linter = new MadeUpLinter();
    watching = watchWith(linter);
    ({ documents } = watching);
  });
  afterEach(async () => {
    watching.dispose();
    await workspace.fs.delete(folder, { recursive: true });
    await workspace.fs.delete(Uri.joinPath(root, '.git'), { recursive: true });
  });

  it('are judged again once their workspace folder was scanned, and lose what was found when they go', async () => {
    documents.endScan(root, []);
    await write('A.java', wrong);
    await write('deep/B.java', wrong);
    await waitFor('A.java', 1);
    await waitFor('deep/B.java', 1);
    await write('A.java', right);
    await waitFor('A.java', 0);
    await workspace.fs.rename(at('deep'), at('moved'));
    await waitFor('moved/B.java', 1);
    await waitFor('deep/B.java', 0);
    await workspace.fs.delete(at('moved'), { recursive: true });
    await waitFor('moved/B.java', 0);
    assert.deepEqual([...linter.open], [], 'nothing is kept of files that are not open');
  });

  it('are left alone where git ignores them or tools made them', async () => {
    documents.endScan(root, []);
    await write('.gitignore', 'gen/\n');
    await write('gen/A.java', wrong);
    await write('target/A.java', wrong);
    await write('A.txt', wrong);
    await write('Z.java', wrong);
    await waitFor('Z.java', 1);
    assert.deepEqual([count('gen/A.java'), count('target/A.java'), count('A.txt')], [0, 0, 0]);
  });

  it('are judged with what the configuration says now', async () => {
    documents.endScan(root, []);
    assert.equal(documents.wereScanned([root]), true);
    await write('A.java', wrong);
    await waitFor('A.java', 1);
    const config = Uri.joinPath(root, '.spring-identity.json');
    await workspace.fs.writeFile(config, new TextEncoder().encode('{"exclude": ["changing-*/**"]}'));
    try {
      await waitFor('A.java', 0);
      assert.equal(documents.wereScanned([root]), false, 'other files count now');
    } finally {
      await workspace.fs.delete(config);
    }
  });

  it('and belong to a workspace folder that was not scanned are nobody’s concern', async () => {
    await write('A.java', wrong);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(count('A.java'), 0);
  });
});
