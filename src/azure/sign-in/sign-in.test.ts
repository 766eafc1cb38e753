import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { keepingLog, SandboxedAzure } from '../../../test/azure/sandboxed';
import type { Cloud } from '../../account/cloud';
import type { SignIn } from '../../account/sign-in';
import { Failure } from '../../lifecycle/failure';
import type { Redactor } from '../../lifecycle/log';
import { readsOnly } from '../../operations/reads-only';
import { openAzure, openCliSignIn, openEnvironmentSignIn } from '../open';
import { createCliSource } from './cli';

const variables = [
  'PATH',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_CLIENT_SECRET',
  'AZURE_ADDITIONALLY_ALLOWED_TENANTS',
] as const;

describe('signing in', function () {
  // Real TLS and real processes: a busy machine needs longer, a broken one fails all the same.
  this.timeout(60_000);

  let rig: SandboxedAzure;
  let opened: SignIn | undefined;
  let folder: string;
  const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));

  beforeEach(async () => {
    rig = await SandboxedAzure.start();
    folder = await mkdtemp(path.join(tmpdir(), 'sign-in-'));
  });
  afterEach(async () => {
    for (const name of variables)
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    opened?.dispose();
    opened = undefined;
    await rm(folder, { recursive: true });
    await rig.stop();
  });

  const cloud = (): Cloud => rig.signIn.cloud;
  const deps = (): { cloud: Cloud; log: ReturnType<typeof keepingLog>; redactor: Redactor } => ({
    cloud: cloud(),
    log: keepingLog(rig.lines),
    redactor: rig.redactor,
  });
  const counts = (route: string): number => rig.sandbox.requests.read().byRoute[route] ?? 0;

  describe('with a client secret', () => {
    it('asks for tenants once and for subscriptions once per tenant', async () => {
      const listing = await rig.signIn.list(rig.signal);

      assert.equal(listing.subscriptions.length, 3);
      assert.equal(new Set(listing.subscriptions.map(({ tenantId }) => tenantId)).size, 2);
      assert.equal(new Set(listing.subscriptions.map(({ key }) => key)).size, 3);
      assert.deepEqual([listing.failures, listing.lockedTenants, listing.filteredOut], [[], [], 0]);
      assert.equal(counts('GET /tenants'), 1);
      assert.equal(counts('GET /subscriptions'), 2);
    });

    it('follows the pages of tenants and subscriptions', async () => {
      await rig.stop();
      rig = await SandboxedAzure.start({ pageSize: 1 });

      assert.equal((await rig.signIn.list(rig.signal)).subscriptions.length, 3);
    });

    it('says a wrong secret in Entra’s words, without the secret', async () => {
      const wrong = new SandboxedAzure(rig.sandbox, { clientSecret: 'not-the-secret-at-all' });

      await assert.rejects(wrong.signIn.list(rig.signal), (error) => {
        assert.ok(Failure.is(error, 'unauthorized'), String(error));
        assert.match(error.why, /AADSTS7000215/);
        assert.ok(!error.message.includes('not-the-secret-at-all'));
        return true;
      });
    });

    it('says certificate, not sign-in, when the authority is not who it should be', async () => {
      const other = await SandboxedAzure.start();
      try {
        const wrong = new SandboxedAzure(rig.sandbox, { ca: other.sandbox.caPem });
        await assert.rejects(wrong.signIn.list(rig.signal), (error) => Failure.is(error, 'certificate'));
      } finally {
        await other.stop();
      }
    });

    it('says offline when the authority cannot be reached', async () => {
      await rig.sandbox.stop();

      await assert.rejects(rig.signIn.list(rig.signal), (error) => Failure.is(error, 'offline'));
    });

    it('lists the other tenant when one fails', async () => {
      rig.sandbox.trouble.add({ kind: 'forbidden', path: '/subscriptions', times: 1 });

      const listing = await rig.signIn.list(rig.signal);

      assert.equal(listing.failures.length, 1);
      assert.equal(listing.failures[0]?.failure.code, 'forbidden');
      assert.ok(listing.subscriptions.length > 0 && listing.subscriptions.length < 3);
    });

    it('answers the claims challenge of ARM by asking for a token with these claims', async () => {
      const { subscription, app } = await rig.app('orders');
      const rule = rig.sandbox.trouble.add({ kind: 'claims-challenge', path: app.id });

      const read = await rig.azure.reader.getApp(subscription, app.id, rig.signal);

      assert.equal(read?.name, 'orders');
      assert.ok(rig.sandbox.trouble.list().find(({ id }) => id === rule.id)?.struck);
    });

    it('gets a really new token when ARM says the one it has expired', async () => {
      const { subscription, app } = await rig.app('orders');
      rig.sandbox.trouble.add({ kind: 'token-expired', path: app.id, times: 1 });
      const tokens = counts('POST sign-in');

      assert.equal((await rig.azure.reader.getApp(subscription, app.id, rig.signal))?.name, 'orders');
      assert.equal(counts('POST sign-in'), tokens + 1);
    });

    it('registers every token with the redactor', async () => {
      const token = await rig.signIn.token(
        { accountId: 'a', tenantId: rig.sandbox.tenantId, scope: cloud().armScope },
        rig.signal,
      );

      assert.equal(rig.redactor.redact(`x${token.token}x`), 'x[redacted]x');
      assert.ok(token.expiresOn > Date.now());
      assert.ok(!rig.lines.join('\n').includes(token.token));
    });
  });

  describe('with Azure CLI', () => {
    /** A stand-in `az` as the first and, but for the shell's own folder, only program folder of the PATH. */
    async function install(script: string): Promise<void> {
      const az = path.join(folder, 'az');
      await writeFile(az, `#!${process.execPath}\n${script}`);
      await chmod(az, 0o755);
      process.env['PATH'] = folder;
    }

    /** Prints a token of the sandbox for the tenant asked, in the form of `az account get-access-token`. */
    async function signedInAz(): Promise<void> {
      const tenants = [...new Set((await rig.subscriptions()).map(({ tenantId }) => tenantId))];
      const tokens: Record<string, string> = {};
      for (const tenantId of tenants)
        tokens[tenantId] = (
          await rig.signIn.token({ accountId: 'a', tenantId, scope: cloud().armScope }, rig.signal)
        ).token;
      await install(`
        const { appendFileSync } = require('node:fs');
        const tokens = ${JSON.stringify(tokens)};
        const tenant = process.argv[process.argv.indexOf('--tenant') + 1] || '';
        const asked = process.argv.includes('--tenant') ? tenant : ${JSON.stringify(rig.sandbox.tenantId)};
        appendFileSync(${JSON.stringify(path.join(folder, 'calls'))}, process.argv.slice(2).join(' ') + '\\n');
        const expires_on = Math.floor(Date.now() / 1000) + 3000;
        console.log(JSON.stringify({ accessToken: tokens[asked], expires_on, tenant: asked, tokenType: 'Bearer' }));
      `);
    }

    it('reads subscriptions and services with the tokens az prints, one per tenant', async () => {
      await signedInAz();
      opened = openCliSignIn(deps());
      const azure = openAzure({ signIn: opened, log: keepingLog(rig.lines), witness: readsOnly });

      const { subscriptions, failures } = await opened.list(rig.signal);
      const { bySubscription } = await azure.reader.listServices(subscriptions, rig.signal);
      azure.dispose();

      assert.deepEqual(failures, []);
      assert.equal(subscriptions.length, 3);
      assert.ok(subscriptions.every(({ accountLabel }) => accountLabel === 'Azure CLI'));
      assert.ok(bySubscription.every((entry) => 'services' in entry));
      const calls = (await readFile(path.join(folder, 'calls'), 'utf8')).trim().split('\n');
      assert.ok(calls.every((call) => call.includes(`--resource ${rig.sandbox.url}`)));
      assert.ok(calls.some((call) => call.includes(`--tenant ${subscriptions[0]?.tenantId ?? ''}`)));
    });

    it('shows only the chosen subscriptions and counts the others', async () => {
      await signedInAz();
      const [chosen] = await rig.subscriptions();
      assert.ok(chosen);
      const filter = [`${chosen.tenantId}/${chosen.subscriptionId}`.toUpperCase()];
      opened = openCliSignIn({ ...deps(), filter });

      const listing = await opened.list(rig.signal);

      assert.deepEqual(
        listing.subscriptions.map(({ subscriptionId }) => subscriptionId),
        [chosen.subscriptionId],
      );
      assert.equal(listing.filteredOut, 2);
    });

    it('says that az is missing', async () => {
      process.env['PATH'] = folder;
      opened = openCliSignIn(deps());

      await assert.rejects(opened.list(rig.signal), (error) => {
        assert.ok(Failure.is(error, 'tool-missing'), String(error));
        assert.match(error.remedy ?? '', /aka\.ms\/azure-cli/);
        return true;
      });
    });

    it('says signed out, and the command to run, when az is not logged in', async () => {
      await install(`console.error("ERROR: Please run 'az login' to setup account."); process.exit(1);`);
      opened = openCliSignIn(deps());

      await assert.rejects(opened.list(rig.signal), (error) => {
        assert.ok(Failure.is(error, 'signed-out'), String(error));
        assert.match(error.remedy ?? '', /`az login`/);
        return true;
      });
      await assert.rejects(opened.signIn(), (error) => Failure.is(error, 'signed-out'));
    });

    it('offers a tenant that needs a login of its own instead of failing', async () => {
      await signedInAz();
      const script = await readFile(path.join(folder, 'az'), 'utf8');
      const other = (await rig.subscriptions()).find(({ tenantId }) => tenantId !== rig.sandbox.tenantId);
      assert.ok(other);
      await writeFile(
        path.join(folder, 'az'),
        script.replace(
          'const expires_on',
          `if (asked === '${other.tenantId}') { console.error('AADSTS50076: use MFA. Run: az login --tenant x'); process.exit(1); }
           const expires_on`,
        ),
      );
      opened = openCliSignIn(deps());

      const listing = await opened.list(rig.signal);

      assert.deepEqual(
        listing.lockedTenants.map(({ tenantId }) => tenantId),
        [other.tenantId],
      );
      assert.ok(listing.subscriptions.every(({ tenantId }) => tenantId === rig.sandbox.tenantId));
    });

    it('does not wait for ever for an az that hangs', async () => {
      await install(`setInterval(() => undefined, 1000);`);
      const source = createCliSource(cloud(), 500);

      await assert.rejects(
        source.getToken(cloud().armScope, { abortSignal: rig.signal }),
        (error) => Failure.is(error, 'timeout') && error.why.includes('did not end'),
      );
    });

    it('quotes what else az has to say', async () => {
      await install(`console.error('ERROR: The disk is on fire'); process.exit(3);`);
      opened = openCliSignIn(deps());

      await assert.rejects(
        opened.list(rig.signal),
        (error) => Failure.is(error, 'unauthorized') && error.why.includes('The disk is on fire'),
      );
    });
  });

  describe('with environment variables', () => {
    function setPrincipal(): void {
      process.env['AZURE_TENANT_ID'] = rig.sandbox.tenantId;
      process.env['AZURE_CLIENT_ID'] = rig.sandbox.clientId;
      process.env['AZURE_CLIENT_SECRET'] = rig.sandbox.clientSecret;
    }

    it('reads all tenants the variables allow', async () => {
      setPrincipal();
      process.env['AZURE_ADDITIONALLY_ALLOWED_TENANTS'] = '*';
      opened = openEnvironmentSignIn(deps());

      const listing = await opened.list(rig.signal);

      assert.equal(listing.subscriptions.length, 3);
      assert.deepEqual(listing.failures, []);
    });

    it('reads its own tenant and reports the others when they are not allowed', async () => {
      setPrincipal();
      opened = openEnvironmentSignIn(deps());

      const listing = await opened.list(rig.signal);

      assert.ok(listing.subscriptions.length > 0);
      assert.ok(listing.subscriptions.every(({ tenantId }) => tenantId === rig.sandbox.tenantId));
      assert.equal(listing.failures.length, 1);
    });

    it('says which variables are missing', async () => {
      opened = openEnvironmentSignIn(deps());

      await assert.rejects(opened.list(rig.signal), (error) => {
        assert.ok(Failure.is(error, 'signed-out'), String(error));
        assert.match(error.why, /AZURE_CLIENT_SECRET/);
        return true;
      });
    });

    it('tells a refused secret from missing variables', async () => {
      setPrincipal();
      process.env['AZURE_CLIENT_SECRET'] = 'not-the-secret-at-all';
      opened = openEnvironmentSignIn(deps());

      await assert.rejects(
        opened.list(rig.signal),
        (error) => Failure.is(error, 'unauthorized') && error.why.includes('AADSTS7000215'),
      );
    });
  });
});
