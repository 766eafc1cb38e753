import assert from 'node:assert/strict';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:https';
import { connect } from 'node:tls';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { buildSync } from 'esbuild';

interface Ready {
  readonly url: string;
  readonly caFile: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly estate: { readonly subscriptions: number; readonly services: number; readonly apps: number };
}

const spring = {
  id: '/subscriptions/5a4db000-0000-4000-a000-000000000001/resourceGroups/g/providers/Microsoft.AppPlatform/Spring/svc',
  name: 'svc',
  type: 'Microsoft.AppPlatform/Spring',
  location: 'x',
  sku: { name: 'S0', tier: 'Standard' },
  properties: { provisioningState: 'Succeeded', fqdn: 'svc.invalid' },
};

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

describe('the sandbox from the command line', function () {
  this.timeout(30_000);
  let folder = '';
  let program = '';
  const running = new Set<ChildProcess>();

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sandbox-cli-test-'));
    program = path.join(folder, 'sandbox-cli.js');
    buildSync({
      entryPoints: [path.join(__dirname, '../src/sandbox-cli.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'silent',
    });
  });

  after(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function run(...args: readonly string[]): {
    child: ChildProcess;
    ended: Promise<Ended>;
    ready: Promise<Ready>;
  } {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const text = { out: '', err: '' };
    const ready = new Promise<Ready>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        text.out += chunk.toString();
        if (text.out.endsWith('}\n')) resolve(JSON.parse(text.out) as Ready);
      });
    });
    child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()));
    const ended = once(child, 'close').then(([code]) => {
      running.delete(child);
      return { code: code as number | null, ...text };
    });
    return { child, ready, ended };
  }

  function statusOf(url: string, ca: string): Promise<number> {
    return new Promise((resolve, reject) => {
      get(url, { ca, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      }).on('error', reject);
    });
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`prints exactly one line of JSON when ready, and on ${signal} exits with 0 and leaves no file`, async () => {
      const { child, ready, ended } = run('--operation-seconds', '1');
      const { url, caFile, clientSecret, estate, ...ids } = await ready;
      assert.deepEqual(estate, { subscriptions: 3, services: 6, apps: 27 });
      assert.ok(clientSecret !== '' && ids.clientId !== '' && ids.tenantId !== '');
      assert.equal(statSync(caFile).mode & 0o077, 0, 'nobody else may read the folder’s file');
      assert.equal(await statusOf(`${url}/sandbox/requests`, readFileSync(caFile, 'utf8')), 200);
      child.kill(signal);
      const { code, out, err } = await ended;
      assert.deepEqual([code, err, out.trimEnd().split('\n').length], [0, '', 1]);
      assert.ok(!existsSync(path.dirname(caFile)));
      await assert.rejects(statusOf(url, ''), /ECONNREFUSED/);
    });

  it('opens a generated estate and one from a file', async () => {
    const file = path.join(folder, 'estate.json');
    writeFileSync(file, JSON.stringify([spring]));
    for (const [estate, expected] of [
      ['2x1x3', { subscriptions: 2, services: 2, apps: 6 }],
      [file, { subscriptions: 1, services: 1, apps: 0 }],
    ] as const) {
      const { child, ready, ended } = run('--estate', estate);
      assert.deepEqual((await ready).estate, expected);
      child.kill('SIGTERM');
      assert.equal((await ended).code, 0);
    }
  });

  it('loads what it can of a file, and says on stderr what it left aside, without its control characters', async () => {
    const file = path.join(folder, 'foreign.json');
    const odd = { id: '/x\u001b[2J\u202e', type: 'Microsoft.Web/sites' };
    writeFileSync(
      file,
      `\uFEFF${JSON.stringify({ value: [spring, ...Array.from({ length: 30 }, () => odd)] })}`,
    );
    const { child, ready, ended } = run('--estate', file);
    assert.deepEqual((await ready).estate, { subscriptions: 1, services: 1, apps: 0 });
    child.kill('SIGTERM');
    const { code, err } = await ended;
    assert.equal(code, 0);
    const lines = err.trimEnd().split('\n');
    assert.equal(lines.length, 21);
    assert.match(lines[0] ?? '', /^Left aside: element 1 .*the type 'microsoft.web\/sites' is none/);
    assert.equal(lines.at(-1), 'Left aside: 10 more.');
    assert.doesNotMatch(err, /[\u001b\u202e]/u);
  });

  const texts: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', '', /cannot be read/],
    ['no JSON', '<html>', /cannot be read/],
    ['no list', '{"a":1}', /cannot be read: it must hold an array/],
    ['null', 'null', /cannot be read: it must hold an array/],
    ['an empty list', '[]', /holds no resource/],
    ['things of all kinds', '[1,null,"x",[],{},{"id":{}},{"type":5}]', /element 0: it must be an object/],
    ['very deep JSON', '['.repeat(200_000), /cannot be read/],
    ['a list within lists', `${'['.repeat(5000)}${']'.repeat(5000)}`, /element 0: it must be an object/],
  ];
  for (const [what, text, words] of texts)
    it(`ends with 2 and says why for a file with ${what}`, async () => {
      const file = path.join(folder, 'bad.json');
      writeFileSync(file, text);
      const { code, out, err } = await run('--estate', file).ended;
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, words);
      assert.doesNotMatch(err, /defect|\n\s+at /);
    });

  it('does not wait for a pipe or read a folder', async () => {
    const [pipe, directory] = [path.join(folder, 'pipe.json'), path.join(folder, 'folder.json')];
    execFileSync('mkfifo', [pipe]);
    mkdirSync(directory);
    for (const file of [pipe, directory]) {
      const { code, err } = await run('--estate', file).ended;
      assert.equal(code, 2);
      assert.match(err, /no regular file/);
    }
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`ends by ${signal} while it is still starting, and with connections open`, async () => {
      const early = run('--estate', '20x20x50');
      early.child.kill(signal);
      await early.ended;
      const { child, ready, ended } = run();
      const { url, caFile } = await ready;
      const { port, hostname } = new URL(url);
      const open = connect({ port: Number(port), host: hostname, ca: readFileSync(caFile, 'utf8') });
      open.on('error', () => undefined);
      await once(open, 'secureConnect');
      child.kill(signal);
      assert.equal((await ended).code, 0);
      open.destroy();
    });

  it('ends in one line, and leaves no file, when nobody can be told where it is', async () => {
    const own = mkdtempSync(path.join(folder, 'own-'));
    const full = openSync('/dev/full', 'w');
    for (const args of [[], ['--imds'], ['--help']]) {
      const child = spawn(process.execPath, [program, ...args], {
        stdio: ['ignore', full, 'pipe'],
        env: { ...process.env, TMPDIR: own },
      });
      running.add(child);
      let said = '';
      child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, 'close')) as [number | null];
      running.delete(child);
      assert.deepEqual(
        [code, said],
        [2, 'The output could not be written: the disk is full.\n'],
        args.join(' '),
      );
    }
    closeSync(full);
    assert.deepEqual(readdirSync(own), []);
  });

  it('offers one token endpoint on its own with --imds', async () => {
    const { child, ready, ended } = run('--imds', '--app', 'shop/catalog', '--identity-mode', 'vm');
    const told = (await ready) as unknown as { imds: string; identities: { clientId: string }[] };
    const target = `${told.imds}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net`;
    const answer = await fetch(target, { headers: { Metadata: 'true' } });
    const { client_id } = (await answer.json()) as { client_id: string };
    assert.deepEqual([answer.status, client_id], [200, told.identities[0]?.clientId]);
    child.kill('SIGTERM');
    const { code, out, err } = await ended;
    assert.deepEqual([code, err, out.trimEnd().split('\n').length], [0, '', 1]);
  });

  it('records requests as JSON lines without secrets', async () => {
    const file = path.join(folder, 'record.jsonl');
    const { child, ready, ended } = run('--record', file);
    const { url, caFile } = await ready;
    await statusOf(`${url}/common/discovery/instance`, readFileSync(caFile, 'utf8'));
    child.kill('SIGTERM');
    await ended;
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => (JSON.parse(line) as { status: number }).status),
      [200],
    );
    assert.equal(statSync(file).mode & 0o077, 0);
  });

  it('explains itself with --help, switches and kinds of trouble included', async () => {
    const { code, out } = await run('--help').ended;
    assert.equal(code, 0);
    for (const word of [
      '--estate',
      '--latency',
      '--operation-seconds',
      '--record',
      '--read-bucket',
      'POST   /sandbox/trouble',
      'claims-challenge',
    ])
      assert.ok(out.includes(word), word);
  });

  for (const [args, words] of [
    [['--bogus'], /Unknown option '--bogus'/],
    [['extra'], /Unexpected argument 'extra'/],
    [['--port', 'x'], /--port needs a number from 0, not 'x'/],
    [['--port', '70000'], /--port/],
    [['--latency', '-5'], /--latency/],
    [['--operation-seconds', ''], /--operation-seconds needs a number/],
    [['--estate', 'many'], /--estate needs sample/],
    [['--estate', '0x0x0'], /is no estate/],
    [['--estate', 'none.json'], /'none.json' cannot be read/],
    [['--read-bucket', '5'], /--read-bucket needs/],
    [['--host', '0.0.0.0'], /does not listen on '0.0.0.0'/],
    [['--record', '/nowhere/file'], /--record/],
  ] as const)
    it(`says what is wrong with ${args.join(' ')} and exits with 2`, async () => {
      const { code, out, err } = await run(...args).ended;
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, words);
      assert.ok(err.trimEnd().split('\n').length <= 2, err);
    });
});
