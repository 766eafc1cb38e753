import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Uri } from 'vscode';
import { keptFile, keptJournal } from '../../src/ui/browser/kept-file';

describe('what is kept through the file system of VS Code', () => {
  let folder: string;
  const file = () => Uri.file(path.join(folder, 'below', 'kept.txt'));

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kept-file-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('is nothing at first, then what was written, and nothing again when it is forgotten', async () => {
    const kept = keptFile(file());
    assert.equal(await kept.read(), undefined);
    await kept.forget();
    await kept.write('äö');
    assert.equal(await kept.read(), 'äö');
    await kept.forget();
    assert.equal(await kept.read(), undefined);
  });

  it('is a journal that loses no line, however fast they come', async () => {
    const journal = keptJournal(file());
    assert.deepEqual(await journal.read(), []);
    const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`);
    await Promise.all(lines.map((line) => journal.append(line)));
    assert.deepEqual(await keptJournal(file()).read(), lines);
    await journal.replace(['only']);
    await journal.append('two');
    assert.deepEqual(await journal.read(), ['only', 'two']);
  });
});
