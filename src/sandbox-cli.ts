import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { endWithOutput } from './cli/lost-output';
import { toFailure } from './lifecycle/failure';
import { readEstateFile } from './sandbox/estates/read-estate-file';
import type { EstateChoice, IdentityMode, SandboxOptions } from './sandbox/server/open';

// The same chunk the extension loads on first use; bundling it twice would double the package.
const loadSandbox = () => import('./sandbox/server/open');
type SandboxChunk = Awaited<ReturnType<typeof loadSandbox>>;

function helpText({ controlHelp, troubleKinds }: SandboxChunk): string {
  return `Runs a small embedded Azure for managed identities of Azure Spring Apps, on this machine only.

Usage: sandbox-cli [options]

  --port <number>               port to listen on; 0, the default, takes a free one
  --host <address>              127.0.0.1 (default), ::1 or localhost; others are refused
  --estate <what>               sample (default), <S>x<V>x<A> (subscriptions x services x apps), or a .json file:
                                an array of resources as Azure Resource Manager returns them; what cannot be served
                                is left aside and told
  --latency <ms>                added to every answer
  --operation-seconds <s>       how long a change takes (default 10)
  --page-size <n>               entries per page of lists (default: everything on one page)
  --read-bucket [<n>:<per s>]   ARM's read throttling per subscription and principal (documented: 250:25)
  --graph-quota                 refuse the sixteenth Resource Graph query within five seconds
  --graph-delay <s>             how late Resource Graph sees changes
  --seed <number>               makes the ids of what is created repeatable
  --record <file>               appends every request and answer as JSON lines, without secrets
  --identity-mode <vm|asa>      who answers a token request that names no identity: as Azure VMs document it, or one of
                                them, as the pages of Azure Spring Apps say (default)
  --identity-seed <n>           which one, in mode asa (default 0)
  --identity-token-seconds <s>  lifetime of the tokens of managed identities (default 86399)
  --imds                        only the token endpoint of one app, on plain HTTP; no Azure around it
  --app <service>/<app>         which app, for --imds; the first with both kinds of identity when left out
  --help                        this text

When ready it prints one line of JSON: {url, caFile, tenantId, clientId, clientSecret, estate}. Trust caFile
(NODE_EXTRA_CA_CERTS), sign in at url with the client id and secret. SIGTERM or SIGINT stops it.
With --imds the line is {imds, identityEndpoint, identityHeader, keysUrl, app, identities}: imds is for
AZURE_POD_IDENTITY_AUTHORITY_HOST, the next two are for IDENTITY_ENDPOINT and IDENTITY_HEADER.

Switches over HTTPS while it runs (no token needed):
${controlHelp.map((line) => `  ${line}`).join('\n')}

Kinds of trouble:
${Object.entries(troubleKinds)
  .map(([kind, words]) => `  ${kind.padEnd(20)}${words}`)
  .join('\n')}
`;
}

class UsageError extends Error {}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new UsageError(`--${name} needs a number from 0, not '${text}'.`);
  return value;
}

function portOf(text: string | undefined): number | undefined {
  const port = numberOf('port', text);
  if (port !== undefined && (!Number.isInteger(port) || port > 65_535))
    throw new UsageError(`--port needs a whole number from 0 to 65535, not '${text ?? ''}'.`);
  return port;
}

function openRecord(file: string | undefined): number | undefined {
  if (file === undefined) return undefined;
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw new UsageError(
      `--record: '${file}' cannot be written: ${error instanceof Error ? error.message : 'unknown'}.`,
    );
  }
}

function estateOf(text: string | undefined): EstateChoice | undefined {
  if (text === undefined || text === 'sample') return text;
  if (/^\d+x\d+x\d+$/.test(text)) return text as EstateChoice;
  if (!text.endsWith('.json'))
    throw new UsageError(`--estate needs sample, <S>x<V>x<A> or a .json file, not '${text}'.`);
  try {
    return readEstateFile(text);
  } catch (error) {
    throw new UsageError(
      `--estate: '${text}' cannot be read: ${error instanceof Error ? error.message : 'unknown'}`,
    );
  }
}

function bucketOf(text: string | undefined): SandboxOptions['readBucket'] {
  if (text === undefined) return undefined;
  const match = /^(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null)
    throw new UsageError(`--read-bucket needs <n>:<per second>, such as 250:25, not '${text}'.`);
  return { size: Number(match[1]), refillPerSecond: Number(match[2]) };
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

interface Flags {
  /** `<service>/<app>`, or `first`; a whole sandbox when left out. */
  readonly imds: string | undefined;
  readonly options: SandboxOptions;
  readonly recordFile: string | undefined;
}

function readFlags(argv: readonly string[]): Flags | 'help' {
  // `--read-bucket` alone means Azure's documented figures; parseArgs has no optional values.
  const args = argv.map((arg, i) =>
    arg === '--read-bucket' && !/^\d/.test(argv[i + 1] ?? '') ? '--read-bucket=250:25' : arg,
  );
  const text = { type: 'string' } as const;
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        port: text,
        host: text,
        estate: text,
        latency: text,
        'operation-seconds': text,
        'page-size': text,
        'read-bucket': text,
        'graph-quota': { type: 'boolean' },
        'graph-delay': text,
        seed: text,
        record: text,
        'identity-mode': text,
        'identity-seed': text,
        'identity-token-seconds': text,
        imds: { type: 'boolean' },
        app: text,
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Unknown option.';
    throw new UsageError(message.split('\n')[0]);
  }
  if (values.help === true) return 'help';
  const options = defined({
    port: portOf(values.port),
    host: values.host,
    estate: estateOf(values.estate),
    latencyMs: numberOf('latency', values.latency),
    operationSeconds: numberOf('operation-seconds', values['operation-seconds']),
    pageSize: numberOf('page-size', values['page-size']),
    readBucket: bucketOf(values['read-bucket']),
    graphQuota: values['graph-quota'],
    graphDelaySeconds: numberOf('graph-delay', values['graph-delay']),
    seed: numberOf('seed', values.seed),
    identityMode: modeOf(values['identity-mode']),
    identitySeed: numberOf('identity-seed', values['identity-seed']),
    identityTokenSeconds: numberOf('identity-token-seconds', values['identity-token-seconds']),
  });
  if (values.app !== undefined && values.imds !== true) throw new UsageError('--app is for --imds.');
  return {
    options,
    recordFile: values.record,
    imds: values.imds === true ? (values.app ?? 'first') : undefined,
  };
}

function modeOf(text: string | undefined): IdentityMode | undefined {
  if (text === undefined || text === 'vm' || text === 'asa') return text;
  throw new UsageError(`--identity-mode needs vm or asa, not '${text}'.`);
}

/** Whoever asks to stop does not wait longer than this, whatever is still open. */
const longestStop = 3000;

/**
 * Resolves with the code to end with at the first signal to stop, or when nobody can be told where it is. Only called once
 * there is something to stop in good order: before, and at the second signal, the system ends the program as it ends any other.
 */
function stopRequested(): Promise<number> {
  return new Promise((resolve) => {
    const stop = (code: number) => {
      setTimeout(() => process.exit(code), longestStop).unref();
      resolve(code);
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        stop(0);
      });
    endWithOutput(() => {
      stop(2);
    });
  });
}

const mostTold = 20;

/** Says on stderr what of a file is not served; stdout is for the one line of JSON. */
function tellLeftAside(leftAside: readonly string[]): void {
  for (const line of leftAside.slice(0, mostTold)) process.stderr.write(`Left aside: ${plainLine(line)}\n`);
  const more = leftAside.length - mostTold;
  if (more > 0) process.stderr.write(`Left aside: ${more} more.\n`);
}

/** A file's words on one line: it must not drive the terminal. */
function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
}

async function run({ options, recordFile }: Flags): Promise<number> {
  const record = openRecord(recordFile);
  const { openSandbox } = await loadSandbox();
  const sandbox = await openSandbox({
    ...options,
    ...(record === undefined
      ? {}
      : {
          record: (entry) => {
            appendFileSync(record, `${JSON.stringify(entry)}\n`);
          },
        }),
  });
  const stopping = stopRequested();
  tellLeftAside(sandbox.leftAside);
  const folder = mkdtempSync(path.join(tmpdir(), 'spring-identity-sandbox-'));
  const caFile = path.join(folder, 'ca.pem');
  writeFileSync(caFile, sandbox.caPem, { mode: 0o600 });
  const { url, tenantId, clientId, clientSecret, estate } = sandbox;
  process.stdout.write(`${JSON.stringify({ url, caFile, tenantId, clientId, clientSecret, estate })}\n`);
  const code = await stopping;
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
  if (record !== undefined) closeSync(record);
  return code;
}

async function runImds({ options, imds }: Flags): Promise<number> {
  const { openImds } = await loadSandbox();
  const alone = await openImds({
    ...options,
    ...(imds === undefined || imds === 'first' ? {} : { app: imds }),
  });
  const stopping = stopRequested();
  const { url, stop, ...told } = alone;
  process.stdout.write(`${JSON.stringify({ imds: url, ...told })}\n`);
  const code = await stopping;
  await stop();
  return code;
}

async function main(): Promise<number> {
  try {
    const flags = readFlags(process.argv.slice(2));
    if (flags !== 'help') return await (flags.imds === undefined ? run(flags) : runImds(flags));
    endWithOutput();
    process.stdout.write(helpText(await loadSandbox()));
    return 0;
  } catch (error) {
    const usage = error instanceof UsageError;
    const message = usage
      ? `${error.message} See --help.`
      : toFailure(error, 'The sandbox could not start.').message;
    process.stderr.write(`${plainLine(message)}\n`);
    return 2;
  }
}

void main().then((code) => {
  // Whatever is still open must not keep a program that has said why it ends.
  process.stdout.write('', () => {
    // What went wrong with it is told first.
    setImmediate(() => process.exit(code));
  });
});
