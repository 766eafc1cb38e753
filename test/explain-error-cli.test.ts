import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const out = path.join(root, 'out/explain-error-cli');
const log = `2026-03-04T05:06:07.000Z ERROR 1 --- [main] c.tea.App : no tea
com.azure.messaging.servicebus.ServiceBusException: Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: 'sb://sb-tea.servicebus.windows.net/cups'.
`;

describe('explain-error', () => {
  let folder = '';

  before(() => {
    const built = spawnSync(process.execPath, ['esbuild.js', '--outdir', 'out/explain-error-cli/dist'], {
      cwd: root,
    });
    assert.equal(built.status, 0, String(built.stderr));
    fs.copyFileSync(path.join(root, 'package.json'), path.join(out, 'package.json'));
    folder = fs.mkdtempSync(path.join(tmpdir(), 'explain-error-'));
  });

  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(out, { recursive: true, force: true });
  });

  function run(args: readonly string[], input: string | Buffer = '') {
    const program = path.join(out, 'dist/cli.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'explain-error', ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  it('reads standard input, and writes JSON for programs', () => {
    const { status, stdout } = run(['-', '--format', 'json'], log);
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), [
      {
        kind: 'amqp.claim',
        target: 'servicebus:sb-tea/cups',
        permission: 'Send',
        cause: 'role-missing',
        lines: [2, 2],
      },
    ]);
  });

  it('says of what is no text that it is none, and not that nothing is wrong', () => {
    const { status, stderr } = run(['-'], Buffer.from([0x50, 0x4b, 0, 1, 2]));
    assert.deepEqual([status, stderr], [2, 'Standard input: it holds no text.\n']);
  });

  it('reads a file, also as Windows PowerShell writes it, and tells people what to do', () => {
    fs.writeFileSync(path.join(folder, 'app.log'), Buffer.from(`\uFEFF${log}`, 'utf16le'));
    const { status, stdout } = run(['app.log']);
    assert.equal(status, 0);
    assert.match(stdout, /^The identity lacks 'Send' at Service Bus 'sb-tea\/cups'\./);
    assert.match(stdout, /line 2 \(amqp\.claim, role-missing\)/);
    assert.match(stdout, /'Send' a Data Sender role/);
  });

  it('says when it recognises nothing, and lists nothing', () => {
    assert.match(run(['-'], 'all is well\n').stdout, /^No error with an identity is recognised here/);
    assert.equal(run(['--format', 'json'], 'all is well\n').stdout, '[]\n');
  });

  it('lets no text of a log steer the terminal', () => {
    const { stdout } = run(['-'], 'password authentication failed for user "\u001b]0;x\u0007tea" com.azure');
    assert.ok(!/[\u001b\u0007]/.test(stdout), stdout);
  });

  it('refuses in one line what it cannot read or does not know', () => {
    for (const [args, why] of [
      [['gone.log'], /^gone\.log: there is no such file/],
      [['.', 'b.log'], /takes one file/],
      [['-', '--format', 'sarif'], /text or json/],
    ] as const) {
      const { status, stderr } = run(args);
      assert.equal(status, 2);
      assert.match(stderr, why);
      assert.equal(stderr.trim().split('\n').length, 1);
    }
  });
});
