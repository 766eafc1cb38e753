import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSandbox, type Sandbox } from '../src/sandbox/server/open';

const root = path.resolve(__dirname, '..');
const out = path.join(root, 'out/report-cli');

const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

interface Row {
  readonly app: string;
  readonly service: string;
  readonly subscription: string;
  readonly identity: string;
  readonly principalId: string;
  readonly grant: string;
  readonly notRead: string;
}

describe('report on the command line', function () {
  this.timeout(120_000);
  let folder = '';
  let sandbox: Sandbox;
  let cloud: readonly string[] = [];

  before(async () => {
    const built = spawnSync(process.execPath, ['esbuild.js', '--outdir', 'out/report-cli/dist'], {
      cwd: root,
    });
    assert.equal(built.status, 0, String(built.stderr));
    fs.copyFileSync(path.join(root, 'package.json'), path.join(out, 'package.json'));
    folder = fs.mkdtempSync(path.join(tmpdir(), 'report-cli-'));
    sandbox = await openSandbox();
    const { url } = sandbox;
    fs.writeFileSync(
      path.join(folder, 'cloud.json'),
      JSON.stringify({ resourceManagerEndpointUrl: url, activeDirectoryEndpointUrl: url }),
    );
    fs.writeFileSync(path.join(folder, 'ca.pem'), sandbox.caPem);
    cloud = ['--cloud', path.join(folder, 'cloud.json')];
  });

  after(async () => {
    await (sandbox as Sandbox | undefined)?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(out, { recursive: true, force: true });
  });

  const asPrincipal = (): Record<string, string> => ({
    AZURE_TENANT_ID: sandbox.tenantId,
    AZURE_CLIENT_ID: sandbox.clientId,
    AZURE_CLIENT_SECRET: sandbox.clientSecret,
  });

  async function run(
    args: readonly string[],
    env: Record<string, string> = asPrincipal(),
    command = 'report',
  ) {
    const child = spawn(process.execPath, [path.join(out, 'dist/cli.js'), command, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, ...said };
  }

  const rowsOf = (json: string): readonly Row[] => (JSON.parse(json) as { rows: readonly Row[] }).rows;

  it('tells as a service principal which identities apps have and what these may do', async () => {
    const before = sandbox.requests.read().total;
    const { status, stdout, stderr } = await run([...cloud, '--format', 'json']);
    assert.deepEqual([status, stderr], [0, '']);
    const rows = rowsOf(stdout);
    assert.ok(new Set(rows.map(({ subscription }) => subscription)).size >= 2);
    const orders = rows.filter(({ app, service }) => app === 'orders' && service === 'shop');
    assert.ok(orders.some(({ identity }) => identity === 'system-assigned'));
    assert.ok(
      orders.some(({ grant }) => grant === 'Key Vault Secrets User'),
      JSON.stringify(orders, null, 1),
    );
    assert.ok(sandbox.requests.read().total > before);
    assert.doesNotMatch(stdout + stderr, jwt);
  });

  it('tells the same as the account of Azure CLI', async () => {
    const entra = path.join(folder, 'entra.json');
    const { url, clientId, clientSecret, tenantId } = sandbox;
    fs.writeFileSync(entra, JSON.stringify({ url, clientId, clientSecret, tenants: [tenantId] }));
    const env = {
      PATH: `${path.join(root, 'test/rig/stand-in-az')}${path.delimiter}${process.env['PATH'] ?? ''}`,
      STAND_IN_ENTRA: entra,
    };
    const { status, stdout, stderr } = await run([...cloud, '--app', 'shop/orders', '--format', 'json'], env);
    assert.deepEqual([status, stderr], [0, '']);
    assert.ok(rowsOf(stdout).every(({ app }) => app === 'orders'));
    fs.writeFileSync(entra, JSON.stringify({ url, tenants: [], signedOutOfAz: true }));
    const away = await run([...cloud], env);
    assert.equal(away.status, 2);
    assert.match(away.stderr, /Azure CLI is not signed in/);
  });

  it('keeps to the subscriptions and apps it is asked about, by name or ID', async () => {
    const { stdout } = await run([...cloud, '--subscription', 'shop development', '--format', 'json']);
    assert.deepEqual(
      [...new Set(rowsOf(stdout).map(({ subscription }) => subscription))],
      ['Shop Development'],
    );
    for (const [args, why] of [
      [['--subscription', 'nowhere'], /reaches no subscription 'nowhere', only: .*Shop Production/],
      [['--app', 'nobody'], /no app 'nobody'/],
      [['--format', 'yaml'], /no format 'yaml': text, json, markdown, html, svg, csv/],
      [['--sign-in', 'sandbox'], /--sign-in wants/],
      [['--colour'], /--colour/],
    ] as const) {
      const { status, stderr } = await run([...cloud, ...args]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, why);
      assert.doesNotMatch(stderr, /\n {4}at /, 'one line, no stack');
    }
  });

  it('writes each form, and overwrites no file unasked', async () => {
    const of = ['--app', 'orders', ...cloud];
    const begins = {
      text: /^Identity map of 'orders'/,
      markdown: /^# Identity map of 'orders'/,
      html: /^<!DOCTYPE html>/,
      svg: /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/,
      csv: /^App,Service,/,
    };
    for (const [format, beginning] of Object.entries(begins)) {
      const file = path.join(folder, `map.${format}`);
      const { status, stdout } = await run([...of, '--format', format, '--out', file]);
      assert.deepEqual([status, stdout], [0, ''], format);
      assert.match(fs.readFileSync(file, 'utf8'), beginning);
    }
    const file = path.join(folder, 'map.csv');
    fs.writeFileSync(file, 'mine');
    const requests = sandbox.requests.read().total;
    const refused = await run([...of, '--format', 'csv', '--out', file]);
    assert.deepEqual([refused.status, fs.readFileSync(file, 'utf8')], [2, 'mine']);
    assert.equal(sandbox.requests.read().total, requests, 'said before anything is read');
    assert.equal((await run([...of, '--format', 'csv', '--out', file, '--force'])).status, 0);
    assert.match(fs.readFileSync(file, 'utf8'), /^App,/);
  });

  it('says first what it may not read, and not that there is none', async () => {
    const { status, stdout } = await run([...cloud]);
    assert.equal(status, 0);
    const lines = stdout.split('\n');
    assert.match(lines[2] ?? '', /^(Not known|Note): /);
    const unread = /could not be read|were not read|was not read/.test(stdout);
    assert.equal(unread, /^Not known: Not everything could be read/m.test(stdout));
  });

  it('helps without signing in', async () => {
    const { status, stdout } = await run(['--help'], {});
    assert.equal(status, 0);
    assert.match(stdout, /--subscription <what>/);
  });

  it('reaches a sandbox of its own as docs/sandbox.md tells', async () => {
    const page = fs.readFileSync(path.join(root, 'docs/sandbox.md'), 'utf8');
    const [, script = ''] = /^```bash\n(.*?)^```$/ms.exec(page) ?? [];
    fs.cpSync(path.join(root, 'samples'), path.join(out, 'samples'), { recursive: true });
    fs.mkdirSync(path.join(out, 'samples/.git'));
    const shell = spawn('bash', ['-eu', '-o', 'pipefail'], {
      cwd: out,
      env: { PATH: process.env['PATH'], TMPDIR: folder },
    });
    const said = { stdout: '', stderr: '' };
    shell.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
    shell.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    // A target is broken, which ends `diagnose` with 1. A script that ends early leaves no sandbox behind.
    shell.stdin.end(
      `trap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n${script.replace(/^(node \S+ diagnose .*)$/m, '$1 || [ $? -eq 1 ]')}`,
    );
    const [status] = (await once(shell, 'close')) as [number];
    assert.deepEqual([status, said.stderr], [0, '']);
    assert.match(said.stdout, /^Note: 27 apps\. /m);
    assert.match(said.stdout, /^Targets: 3\. Working: 0, broken: 3, not known: 0\.$/m);
  });

  describe('diagnose', () => {
    const file = 'src/main/resources/application.yml';
    const diagnose = (...args: string[]) => run(args, asPrincipal(), 'diagnose');
    before(() => {
      fs.mkdirSync(path.join(folder, '.git'));
      fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      fs.copyFileSync(path.join(root, 'samples/inventory', file), path.join(folder, file));
    });

    it('says of a live app what the page says, with the line that mends it, and changes nothing', async () => {
      const { status, stdout, stderr } = await diagnose(...cloud, '--app', 'inventory');
      assert.deepEqual([status, stderr], [1, '']);
      assert.match(stdout, /Targets: 3\. Working: 0, broken: 3, not known: 0\./);
      assert.match(
        stdout,
        /kv-shop\.vault\.azure\.net is broken because: 'id-inventory-write' has no role for data/,
      );
      assert.match(stdout, /^- No link names 'inventory': all files that none gives to another app/m);
      assert.match(stdout, /What mends it: az spring app identity assign .*--user-assigned \S+\/id-orders$/m);
      assert.match(stdout, /What mends it: az role assignment create .*Key Vault Secrets User/);
      assert.doesNotMatch(stdout, /What mends it: (?:Grant|Open)/);
      assert.match(stdout, /application\.yml, line 12: asked for by client ID/);
      assert.doesNotMatch(stdout, jwt);
      const writes = Object.keys(sandbox.requests.read().byRoute).filter((route) =>
        /^(?:PUT|PATCH|DELETE)/.test(route),
      );
      assert.deepEqual(writes, []);
    });

    it('reads only the folders that are linked to the app, and tells of a kept one what it cannot know', async () => {
      const config = path.join(folder, '.spring-identity.json');
      const state = path.join(folder, 'inventory.json');
      fs.writeFileSync(
        state,
        JSON.stringify({ type: 'SystemAssigned', principalId: '00000000-0000-4000-8000-000000000001' }),
      );
      const { status, stdout } = await diagnose('--state', 'inventory.json', '--format', 'json');
      assert.equal(status, 0, stdout);
      assert.match(stdout, /Working: 0, broken: 0, not known: 3\./);
      assert.match(stdout, /Read of the file 'inventory\.json', written /);
      const id = '/subscriptions/0/resourceGroups/0/providers/Microsoft.AppPlatform/Spring/s/apps/other';
      fs.writeFileSync(config, JSON.stringify({ links: [{ folder: 'src', app: id }] }));
      const other = await diagnose('--state', 'inventory.json');
      assert.match(other.stdout, /name no target/);
      fs.rmSync(config);
    });

    it('wants to know which app', async () => {
      assert.equal((await diagnose()).status, 2);
      assert.match((await diagnose(...cloud, '--app', 'nobody')).stderr, /There is no app 'nobody'/);
    });
  });
});
