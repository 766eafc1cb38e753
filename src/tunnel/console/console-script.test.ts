import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import fc from 'fast-check';

import { Failure } from '../../lifecycle/failure';
import type { RawAnswer, RawRequest } from '../ports';
import { ConsoleOutput, type ConsoleOutcome } from './console-output';
import { consoleScript, type ConsoleScript } from './console-script';
import { consoleEncodings, type ConsoleTool } from './console-tools';

/** Programs of this machine that a test may put on the PATH of a shell; `name` is what the script calls. */
const programs = {
  'nc (OpenBSD)': { name: 'nc', file: '/bin/nc.openbsd' },
  'nc (traditional)': { name: 'nc', file: '/bin/nc.traditional' },
  'nc (Nmap)': { name: 'nc', file: '/usr/bin/ncat' },
  'nc (BusyBox)': { name: 'nc', file: '/bin/busybox' },
  bash: { name: 'bash', file: '/bin/bash' },
  curl: { name: 'curl', file: '/usr/bin/curl' },
  'wget (GNU)': { name: 'wget', file: '/usr/bin/wget' },
  'wget (BusyBox)': { name: 'wget', file: '/bin/busybox' },
  java: { name: 'java', file: '/usr/bin/java' },
} as const;
type Program = keyof typeof programs;

const toolOf: Readonly<Record<Program, ConsoleTool>> = {
  'nc (OpenBSD)': 'nc',
  'nc (traditional)': 'nc',
  'nc (Nmap)': 'nc',
  'nc (BusyBox)': 'nc',
  bash: 'bash',
  curl: 'curl',
  'wget (GNU)': 'wget',
  'wget (BusyBox)': 'busybox-wget',
  java: 'java',
};

const shells = {
  dash: ['/bin/dash'],
  bash: ['/bin/bash', '--norc'],
  'BusyBox sh': ['/bin/busybox', 'sh'],
} as const;
type Shell = keyof typeof shells;

/** Every program missing here is a failure, not a skip: the rig installs them (`test/rig/console-tools.mjs`). */
function pathWith(folder: string, wanted: readonly Program[], extra: readonly string[] = []): string {
  const bin = fs.mkdtempSync(path.join(folder, 'bin-'));
  for (const { name, file } of wanted.map((one) => programs[one])) {
    assert.ok(fs.existsSync(file), `${file} is missing: npm test installs it`);
    fs.symlinkSync(fs.realpathSync(file), path.join(bin, name));
  }
  for (const name of extra) fs.symlinkSync(path.join('/usr/bin', name), path.join(bin, name));
  return bin;
}

const id = () => randomBytes(16).toString('hex');

interface ShellRun {
  readonly shell: Shell;
  readonly PATH: string;
  readonly script: string;
}

/** Types a script into a shell that is not on a terminal. */
async function typeInto({ shell, PATH, script }: ShellRun): Promise<Buffer> {
  const [program, ...args] = shells[shell];
  const child = spawn(program, args, {
    env: { PATH, HOME: '/nonexistent' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => out.push(data));
  child.stdin.end(script);
  const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  return Buffer.concat(out);
}

/** The same through a terminal, with prompts and echo, as `script` of util-linux makes one. */
async function typeIntoTerminal({ shell, PATH, script }: ShellRun): Promise<Buffer> {
  const child = spawn('/usr/bin/script', ['-qec', `${shells[shell].join(' ')} -i`, '/dev/null'], {
    env: { PATH, HOME: '/nonexistent', TERM: 'xterm', SHELL: '/bin/dash' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const out: Buffer[] = [];
  child.stdout.on('data', (data: Buffer) => out.push(data));
  child.stdin.write(script);
  child.stdin.end('exit\n');
  const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  return Buffer.concat(out);
}

/** Reads in pieces of every size between 1 and 97 bytes, as a network would cut them. */
function outcomeIn(printed: Buffer, of: string): ConsoleOutcome | undefined {
  const output = new ConsoleOutput(of);
  for (let at = 0, size = 1; at < printed.length; at += size, size = (size % 97) + 1) {
    const outcome = output.push(printed.subarray(at, at + size));
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

function answerIn(printed: Buffer, of: string): { answer: RawAnswer; tool: string; encoding: string } {
  const outcome = outcomeIn(printed, of);
  assert.equal(
    outcome?.kind,
    'answer',
    `${JSON.stringify(outcome)} in: ${printed.toString('latin1').slice(-2000)}`,
  );
  return outcome;
}

const tokenRequest: RawRequest = {
  method: 'GET',
  target: '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net',
  headers: { Metadata: 'true' },
};

describe('console script', function () {
  // The JDK compiles the program anew for every exchange.
  this.timeout(60_000);

  let folder: string;
  let port: number;
  let answer: {
    status: number;
    reason: string;
    headers: Record<string, string>;
    pieces: readonly (string | Buffer)[];
  };
  let asked: { method: string; url: string; headers: Record<string, unknown>; body: string }[];

  const server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (data: Buffer) => body.push(data));
    request.on('end', () => {
      asked.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(body).toString(),
      });
      response.writeHead(answer.status, answer.reason, answer.headers);
      for (const piece of answer.pieces) response.write(piece);
      response.end();
    });
  });

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'console-script-'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  beforeEach(() => {
    asked = [];
    answer = ok;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const ok = {
    status: 200,
    reason: 'OK',
    headers: { 'Content-Type': 'application/json; charset=utf-8', Server: 'IMDS/150.870.65.512' },
    // Chunked, with line ends of both kinds, a tab, percent signs, an escape sequence and text beyond ASCII.
    pieces: ['{"access_token":"Grüße 100%20",\r\n\t"d":"x\x1b[31m"}\n', 'tail'],
  };
  const okBody = ok.pieces.join('');
  const notFound = {
    status: 400,
    reason: 'Bad Request',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    pieces: ['{"error":"invalid_request","error_description":"Identity not found"}'],
  };

  function script(rest: Partial<ConsoleScript> = {}): { id: string; script: string } {
    const it = id();
    return {
      id: it,
      script: consoleScript({
        id: it,
        request: tokenRequest,
        to: { host: '127.0.0.1', port },
        waitSeconds: 5,
        ...rest,
      }),
    };
  }

  for (const shell of Object.keys(shells) as Shell[])
    for (const program of Object.keys(programs) as Program[])
      describe(`in ${shell} with ${program} alone`, () => {
        // Debian's BusyBox runs its applets whatever the PATH says, so there the script must be told what to use.
        const tools = shell === 'BusyBox sh' || program.includes('BusyBox') ? [toolOf[program]] : undefined;
        const made = () => script(tools === undefined ? {} : { tools });

        it('brings status, headers and body of an answer', async () => {
          const it = made();
          const printed = await typeInto({ shell, PATH: pathWith(folder, [program]), script: it.script });
          const got = answerIn(printed, it.id);
          assert.equal(got.tool, toolOf[program]);
          assert.equal(got.answer.status, 200);
          assert.equal(got.answer.reason, 'OK');
          assert.equal(got.answer.headers['content-type'], 'application/json; charset=utf-8');
          assert.equal(got.answer.headers['server'], 'IMDS/150.870.65.512');
          assert.equal(Buffer.from(got.answer.body).toString('utf8'), okBody);
          assert.deepEqual(
            asked.map(({ method, url, headers }) => [method, url, headers['metadata'], headers['host']]),
            [['GET', tokenRequest.target, 'true', `127.0.0.1:${port}`]],
          );
        });

        it('brings the status of an error, with its body where the program shows it', async () => {
          answer = notFound;
          const it = made();
          const printed = await typeInto({ shell, PATH: pathWith(folder, [program]), script: it.script });
          const got = answerIn(printed, it.id).answer;
          assert.deepEqual([got.status, got.reason], [400, 'Bad Request']);
          const body = Buffer.from(got.body).toString();
          assert.equal(body, program === 'wget (BusyBox)' ? '' : notFound.pieces[0]);
          assert.equal(asked.length, 1);
        });
      });

  for (const encoding of consoleEncodings)
    it(`carries 300 KiB of text in ${encoding}, unchanged`, async () => {
      const line = `${'x'.repeat(70)}é€😀 %41 \\ "quoted" \t$HOME \r`;
      const pieces = Array.from({ length: 3000 }, (_, i) => `${i} ${line}${i % 3 === 0 ? '\n' : '\r\n'}`);
      answer = { ...ok, pieces };
      const it = script({ tools: ['nc'], encodings: [encoding] });
      const PATH = pathWith(folder, ['nc (OpenBSD)'], encoding === 'text' ? [] : [encoding]);
      const got = answerIn(await typeInto({ shell: 'dash', PATH, script: it.script }), it.id);
      assert.equal(got.encoding, encoding);
      assert.ok(
        Buffer.from(got.answer.body).equals(Buffer.from(pieces.join(''))),
        'the body is the same bytes',
      );
    });

  it('carries every byte in base64 and od', async () => {
    const every = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    answer = {
      ...ok,
      headers: { ...ok.headers, 'Content-Length': '512' },
      pieces: [every, every],
    };
    for (const encoding of ['base64', 'od'] as const) {
      const it = script({ tools: ['nc'], encodings: [encoding] });
      const PATH = pathWith(folder, ['nc (OpenBSD)'], [encoding]);
      const got = answerIn(await typeInto({ shell: 'dash', PATH, script: it.script }), it.id);
      assert.ok(Buffer.from(got.answer.body).equals(Buffer.concat([every, every])), encoding);
    }
  });

  for (const shell of Object.keys(shells) as Shell[])
    it(`comes through a terminal of ${shell}, with its echo, prompts and line ends`, async () => {
      const it = script({ tools: ['nc'], encodings: ['text'] });
      const PATH = pathWith(folder, ['nc (OpenBSD)']);
      const printed = await typeIntoTerminal({ shell, PATH, script: it.script });
      // Otherwise this would not be the case that it is about.
      assert.ok(printed.includes('T_nc'), 'the terminal echoed the script');
      assert.equal(Buffer.from(answerIn(printed, it.id).answer.body).toString(), okBody);
    });

  it('says that there is nothing to ask with', async () => {
    for (const shell of ['dash', 'bash'] as const) {
      // Bash tells itself to a script under its own name only when it is on the PATH.
      const it = script();
      const printed = await typeInto({ shell, PATH: pathWith(folder, []), script: it.script });
      assert.deepEqual(outcomeIn(printed, it.id), { kind: 'none', present: [] }, shell);
    }
  });

  it('names the programs that got no answer', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const nobody = (closed.address() as AddressInfo).port;
    await new Promise((resolve) => closed.close(resolve));
    const it = script({ to: { host: '127.0.0.1', port: nobody } });
    const PATH = pathWith(folder, ['nc (OpenBSD)', 'curl', 'wget (GNU)', 'bash']);
    const printed = await typeInto({ shell: 'dash', PATH, script: it.script });
    assert.deepEqual(outcomeIn(printed, it.id), { kind: 'none', present: ['nc', 'bash', 'curl', 'wget'] });
  });

  it('goes on to the next tool when the first one fails', async () => {
    const bin = pathWith(folder, ['curl']);
    fs.writeFileSync(path.join(bin, 'nc'), '#!/bin/dash\necho usage: nc\nexit 1\n', { mode: 0o755 });
    const it = script();
    const got = answerIn(await typeInto({ shell: 'dash', PATH: bin, script: it.script }), it.id);
    assert.equal(got.tool, 'curl');
  });

  it('posts a body', async () => {
    for (const [program, tool] of Object.entries(toolOf) as [Program, ConsoleTool][]) {
      asked = [];
      const request: RawRequest = {
        method: 'POST',
        target: '/token',
        headers: {},
        body: "@resource='a b'&x=$(id)",
      };
      const it = script({ request, tools: [tool] });
      answerIn(
        await typeInto({ shell: 'dash', PATH: pathWith(folder, [program]), script: it.script }),
        it.id,
      );
      assert.deepEqual(
        asked.map(({ method, body }) => [method, body]),
        [['POST', request.body]],
        program,
      );
    }
  });

  it('leaves the shell as it was: a second script runs in it', async () => {
    const [one, two] = [script({ tools: ['nc'] }), script({ tools: ['nc'] })];
    const PATH = pathWith(folder, ['nc (OpenBSD)']);
    const both = `T=before\n${one.script}${two.script}echo "[$T$H$r]"\n`;
    const printed = await typeInto({ shell: 'dash', PATH, script: both });
    assert.equal(answerIn(printed, one.id).answer.status, 200);
    assert.equal(answerIn(printed, two.id).answer.status, 200);
    assert.ok(printed.includes('[before]'), printed.toString('latin1').slice(-200));
  });

  it('has no line that a terminal would cut, and no marker in what is typed', () => {
    const it = script({
      request: { ...tokenRequest, target: `/${"'".repeat(4000)}`, body: 'b'.repeat(9000) },
    });
    assert.ok(it.script.split('\n').every((line) => line.length < 1500));
    assert.ok(!it.script.includes(it.id));
    assert.doesNotMatch(it.script, /[^\x20-\x7e\n]/);
  });

  it('hands any printable text to the endpoint as it is, through a real shell', async () => {
    const PATH = pathWith(folder, ['nc (OpenBSD)']);
    const text = fc.string({ unit: fc.constantFrom(...printables), maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(text, text, async (target, header) => {
        asked = [];
        const words = header.trim();
        const request: RawRequest = {
          method: 'GET',
          target: `/${target.replaceAll(' ', '')}`,
          headers: { 'X-Words': words },
        };
        const it = script({ request, tools: ['nc'] });
        const printed = await typeInto({ shell: 'dash', PATH, script: it.script });
        answerIn(printed, it.id);
        assert.deepEqual(
          asked.map(({ url, headers }) => [url, headers['x-words']]),
          [[request.target, words]],
        );
      }),
      { numRuns: 150, seed: 20260831 },
    );
  });

  it('refuses whatever is not printable ASCII, without repeating it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom('target', 'header', 'name', 'body'),
        (text, where) => {
          const canary = `canary${text}\n`;
          const request: RawRequest = {
            method: 'POST',
            target: where === 'target' ? `/${canary}` : '/',
            headers: where === 'header' ? { X: canary } : where === 'name' ? { [canary]: 'x' } : {},
            ...(where === 'body' && { body: canary }),
          };
          assert.throws(
            () => script({ request }),
            (error) => Failure.is(error, 'invalid') && !error.message.includes('canary'),
          );
        },
      ),
      { numRuns: 500, seed: 20260831 },
    );
  });

  it('refuses a host or an identifier that is none', () => {
    for (const host of ["127.0.0.1';id", '-x', 'a b', ''])
      assert.throws(
        () => script({ to: { host, port: 80 } }),
        (error) => Failure.is(error, 'invalid'),
        host,
      );
    assert.throws(
      () => script({ id: 'short' }),
      (error) => Failure.is(error, 'unexpected'),
    );
    assert.throws(
      () => script({ to: { host: 'x', port: 70_000 } }),
      (error) => Failure.is(error, 'invalid'),
    );
  });
});

const printables = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
