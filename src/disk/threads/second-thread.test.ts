import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JudgeRequest } from '../../lint/ports';
import { SecondThread } from './second-thread';

/** Answers with the names of the documents it keeps; a text that says so is never answered. */
const worker = `
const { parentPort } = require('node:worker_threads');
const open = new Set();
parentPort.on('message', ({ kind, id, key, request }) => {
  if (kind === 'close') { open.delete(key); return; }
  open.add(request.key);
  if (request.text !== 'silence') parentPort.postMessage({ id, result: { findings: [...open], facts: [] } });
});
`;

describe('a second thread for long scans', () => {
  let folder: string;
  let second: SecondThread;

  const request = (key: string, text = ''): JudgeRequest => ({ key, path: 'A.java', text });
  const offer = (count: number) => {
    for (let i = 0; i < count; i += 1) assert.equal(second.judge(request(`early ${i}`)), undefined);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'second-thread-'));
    const file = path.join(folder, 'worker.cjs');
    writeFileSync(file, worker);
    second = new SecondThread(file, {});
  });
  afterEach(() => {
    second.dispose();
    rmSync(folder, { recursive: true });
  });

  it('leaves the first files to whoever scans, and keeps none of those it judges', async () => {
    offer(30);
    assert.deepEqual((await second.judge(request('a')))?.findings, ['a']);
    assert.deepEqual((await second.judge(request('b')))?.findings, ['b']);
  });

  it('takes two files at once, and has room again when one is judged', async () => {
    offer(30);
    const [first, silent] = [second.judge(request('a')), second.judge(request('b', 'silence'))];
    assert.ok(first !== undefined && silent !== undefined);
    assert.equal(second.judge(request('c')), undefined);
    await first;
    assert.notEqual(await second.judge(request('d')), undefined);
    const ended = assert.rejects(silent);
    second.dispose();
    await ended;
  });
});
