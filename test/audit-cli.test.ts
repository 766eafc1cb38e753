import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import { openSandbox, type Sandbox } from '../src/sandbox/server/open';
import { SandboxedAzure } from './azure/sandboxed';

const root = path.resolve(__dirname, '..');
const out = path.join(root, 'out/audit-cli');
const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]+/;

interface Row {
  readonly file: string;
  readonly ruleId: string;
  readonly message: string;
}

/** What was not looked at, behind the findings. */
interface NotRead {
  readonly ruleId: null;
  readonly name: 'not-read';
  readonly message: string;
}

describe('audit on the command line', function () {
  this.timeout(240_000);
  let folder = '';
  let sandbox: Sandbox;
  let cloud: readonly string[] = [];

  before(() => {
    const built = spawnSync(process.execPath, ['esbuild.js', '--outdir', 'out/audit-cli/dist'], {
      cwd: root,
    });
    assert.equal(built.status, 0, String(built.stderr));
    fs.copyFileSync(path.join(root, 'package.json'), path.join(out, 'package.json'));
  });
  after(() => {
    fs.rmSync(out, { recursive: true, force: true });
  });

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'audit-cli-'));
    fs.mkdirSync(path.join(folder, '.git'));
    sandbox = await openSandbox({ operationSeconds: 0.1 });
    const { url } = sandbox;
    fs.writeFileSync(
      path.join(folder, 'cloud.json'),
      JSON.stringify({ resourceManagerEndpointUrl: url, activeDirectoryEndpointUrl: url }),
    );
    fs.writeFileSync(path.join(folder, 'ca.pem'), sandbox.caPem);
    cloud = ['--cloud', path.join(folder, 'cloud.json'), '--subscription', 'Shop Production'];
  });
  afterEach(async () => {
    await sandbox.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const asPrincipal = (): Record<string, string> => ({
    AZURE_TENANT_ID: sandbox.tenantId,
    AZURE_CLIENT_ID: sandbox.clientId,
    AZURE_CLIENT_SECRET: sandbox.clientSecret,
  });

  const asAzureCli = (): Record<string, string> => {
    const entra = path.join(folder, 'entra.json');
    const { url, clientId, clientSecret, tenantId } = sandbox;
    fs.writeFileSync(entra, JSON.stringify({ url, clientId, clientSecret, tenants: [tenantId] }));
    return {
      PATH: `${path.join(root, 'test/rig/stand-in-az')}${path.delimiter}${process.env['PATH'] ?? ''}`,
      STAND_IN_ENTRA: entra,
    };
  };

  async function audit(args: readonly string[], env: Record<string, string> = asPrincipal()) {
    const child = spawn(process.execPath, [path.join(out, 'dist/cli.js'), 'audit', ...cloud, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
    const [status] = (await once(child, 'close')) as [number];
    assert.doesNotMatch(said.stdout + said.stderr, jwt);
    return { status, ...said };
  }

  const elementsOf = (json: string) => JSON.parse(json) as readonly (Row | NotRead)[];
  const rowsOf = (json: string): readonly Row[] => elementsOf(json).filter((one) => one.ruleId !== null);

  /** Somebody turns the system-assigned identity of an app off. */
  async function disable(name: string): Promise<string> {
    const other = new SandboxedAzure(sandbox);
    try {
      const { subscription, app } = await other.app(name);
      const patch = { type: 'None' } as const;
      const { identities } = other.azure;
      await identities.patchIdentity(
        subscription,
        app.id,
        { patch, recheck: () => Promise.resolve() },
        other.signal,
      );
      while ((await identities.getApp(subscription, app.id, other.signal))?.identity.type !== 'None')
        await delay(20);
      return app.identity.principalId ?? '';
    } finally {
      other.azure.dispose();
      other.signIn.dispose();
    }
  }

  it('says the same of live apps as a service principal and as the account of Azure CLI, and changes nothing', async () => {
    const one = await audit(['--format', 'json']);
    const other = await audit(['--format', 'json'], asAzureCli());
    for (const { status, stderr, stdout } of [one, other]) {
      assert.deepEqual([status, stderr], [0, '']);
      const last = elementsOf(stdout).at(-1);
      assert.deepEqual(
        [last?.ruleId, last?.message],
        [null, 'roles that 35 identities have through groups were not read'],
      );
    }
    const rows = rowsOf(one.stdout);
    assert.deepEqual(rowsOf(other.stdout), rows);
    assert.ok(
      rows.some(({ file, ruleId }) => file === 'azure/shop/orders.json' && ruleId === 'MI001'),
      one.stdout,
    );
    const writes = Object.keys(sandbox.requests.read().byRoute).filter((route) =>
      /^(?:PUT|PATCH|DELETE)/.test(route),
    );
    assert.deepEqual(writes, []);
  });

  it('fails when there are more warnings than allowed, and lets a baseline accept what there is', async () => {
    assert.equal((await audit(['--max-warnings', '0'])).status, 1);
    const accepted = await audit(['--write-baseline', 'accepted.json']);
    assert.equal(accepted.status, 0);
    const { status, stdout } = await audit([
      '--baseline',
      'accepted.json',
      '--max-warnings',
      '0',
      '--format',
      'json',
    ]);
    assert.deepEqual([status, rowsOf(stdout)], [0, []]);
  });

  it('finds what is different from a kept state, and role assignments that it proves to be left over', async () => {
    await audit(['--write-snapshot', 'kept.json']);
    assert.doesNotMatch(fs.readFileSync(path.join(folder, 'kept.json'), 'utf8'), jwt);
    const same = rowsOf((await audit(['--snapshot', 'kept.json', '--format', 'json'])).stdout);
    assert.deepEqual(
      same.filter(({ ruleId }) => /^MI80[23]$/.test(ruleId)),
      [],
    );
    const principal = await disable('catalog');
    const { status, stdout } = await audit(['--snapshot', 'kept.json', '--format', 'json']);
    assert.equal(status, 0);
    const found = rowsOf(stdout).filter(({ ruleId }) => /^MI80[23]$/.test(ruleId));
    assert.deepEqual(found.map(({ file, ruleId }) => `${file} ${ruleId}`).sort(), [
      'azure/shop/catalog.json MI802',
      'azure/shop/catalog.json MI803',
    ]);
    assert.match(
      found.map(({ message }) => message).join('\n'),
      new RegExp(`'App Configuration Data Reader' at appcs-[\\w-]+ is granted to principal ${principal}`),
    );
  });

  it('does not pass when something could not be read, and says what', async () => {
    sandbox.trouble.add({ kind: 'forbidden', path: '*/providers/Microsoft.ResourceGraph/*' });
    sandbox.trouble.add({ kind: 'forbidden', path: '*/roleAssignments*' });
    const { status, stdout } = await audit([]);
    assert.match(stdout, /hints? in \d\d apps$/m);
    assert.equal(status, 2);
    assert.match(stdout, /azure\/shop\/orders\.json: .*roles of .* could not be read/);
  });

  it('judges files of linked folders against the app, and leaves what is wrong with them alone to lint', async () => {
    const other = new SandboxedAzure(sandbox);
    const { app } = await other.app('orders');
    other.azure.dispose();
    other.signIn.dispose();
    fs.writeFileSync(
      path.join(folder, '.spring-identity.json'),
      JSON.stringify({ links: [{ folder: 'orders', app: app.id }] }),
    );
    fs.mkdirSync(path.join(folder, 'orders'));
    fs.writeFileSync(
      path.join(folder, 'orders', 'application.yml'),
      `spring:\n  cloud:\n    azure:\n      credential:\n        managed-identity-enabled: true\n        client-id: ${app.identity.principalId ?? ''}\n`,
    );
    fs.writeFileSync(
      path.join(folder, 'orders', 'deploy.sh'),
      'az spring-cloud app deploy -n orders -s shop -g rg\n',
    );
    const rows = rowsOf((await audit(['--format', 'json'])).stdout).filter(({ file }) =>
      file.startsWith('orders/'),
    );
    assert.deepEqual(
      rows.map(({ ruleId }) => ruleId),
      ['MI601'],
    );
  });

  it('speaks SARIF with a rule for every result, and Markdown', async () => {
    await audit(['--write-snapshot', 'kept.json']);
    await disable('catalog');
    const sarif = JSON.parse((await audit(['--snapshot', 'kept.json', '--format', 'sarif'])).stdout) as {
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: { ruleId: string; ruleIndex: number }[];
      }[];
    };
    const [run] = sarif.runs;
    assert.ok(run && run.results.length > 0);
    for (const { ruleId, ruleIndex } of run.results)
      assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
    const { stdout } = await audit(['--format', 'markdown']);
    assert.match(stdout, /^# Managed identities/);
    assert.match(stdout, /\| warning \| azure\/shop\/orders/);
  });

  it('says in one line what is wrong with how it was called', async () => {
    for (const [args, why] of [
      [['--format', 'yaml'], /no format 'yaml'/],
      [['--snapshot', 'nowhere.json'], /nowhere\.json/],
      [['--snapshot', 'cloud.json'], /keeps no state/],
      [['--baseline', 'nowhere.json'], /nowhere\.json/],
      [['--fix'], /--fix/],
      [['--max-warnings', 'few'], /wants a number/],
    ] as const) {
      const { status, stderr } = await audit(args);
      assert.equal(status, 2, stderr);
      assert.match(stderr, why);
      assert.doesNotMatch(stderr, /\n {4}at /);
    }
    assert.match((await audit(['--help'])).stdout, /changes nothing/);
  });
});
