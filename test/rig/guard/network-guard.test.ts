import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const guard = path.join(__dirname, 'network-guard.cjs');

/** Runs `script` in a process of its own under the guard; its attempts must not count against this run. */
function runGuarded(script: string, record?: string) {
  const env = { ...process.env };
  delete env['NETWORK_GUARD_FILE'];
  delete env['NODE_OPTIONS'];
  return spawnSync(process.execPath, ['--require', guard, '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
    env: record === undefined ? env : { ...env, NETWORK_GUARD_FILE: record },
  });
}

describe('network guard', () => {
  let folder: string;
  let record: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-guard-'));
    record = path.join(folder, 'violations.jsonl');
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  // The addresses are the instance metadata address and one reserved for documentation: nobody may answer there.
  const attempts: Readonly<Record<string, string>> = {
    'net.connect by number': `require('net').connect(80, '169.254.169.254')`,
    'net.connect by options': `require('net').connect({ port: 80, host: '192.0.2.1' })`,
    'a socket of its own': `new (require('net').Socket)().connect(80, '192.0.2.1')`,
    IPv6: `require('net').connect(80, '2001:db8::1')`,
    'tls.connect': `require('tls').connect(443, '192.0.2.1')`,
    'http.get': `require('http').get('http://169.254.169.254/metadata')`,
    'https.get': `require('https').get('https://example.invalid/')`,
    'dns.lookup': `require('dns').lookup('example.invalid', () => {})`,
    'dns.promises': `require('dns').promises.resolve4('example.invalid')`,
    'a resolver of its own': `new (require('dns').Resolver)().resolve4('example.invalid', () => {})`,
    'a datagram': `require('dgram').createSocket('udp4').send('x', 53, '192.0.2.1')`,
  };
  for (const [how, script] of Object.entries(attempts))
    it(`throws and records ${how}`, () => {
      const run = runGuarded(
        `try { ${script} } catch (error) { console.log(error.code); process.exit(0) }`,
        record,
      );
      assert.equal(run.stdout.trim(), 'ENETGUARD', run.stderr);
      assert.equal(fs.readFileSync(record, 'utf8').trim().split('\n').length, 1);
    });

  it('is on in the process of this very test', () => {
    assert.equal(Reflect.get(globalThis, Symbol.for('spring-managed-identity.network-guard')), true);
  });

  it('records a fetch whose rejection is swallowed', () => {
    const run = runGuarded(`fetch('http://169.254.169.254/').catch(() => {})`, record);
    assert.equal(run.status, 0, run.stderr);
    assert.match(fs.readFileSync(record, 'utf8'), /169\.254\.169\.254:80/);
  });

  it('fails the process itself when nobody collects its records', () => {
    const run = runGuarded(`fetch('http://192.0.2.1/').catch(() => {})`);
    assert.equal(run.status, 1);
    assert.match(run.stderr, /connection of 192\.0\.2\.1:80 is not allowed/);
  });

  it('lets loopback through, by address and by name', () => {
    const run = runGuarded(
      `const net = require('net');
       const server = net.createServer((socket) => socket.end()).listen(0, '127.0.0.1', async () => {
         const { port } = server.address();
         for (const target of [{ port }, { port, host: '127.0.0.1' }, { port, host: 'localhost' }])
           await new Promise((done, failed) => net.connect(target).on('close', done).on('error', failed).resume());
         server.close();
       });`,
      record,
    );
    assert.equal(run.status, 0, run.stderr);
    assert.equal(fs.existsSync(record), false);
  });
});
