import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

describe('the network guard in the extension host', () => {
  it('refuses the instance metadata address and records the attempt', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guard-'));
    const own = process.env['NETWORK_GUARD_FILE'];
    // Into a record of its own, or this very test would fail the run.
    process.env['NETWORK_GUARD_FILE'] = path.join(folder, 'violations.jsonl');
    try {
      assert.throws(() => net.connect(80, '169.254.169.254'), { code: 'ENETGUARD' });
      assert.match(fs.readFileSync(path.join(folder, 'violations.jsonl'), 'utf8'), /169\.254\.169\.254:80/);
    } finally {
      if (own === undefined) delete process.env['NETWORK_GUARD_FILE'];
      else process.env['NETWORK_GUARD_FILE'] = own;
      fs.rmSync(folder, { recursive: true });
    }
  });
});
