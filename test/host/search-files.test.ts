import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { env } from 'vscode';
import { findRipgrep, searchFiles, type FileSearch } from '../../src/disk/search-files';

const code = 'new ManagedIdentityCredentialBuilder().build()';

describe('finding the files that may matter, with the ripgrep of VS Code', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'search-files-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
  }

  /** The files that are read, as a scan reads them. */
  async function found(search: FileSearch, below = '.'): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const one of searchFiles(path.join(folder, below), search)) {
      const read = 'skipped' in one ? one : await one.read();
      if (!('skipped' in read)) names.push(one.path);
    }
    return names.sort();
  }

  it('finds it where this version keeps it', () => {
    assert.match(String(findRipgrep(env.appRoot)), /ripgrep/);
  });

  it('lists the files that hold the words of their language, in whatever case', async () => {
    write({
      'A.java': code.toUpperCase(),
      'b/B.kt': code,
      'b/C.java': 'class C { String key; String secret; }',
      'b/c.yml': 'secret: x',
      'b/d.txt': code,
      '.github/e.yml': 'client-secret: x',
      'F.JAVA': code,
    });
    assert.deepEqual(await found({ appRoot: env.appRoot }), [
      ...['.github/e.yml', 'A.java', 'F.JAVA', 'b/B.kt', 'b/c.yml'],
    ]);
  });

  it('passes over the same files as reading them all does', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': '/ignored/\n*.gen.java\n',
      'ignored/A.java': code,
      'shop/A.gen.java': code,
      'shop/.gitignore': '!B.gen.java\nown/\n',
      'shop/B.gen.java': code,
      'shop/own/C.java': code,
      'shop/src/D.java': code,
      'shop/target/E.java': code,
      'shop/Build/F.java': code,
      'shop/node_modules/x/G.java': code,
      'shop/.ignore': 'src/\n',
      'shop/Large.java': code + ' '.repeat(1 << 20),
    });
    fs.symlinkSync(path.join(folder, 'shop/src'), path.join(folder, 'shop/linked'));
    fs.symlinkSync(path.join(folder, 'shop/src/D.java'), path.join(folder, 'shop/Linked.java'));
    const wanted = ['shop/B.gen.java', 'shop/src/D.java'];
    assert.deepEqual(await found({ appRoot: env.appRoot }), wanted);
    assert.deepEqual(await found({}), wanted);
    // What a folder above ignores holds for a part of the repository as well.
    fs.appendFileSync(path.join(folder, '.gitignore'), 'src/\n');
    assert.deepEqual(await found({ appRoot: env.appRoot }, 'shop'), ['B.gen.java']);
    assert.deepEqual(await found({}, 'shop'), ['B.gen.java']);
  });

  it('reads all files where the program is missing or does not run', async () => {
    write({ 'A.java': code, 'B.java': 'class B {}' });
    assert.deepEqual(await found({ appRoot: path.join(folder, 'nowhere') }), ['A.java', 'B.java']);
    const program = path.join(folder, 'app/node_modules/@vscode/ripgrep/bin/rg');
    write({ 'app/node_modules/@vscode/ripgrep/bin/rg': 'not a program' });
    assert.deepEqual(await found({ appRoot: path.join(folder, 'app') }), ['A.java', 'B.java']);
    fs.writeFileSync(program, '#!/bin/sh\nprintf "A.java\\0"\nexit 101\n', { mode: 0o755 });
    fs.chmodSync(program, 0o755);
    assert.deepEqual(await found({ appRoot: path.join(folder, 'app') }), ['A.java', 'B.java']);
  });
});
