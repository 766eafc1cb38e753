import assert from 'node:assert/strict';
import { Disposable, FileSystemError, FileType, Uri, workspace, type FileSystemProvider } from 'vscode';
import type { JudgeRequest, Linter, ScanProgress } from '../../src/lint/ports';
import { scanVirtualFolder } from '../../src/ui/diagnostics/virtual-folder';

const root = Uri.parse('vscode-vfs://shop/repository');
const code = 'new ManagedIdentityCredentialBuilder().build()';

/** Files in memory, as extensions for remote repositories bring them. */
function provider(files: Readonly<Record<string, string>>): FileSystemProvider {
  const none = new Disposable(() => undefined);
  const below = ({ path }: Uri) => {
    const base = path === root.path ? '' : `${path.slice(root.path.length + 1)}/`;
    return Object.keys(files)
      .filter((name) => name.startsWith(base))
      .map((name) => name.slice(base.length));
  };
  const refuse = () => {
    throw FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: () => none,
    watch: () => none,
    stat: (uri) => {
      const name = uri.path.slice(root.path.length + 1);
      const type = name in files ? FileType.File : FileType.Directory;
      return { type, ctime: 0, mtime: 0, size: files[name]?.length ?? 0 };
    },
    readDirectory: (uri) => {
      const names = below(uri);
      const entries = names.map((name): [string, FileType] => {
        const [first = '', ...rest] = name.split('/');
        return [first, rest.length === 0 ? FileType.File : FileType.Directory];
      });
      return [...new Map(entries)];
    },
    readFile: (uri) => {
      const text = files[uri.path.slice(root.path.length + 1)];
      if (text === undefined) throw FileSystemError.FileNotFound(uri);
      if (text === 'closed') throw FileSystemError.NoPermissions(uri);
      return new TextEncoder().encode(text);
    },
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}

describe('scanning a folder that is not on disk, in an extension host', () => {
  let registered: Disposable;
  let asked: JudgeRequest[];
  let closed: string[];

  beforeEach(() => {
    [asked, closed] = [[], []];
    registered = workspace.registerFileSystemProvider(
      'vscode-vfs',
      provider({
        'pom.xml': '<project/>',
        '.gitignore': 'ignored/\n',
        'src/main/java/A.java': `// A\n${code}`,
        'src/main/java/Nothing.java': 'class Nothing {}',
        'src/main/java/Closed.java': 'closed',
        'src/main/java/Large.java': code + ' '.repeat(1 << 20),
        'src/main/java/logo.png': code,
        'ignored/B.java': code,
        'target/C.java': code,
        'excluded/D.java': code,
      }),
    );
  });
  afterEach(() => {
    registered.dispose();
  });

  const linter: Linter = {
    judge: (request) => {
      asked.push(request);
      const span = { start: 0, end: 1 };
      return Promise.resolve({
        findings: [],
        facts: [{ kind: 'credential', via: 'jdbc', named: false, span }],
      });
    },
    scan: () => assert.fail('only folders on disk are scanned so'),
    close: (key) => closed.push(key),
  };

  const scan = (signal = new AbortController().signal, told: ScanProgress[] = []) =>
    scanVirtualFolder(
      {
        root,
        linter,
        request: { exclude: [], links: [], levels: { MI101: 'error' } },
        isExcluded: ({ path }) => path.includes('/excluded/'),
      },
      signal,
      (progress) => told.push(progress),
    );

  it('judges what may matter, tells of it with its lines, and says what it could not read', async () => {
    const told: ScanProgress[] = [];
    const { skipped } = await scan(undefined, told);
    assert.deepEqual(
      asked.map(({ path, levels }) => [path, levels]),
      [['src/main/java/A.java', { MI101: 'error' }]],
    );
    assert.deepEqual(closed, [`${root.toString()}/src/main/java/A.java`]);
    const files = told.flatMap((one) => one.files);
    assert.deepEqual(
      files.map(({ path, lines }) => [path, lines.starts]),
      [['src/main/java/A.java', [0, 5]]],
    );
    assert.deepEqual(skipped.map(({ path }) => path).sort(), [
      'src/main/java/Closed.java',
      'src/main/java/Large.java',
    ]);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(scan(controller.signal), { name: 'AbortError' });
    assert.deepEqual(asked, []);
  });
});
