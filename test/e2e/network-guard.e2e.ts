import assert from 'node:assert/strict';
import fs from 'node:fs';
import type net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { useStage } from '../rig/window/stage';

describe('the network guard around a window', () => {
  const stage = useStage();
  const own = process.env['NETWORK_GUARD_FILE'];
  let folder: string;
  // Into records of their own, or these very tests would fail the run.
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-guard-'));
    process.env['NETWORK_GUARD_FILE'] = path.join(folder, 'violations.jsonl');
  });
  afterEach(() => {
    if (own === undefined) delete process.env['NETWORK_GUARD_FILE'];
    else process.env['NETWORK_GUARD_FILE'] = own;
    fs.rmSync(folder, { recursive: true });
  });

  it('lets no request of the page leave this machine, and records it', async () => {
    const { page } = stage().window;
    const failure = await page.evaluate<string>(
      `fetch('https://192.0.2.1/', { mode: 'no-cors' }).then(() => 'answered', (error) => error.message)`,
    );
    assert.equal(failure, 'Failed to fetch');
    assert.match(fs.readFileSync(path.join(folder, 'violations.jsonl'), 'utf8'), /192\.0\.2\.1/);
  });

  it('lets no connection of the extension host leave this machine, and records it', async () => {
    const record = path.join(folder, 'host.jsonl');
    const code = await stage().window.host.run((_vscode, file, require) => {
      const { connect } = require('node:net') as typeof net;
      const before = process.env['NETWORK_GUARD_FILE'];
      process.env['NETWORK_GUARD_FILE'] = file;
      try {
        connect(80, '169.254.169.254');
        return 'connected';
      } catch (error) {
        return (error as NodeJS.ErrnoException).code;
      } finally {
        process.env['NETWORK_GUARD_FILE'] = before ?? '';
      }
    }, record);
    assert.equal(code, 'ENETGUARD');
    assert.match(fs.readFileSync(record, 'utf8'), /169\.254\.169\.254:80/);
  });
});
