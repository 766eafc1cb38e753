import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readInput, schemaOf, type ActionPorts } from '../src/actions/action';
import { allActions, offlineActions, runAction } from '../src/actions/all-actions';
import type { EstateSnapshot } from '../src/estate/frozen/snapshot';
import { allApps, findApp } from '../src/estate/lookup';
import { Failure } from '../src/lifecycle/failure';
import { linkedApp } from '../src/lint/links/linked-state';
import type { Fact } from '../src/rules/fact';
import { tools, toolId } from '../src/ui/contributions';
import { snapshotOf } from './double/estate';

const root = path.resolve(__dirname, '..');
const system = '11111111-2222-4333-8444-555555555555';

function portsOf(snapshot: EstateSnapshot): ActionPorts & { readonly reads: number } {
  const at = Date.UTC(2026, 10, 29, 12);
  return {
    reads: 0,
    snapshot: () => snapshot,
    readApps() {
      (this as { reads: number }).reads += 1;
      return Promise.resolve();
    },
    rulePage: (id) => Promise.resolve(fs.readFileSync(path.join(root, 'docs/rules', `${id}.md`), 'utf8')),
    judge: () => Promise.reject(new Error('not asked')),
    readCase: (key) => {
      const found = findApp(snapshot, key);
      assert.ok(found);
      const span = { start: 0, end: 4 };
      const facts: readonly Fact[] = [
        { kind: 'target', service: 'keyVault', host: 'kv-shop.vault.azure.net', asks: { by: 'none' }, span },
      ];
      const files = [{ path: 'application.yml', facts }];
      return Promise.resolve({ app: linkedApp(snapshot, found), files, readAt: at, now: at });
    },
  };
}

describe('what language models may ask for', () => {
  const ports = portsOf(
    snapshotOf({
      subscriptions: {
        Shop: {
          services: {
            shop: { apps: { orders: { system, user: ['id-orders'] }, gateway: {} } },
            sea: { apps: { orders: {} } },
            flex: {},
          },
        },
      },
    }),
  );
  const run = async (name: string, input: unknown): Promise<string> => {
    const action = allActions.find((one) => one.name === name);
    assert.ok(action, name);
    return runAction(action, input, { ports, signal: new AbortController().signal });
  };

  it('lists apps with both IDs of each identity, and says first what was not read', async () => {
    const text = await run('list_apps', {});
    assert.match(text, /\| orders \| shop \| Shop \| system-assigned \|/);
    assert.match(text, /user-assigned 'id-orders' \| client-of-id-orders \| principal-of-id-orders/);
    assert.match(text, /\| gateway \| shop \| Shop \| none \|/);
    const missing = text.indexOf("The apps of service 'flex' were not read yet.");
    assert.ok(missing >= 0 && missing < text.indexOf('| orders'), text);
    assert.doesNotMatch(await run('list_apps', { filter: 'GATE' }), /orders/);
  });

  it('says whose ID a GUID is, and which of the two', async () => {
    const text = await run('whose_id', { id: ` ${system.toUpperCase()} ` });
    assert.match(text, /principal ID \(object ID\)/);
    assert.match(text, /shop\/orders/);
    assert.match(
      await run('whose_id', { id: system.replace('1', '9') }),
      /no identity of the apps that were read/,
    );
    await assert.rejects(run('whose_id', { id: 'orders' }), /no GUID/);
  });

  it('diagnoses an app by its name, its service or its resource ID, and says which there is when that does not tell', async () => {
    const text = await run('diagnose_app', { app: 'GATEWAY', service: 'shop' });
    assert.match(text, /# Diagnosis of 'gateway' in 'shop'/);
    assert.match(text, /kv-shop\.vault\.azure\.net.*is broken because: 'gateway' has no identity/);
    const id = [...allApps(ports.snapshot())].find(({ app }) => app.name === 'gateway')?.app.id;
    assert.equal(await run('diagnose_app', { app: id }), text);
    await assert.rejects(run('diagnose_app', { app: 'nowhere' }), /There is no app 'nowhere'/);
    await assert.rejects(
      run('diagnose_app', { app: 'orders' }),
      /Several services have an app 'orders': shop, sea/,
    );
    assert.match(await run('diagnose_app', { app: 'orders', service: 'sea' }), /'orders' in 'sea'/);
  });

  it('explains an error and a rule', async () => {
    const error =
      "com.azure.messaging.servicebus.ServiceBusException: Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: 'sb://sb-tea.servicebus.windows.net/cups'.";
    assert.match(await run('explain_error', { text: error }), /sb-tea/);
    assert.match(
      await run('explain_error', { text: 'all is well' }),
      /No error with an identity is recognised/,
    );
    assert.match(await run('explain_finding', { rule: 'mi101' }), /# MI101 credential-without-client-id/);
    await assert.rejects(run('explain_finding', { rule: 'MI999' }), /neither the ID nor the name/);
  });

  it('gives no token away, whoever wrote it', async () => {
    const token = `eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL3ZhdWx0In0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`;
    const text = await run('explain_error', {
      text: `AADSTS700016: ${token} was not found in the directory`,
    });
    assert.ok(!text.includes('c2lnbmF0dXJl'), text);
  });

  it('refuses input that does not fit, with words', () => {
    const action = allActions.find(({ name }) => name === 'lint_text');
    assert.ok(action);
    for (const [given, why] of [
      [undefined, /no object/],
      [{ path: 'a.java' }, /'text' is missing/],
      [{ path: 'a.java', text: 1 }, /no text/],
      [{ path: 'a.java', text: 'x', more: 'y' }, /no input 'more'/],
      [{ path: 'a.java', text: 'x'.repeat((1 << 20) + 1) }, /longer than 1 MiB/],
    ] as const)
      assert.throws(
        () => readInput(action, given),
        (error) => error instanceof Failure && why.test(error.message),
      );
  });

  it('is contributed as it is: names, words for the model, and input', () => {
    const { contributes } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      contributes: {
        languageModelTools: readonly { name: string; modelDescription: string; inputSchema: unknown }[];
      };
    };
    assert.deepEqual(
      contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => ({
        name,
        modelDescription,
        inputSchema,
      })),
      allActions.map(({ name, description, input }) => ({
        name: toolId(name as (typeof tools)[number]),
        modelDescription: description,
        inputSchema: schemaOf(input),
      })),
    );
    assert.deepEqual(
      allActions.map(({ name }) => name),
      [...tools],
    );
    for (const { effect } of allActions) assert.equal(effect, 'reads');
  });
});

describe('the server of tools', () => {
  const out = path.join(root, 'out/tools');
  let server: ChildProcessWithoutNullStreams;
  let answers: AsyncIterator<string>;

  before(function () {
    this.timeout(60_000);
    const built = spawnSync(process.execPath, ['esbuild.js', '--outdir', 'out/tools/dist'], { cwd: root });
    assert.equal(built.status, 0, String(built.stderr));
    fs.copyFileSync(path.join(root, 'package.json'), path.join(out, 'package.json'));
    fs.cpSync(path.join(root, 'docs/rules'), path.join(out, 'docs/rules'), { recursive: true });
    server = spawn(process.execPath, [path.join(out, 'dist/cli.js'), 'mcp']);
    answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  });

  after(() => {
    server.kill();
    fs.rmSync(out, { recursive: true, force: true });
  });

  let count = 0;
  async function ask(
    method: string,
    params: unknown,
  ): Promise<{ result?: Record<string, unknown>; error?: unknown }> {
    count += 1;
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: count, method, params })}\n`);
    const { value } = (await answers.next()) as { value: string };
    return JSON.parse(value) as { result?: Record<string, unknown> };
  }

  it('speaks the protocol, and serves what needs no account', async () => {
    const hello = await ask('initialize', {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    assert.equal((hello.result?.['serverInfo'] as { name: string }).name, 'spring-managed-identity');
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    const { result } = await ask('tools/list', {});
    const listed = result?.['tools'] as readonly { name: string; annotations: { readOnlyHint: boolean } }[];
    assert.deepEqual(
      listed.map(({ name }) => name),
      offlineActions.map(({ name }) => name),
    );
    assert.ok(listed.every(({ annotations }) => annotations.readOnlyHint));
  });

  it('judges a text as the editor does, and says what it does not read', async () => {
    const call = async (args: unknown) => {
      const { result } = await ask('tools/call', { name: 'lint_text', arguments: args });
      return (result?.['content'] as readonly { text: string }[])[0]?.text ?? '';
    };
    const text = 'class A { Object a = new com.azure.identity.ManagedIdentityCredentialBuilder().build(); }';
    const judged = await call({ path: 'src/main/java/A.java', text });
    assert.match(judged, /\| 1 \| hint \| MI101 \|/);
    assert.match(await call({ path: 'a.txt', text }), /no rule reads files of this kind/);
  });

  it('answers what is wrong with words, and goes on', async () => {
    const { result } = await ask('tools/call', { name: 'explain_finding', arguments: { rule: 'MI999' } });
    assert.equal(result?.['isError'], true);
    const wrong = await ask('tools/call', { name: 'lint_text', arguments: {} });
    assert.ok(wrong.error !== undefined || wrong.result?.['isError'] === true);
    assert.ok((await ask('tools/list', {})).result);
  });

  it('ends when whoever asks is gone', async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.stdin.end();
    assert.equal(await ended, 0);
  });
});
