import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure } from '../../lifecycle/failure';
import type { JudgeRequest, ScanProgress, ScanRequest } from '../../lint/ports';
import { LintThread } from './lint-thread';

/** Does what the text of a request says, and answers with the messages it has heard. */
const worker = `
const { parentPort } = require('node:worker_threads');
const heard = [];
parentPort.on('message', (message) => {
  heard.push(message.kind);
  const { id, kind } = message;
  const answer = () => parentPort.postMessage({ id, result: { findings: heard, facts: [] } });
  if (kind === 'scan') {
    parentPort.postMessage({ id, progress: { judged: 200, files: [] } });
    if (message.request.folder === '/endless') return;
    answer();
  }
  if (kind === 'cancel') answer();
  if (kind !== 'judge') return;
  const { text } = message.request;
  if (text === 'die') process.exit(3);
  else if (text === 'throw') throw new Error('thrown in the thread');
  else if (text === 'trouble') parentPort.postMessage({ id, trouble: 'no grammar' });
  else if (text !== 'silence') answer();
});
`;

const request = (text: string): JudgeRequest => ({
  key: 'file:///a',
  path: 'A.java',
  text,
});
const scanOf = (folder: string): ScanRequest => ({ folder, exclude: [], links: [], levels: {} });
const why = (pattern: RegExp) => (error: unknown) => error instanceof Failure && pattern.test(error.why);

describe('the linter in a thread of its own', () => {
  let folder: string;
  let thread: LintThread;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lint-thread-'));
    const file = path.join(folder, 'worker.cjs');
    writeFileSync(file, worker);
    thread = new LintThread(file, {});
  });
  afterEach(() => {
    thread.dispose();
    rmSync(folder, { recursive: true });
  });

  it('answers each request with its own result', async () => {
    const both = await Promise.all([thread.judge(request('a')), thread.judge(request('b'))]);
    assert.deepEqual(
      both.map(({ findings }) => findings),
      [['judge'], ['judge', 'judge']],
    );
  });

  it('starts no thread only to forget a document', async () => {
    thread.close('file:///a');
    assert.deepEqual((await thread.judge(request('a'))).findings, ['judge']);
    thread.close('file:///a');
    assert.deepEqual((await thread.judge(request('b'))).findings, ['judge', 'close', 'judge']);
  });

  it('says what went wrong, and goes on', async () => {
    await assert.rejects(thread.judge(request('trouble')), why(/no grammar/));
    assert.deepEqual((await thread.judge(request('a'))).findings, ['judge', 'judge']);
  });

  for (const [text, reason] of [
    ['die', /its thread ended/],
    ['throw', /thrown in the thread/],
  ] as const)
    it(`starts another thread after one that did ${text}, with which all that waited ends`, async () => {
      const silent = thread.judge(request('silence'));
      const results = await Promise.allSettled([silent, thread.judge(request(text))]);
      for (const result of results) assert.ok(result.status === 'rejected' && why(reason)(result.reason));
      assert.deepEqual((await thread.judge(request('a'))).findings, ['judge']);
    });

  it('tells how far a scan is, and cancels it', async () => {
    const told: number[] = [];
    const report = ({ judged }: ScanProgress) => told.push(judged);
    await thread.scan(scanOf('/w'), new AbortController().signal, report);
    assert.deepEqual(told, [200]);
    const controller = new AbortController();
    const endless = thread.scan(scanOf('/endless'), controller.signal, () => {
      controller.abort();
    });
    await assert.rejects(endless, { name: 'AbortError' });
    await assert.rejects(thread.scan(scanOf('/w'), controller.signal, report), { name: 'AbortError' });
  });

  it('ends what waits when the window closes', async () => {
    const silent = thread.judge(request('silence'));
    thread.dispose();
    await assert.rejects(silent, why(/the window is closing/));
  });
});
