import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';

import { guidOf, PretendEndpoint, pretendIdentities } from '../../test/token/pretend-endpoint';
import { preparePythonClient, type PythonClient } from '../../test/token/python-client';
import { Redactor, type Log } from '../lifecycle/log';
import { TokenBroker } from '../token/broker/broker';
import { identityEnvironment } from '../token/environment';
import { TokenOwner } from '../token/held-token';
import { openLocalEndpoint, type LocalEndpoint } from './endpoint/local-endpoint';
import { systemClock } from './system-clock';
import { readSocketOwners } from '../disk/socket-owner';

const clients = path.resolve(__dirname, '../../test/token/clients');
const guard = path.resolve(__dirname, '../../test/rig/guard/network-guard.cjs');

interface Printed {
  readonly clientId?: string;
  readonly audience?: string;
  /** Milliseconds until the client takes the token for expired. */
  readonly left?: number;
  readonly error?: string;
}

const quiet = (): void => undefined;
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** Runs a client in a process of its own, with an environment of nothing but what it is given. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const { PATH, HOME, NETWORK_GUARD_FILE } = process.env;
    const child = spawn(program, args, { env: { PATH, HOME, NETWORK_GUARD_FILE, ...env }, timeout: 60_000 });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.stderr.on('data', (part: Buffer) => (err += part.toString()));
    child.once('error', reject);
    child.once('close', () => {
      try {
        resolve(JSON.parse(out) as Printed);
      } catch {
        reject(new Error(`The client printed "${out}" and said "${err}".`));
      }
    });
  });
}

describe('real Azure clients at the local endpoint, each in a fresh process', function () {
  this.timeout(240_000);
  let far: PretendEndpoint;
  let broker: TokenBroker;
  let endpoint: LocalEndpoint;
  beforeEach(async () => {
    const redactor = new Redactor();
    far = new PretendEndpoint(pretendIdentities(3));
    const owner = new TokenOwner(redactor);
    broker = new TokenBroker({ route: far, protocol: { kind: 'imds' }, owner, clock: systemClock });
    endpoint = await openLocalEndpoint({
      broker,
      log,
      redactor,
      now: Date.now,
      form: 'imds',
      peer: readSocketOwners,
    });
  });
  afterEach(async () => {
    await endpoint.close();
    broker.dispose();
  });

  /** What a terminal opened as the app has, with one of the two protocols taken out or with both. */
  function environment(form: 'imds' | 'app-service' | 'both', clientId?: string): NodeJS.ProcessEnv {
    const full = identityEnvironment(endpoint, clientId === undefined ? {} : { clientId });
    const drop: readonly string[] =
      form === 'imds'
        ? ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER']
        : form === 'app-service'
          ? ['AZURE_POD_IDENTITY_AUTHORITY_HOST']
          : [];
    return Object.fromEntries(
      Object.entries(full).flatMap(([k, v]) => (v === null || drop.includes(k) ? [] : [[k, v]])),
    );
  }

  function asExpected(printed: Printed, clientId: string): void {
    assert.equal(printed.error, undefined);
    assert.equal(printed.clientId, clientId);
    assert.equal(printed.audience, 'https://vault.azure.net');
    assert.ok(
      (printed.left ?? 0) > 80_000_000,
      `the client takes the token for expired in ${printed.left} ms`,
    );
  }

  const node = (file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Printed> =>
    run(process.execPath, ['--require', guard, path.join(clients, file), ...args], env);

  for (const form of ['imds', 'app-service', 'both'] as const) {
    it(`@azure/identity ManagedIdentityCredential gets a token without a client ID (${form})`, async () => {
      asExpected(await node('azure-identity.cjs', ['managed'], environment(form)), guidOf(100));
    });

    it(`@azure/identity ManagedIdentityCredential gets the identity it names (${form})`, async () => {
      asExpected(await node('azure-identity.cjs', ['managed', guidOf(102)], environment(form)), guidOf(102));
    });

    it(`@azure/identity DefaultAzureCredential gets the identity of AZURE_CLIENT_ID (${form})`, async () => {
      asExpected(await node('azure-identity.cjs', ['default'], environment(form, guidOf(101))), guidOf(101));
    });

    it(`@azure/msal-node gets the identity it names, and one without (${form})`, async () => {
      asExpected(await node('msal-node.cjs', [guidOf(102)], environment(form)), guidOf(102));
      asExpected(await node('msal-node.cjs', [], environment(form)), guidOf(100));
    });
  }

  it('@azure/identity says what is wrong when the identity is not assigned, after one exchange', async () => {
    const printed = await node('azure-identity.cjs', ['managed', guidOf(999)], environment('imds'));
    assert.match(printed.error ?? '', /Identity not found/);
    assert.equal(far.requests.length, 1);
  });

  describe('azure-identity for Python, from Debian packages', () => {
    let python: PythonClient;
    before(() => {
      python = preparePythonClient();
    });

    const ask = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Printed> =>
      run(python.interpreter, [path.join(clients, 'azure_identity.py'), ...args], {
        ...env,
        PYTHONPATH: python.modules,
        PYTHONDONTWRITEBYTECODE: '1',
      });

    for (const form of ['imds', 'app-service', 'both'] as const)
      it(`gets the identity it names, one without, and that of AZURE_CLIENT_ID (${form})`, async () => {
        asExpected(await ask(['managed', guidOf(102)], environment(form)), guidOf(102));
        asExpected(await ask(['managed'], environment(form)), guidOf(100));
        asExpected(await ask(['default'], environment(form, guidOf(101))), guidOf(101));
      });
  });
});
