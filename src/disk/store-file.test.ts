import assert from 'node:assert/strict';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { replaceFile, writeFile } from './store-file';

const [was, now] = [Buffer.from('before'), Buffer.from('after')];

describe('storing a file', () => {
  let root = '';
  const at = (name: string) => path.join(root, name);
  const read = (name: string) => fs.readFileSync(at(name), 'utf8');

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(fs.realpathSync(tmpdir()), 'store-file-'));
    fs.mkdirSync(at('a'));
    fs.writeFileSync(at('a/b.sh'), was, { mode: 0o755 });
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });

  it('gives it other bytes, keeps its mode, and leaves nothing beside it', () => {
    fs.chmodSync(at('a/b.sh'), 0o751);
    assert.equal(replaceFile(at('a/b.sh'), { root, was, now }), undefined);
    assert.equal(read('a/b.sh'), 'after');
    assert.equal(fs.statSync(at('a/b.sh')).mode & 0o777, 0o751);
    assert.deepEqual(fs.readdirSync(at('a')), ['b.sh']);
  });

  it('leaves one alone that somebody has changed since', () => {
    fs.writeFileSync(at('a/b.sh'), 'mine');
    assert.match(replaceFile(at('a/b.sh'), { root, was, now })?.why ?? '', /changed meanwhile/);
    assert.equal(read('a/b.sh'), 'mine');
  });

  it('writes through no link, of the file or of a folder', () => {
    fs.writeFileSync(at('outside.sh'), was);
    fs.symlinkSync(at('outside.sh'), at('a/link.sh'));
    assert.match(replaceFile(at('a/link.sh'), { root, was, now })?.why ?? '', /no regular file/);
    fs.mkdirSync(at('c'));
    fs.symlinkSync(at('a'), at('c/d'));
    assert.match(replaceFile(at('c/d/b.sh'), { root, was, now })?.why ?? '', /link/);
    assert.equal(read('outside.sh'), 'before');
    assert.equal(read('a/b.sh'), 'before');
  });

  it('says what keeps it from being written', () => {
    assert.match(replaceFile(at('a/none.sh'), { root, was, now })?.why ?? '', /ENOENT/);
    assert.match(writeFile(at('none/c.json'), now)?.why ?? '', /ENOENT/);
    assert.match(writeFile(at('a'), now)?.why ?? '', /no regular file/);
  });

  it('makes a file that is not there yet', () => {
    assert.equal(writeFile(at('a/new.json'), now), undefined);
    assert.equal(read('a/new.json'), 'after');
  });
});
