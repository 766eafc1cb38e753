import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Uri } from 'vscode';
import { Failure } from '../../src/lifecycle/failure';
import { writeNew } from '../../src/ui/projects/write-new';

describe('files that are written into a folder of the user', () => {
  let folder: string;
  const at = (name: string) => path.join(folder, name);
  const files = ['main.bicep', 'modules/app.bicep'].map((name) => ({ path: name, text: name }));

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'write-new-'));
    fs.mkdirSync(at('modules'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const isRefused = () =>
    assert.rejects(writeNew(Uri.file(folder), files), (error) => Failure.is(error, 'conflict'));

  it('are new ones', async () => {
    await writeNew(Uri.file(folder), files);
    for (const { path: name, text } of files) assert.equal(fs.readFileSync(at(name), 'utf8'), text);
  });

  it('are none where one of them is there, however large it is, and the other is not written either', async () => {
    fs.writeFileSync(at('modules/app.bicep'), 'x'.repeat(2 << 20));
    await isRefused();
    assert.equal(fs.statSync(at('modules/app.bicep')).size, 2 << 20);
    assert.equal(fs.existsSync(at('main.bicep')), false);
  });

  it('go through no link that leads out of the folder, although nothing is there yet', async () => {
    const outside = `${folder}-outside`;
    fs.symlinkSync(outside, at('main.bicep'));
    await isRefused();
    assert.equal(fs.existsSync(outside), false);
  });
});
