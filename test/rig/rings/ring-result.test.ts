import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { outFolder, repository } from '../places';
import { prepareRing, readRing, type RingFiles } from './ring-result';

const good = { passed: 3, failed: 0, skipped: 1, failures: [], retried: ['once'] };

describe('the result of a ring', () => {
  let files: RingFiles;
  beforeEach(() => {
    files = prepareRing('self test');
  });
  afterEach(() => {
    fs.rmSync(path.dirname(files.result), { recursive: true });
  });
  const write = (result: object) => {
    fs.writeFileSync(files.result, JSON.stringify(result));
  };

  it('is what the run wrote', () => {
    write(good);
    const { passed, failed, skipped, retried } = readRing(files, []);
    assert.deepEqual(
      { passed, failed, skipped, retried },
      { passed: 3, failed: 0, skipped: 1, retried: ['once'] },
    );
  });

  it('is a failure when nothing was written', () => {
    assert.deepEqual(readRing(files, []).failures, ['no result: the test process ended early']);
    assert.equal(readRing(files, []).failed, 1);
  });

  it('is a failure when not a single test ran, even if some were skipped', () => {
    write({ ...good, passed: 0, skipped: 4 });
    assert.equal(readRing(files, []).failed, 1);
  });

  it('is a failure when something tried to leave this machine', () => {
    write(good);
    fs.writeFileSync(files.violations, `${JSON.stringify({ how: 'connection', target: '192.0.2.1:80' })}\n`);
    const { failed, failures } = readRing(files, []);
    assert.equal(failed, 1);
    assert.match(failures[0] ?? '', /connection of 192\.0\.2\.1:80/);
  });

  it('counts every trouble of the launcher', () => {
    write(good);
    assert.equal(readRing(files, ['too slow', 'too old']).failed, 2);
  });
});

describe('the reporter of the rings', () => {
  let folder: string;
  beforeEach(() => {
    fs.mkdirSync(outFolder, { recursive: true });
    folder = fs.mkdtempSync(path.join(outFolder, 'reporter-'));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  function runTests(source: string) {
    const file = path.join(folder, 'some.test.cjs');
    const result = path.join(folder, 'result.json');
    fs.writeFileSync(file, source);
    const reporter = path.join(__dirname, 'result-reporter.cjs');
    const mocha = path.join(repository, 'node_modules/mocha/bin/mocha.js');
    const run = spawnSync(process.execPath, [mocha, '--no-config', '--reporter', reporter, file], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, RING_RESULT: result },
      timeout: 30_000,
    });
    const written = fs.existsSync(result)
      ? (JSON.parse(fs.readFileSync(result, 'utf8')) as unknown)
      : undefined;
    return { status: run.status, printed: run.stdout, written };
  }

  it('writes counts and titles', () => {
    const { written } = runTests(`
      it('good', () => {}); it('left out'); it('bad', () => { throw new Error('no'); });`);
    assert.deepEqual(written, { passed: 1, failed: 1, skipped: 1, failures: ['bad'], retried: [] });
  });

  it('says when a test passed only the second time', () => {
    const { written, printed } = runTests(`
      let times = 0;
      it('shaky', function () { this.retries(1); if (++times === 1) throw new Error('first time'); });`);
    assert.deepEqual(written, { passed: 1, failed: 0, skipped: 0, failures: [], retried: ['shaky'] });
    assert.match(printed, /RETRIED: "shaky" failed and runs again: first time/);
  });

  it('writes nothing when a test ends the process, whatever the exit code', () => {
    const { status, written } = runTests(`it('good', () => {}); it('exits', () => process.exit(0));`);
    assert.equal(status, 0);
    assert.equal(written, undefined);
  });
});
