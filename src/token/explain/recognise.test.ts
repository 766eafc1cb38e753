import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { needsReference, referenceFolder } from '../../../test/sandbox/reference';
import { refusalsIn } from './recognise';
import { plain } from '../../lifecycle/text';
import type { Told } from './meanings/meaning';
import { meaningOf } from './meanings/meaning-of';
import { causes, type Refusal } from './refusal';
import { computedMs } from '../../../test/cpu-time';

const principal = '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';
const client = '0f1e2d3c-4b5a-4968-8776-655443322110';
const refused = (vault: string): string =>
  `com.azure.core.exception.HttpResponseException: Status code 403, "{\\"error\\":{\\"code\\":\\"Forbidden\\",\\"message\\":\\"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=${client};oid=${principal};iss=x\\r\\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\\r\\nVault: ${vault};location=x\\",\\"innererror\\":{\\"code\\":\\"ForbiddenByRbac\\"}}}"`;
const at = (seconds: number, words: string): string =>
  `2026-03-04T05:06:${String(seconds).padStart(2, '0')}.000Z ERROR 1 --- [main] c.tea.App : ${words}`;
const kindsIn = (text: string): readonly string[] => refusalsIn(text).map(({ kind }) => kind);

describe('recognising errors with identities', () => {
  it('counts the same error once, and keeps errors at two targets apart', () => {
    const text = [at(1, refused('kv-a')), at(2, refused('kv-b')), at(3, refused('kv-a'))].join('\n');
    assert.deepEqual(
      refusalsIn(text).map(({ target, lines }) => ({ target, lines })),
      [
        { target: 'keyvault:kv-a', lines: [1, 1] },
        { target: 'keyvault:kv-b', lines: [2, 2] },
      ],
    );
  });

  it('takes the deepest error of a chain, whatever wraps it', () => {
    const text = [
      '(BadRequest) 112404: Failed to wait for deployment instances to be ready.',
      at(1, 'Application run failed'),
      "java.lang.IllegalStateException: Failed to configure KeyVault property source 'tea'",
      `Caused by: ${refused('kv-a')}`,
    ].join('\n');
    assert.deepEqual(kindsIn(text), ['kv.rbac']);
  });

  it('keeps a wrapper whose cause is not there', () => {
    assert.deepEqual(kindsIn(at(1, 'Managed Identity authentication is not available.')), [
      'mi.java-wrapper',
    ]);
  });

  it('leaves out the members of a chain that are never the cause', () => {
    const text = `EnvironmentCredential authentication unavailable. Environment variables are not fully configured.
WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.
ManagedIdentityCredential authentication unavailable. {"statusCode":400,"message":"Unable to load the proper Managed Identity."}
AzureCliCredential authentication unavailable. Azure CLI not installed`;
    assert.deepEqual(kindsIn(text), ['mi.no-system-identity']);
  });

  it('says what the token was for when a line near by does', () => {
    const scope = 'https://servicebus.azure.net/.default';
    const text = [
      at(
        1,
        'ManagedIdentityCredential: {"error":"invalid_request","error_description":"Identity not found"}',
      ),
      at(
        2,
        `Azure Identity => ERROR in getToken() call for scopes [${scope}]: Managed Identity authentication failed, see inner exception for more information.`,
      ),
    ].join('\n');
    assert.deepEqual(refusalsIn(text), [
      {
        kind: 'mi.identity-not-found',
        target: `scope:${scope}`,
        cause: 'identity-not-assigned',
        lines: [1, 1],
      },
    ] satisfies Refusal[]);
  });

  describe('reads through', () => {
    const expected = ['kv.rbac', client, 'keyvault:kv-a'];
    const read = (text: string): readonly (string | undefined)[] => {
      const [only, ...others] = refusalsIn(text);
      assert.deepEqual(others, []);
      return [only?.kind, only?.identity?.clientId, only?.target];
    };
    const forms: Readonly<Record<string, string>> = {
      'JSON in JSON': JSON.stringify({ message: JSON.stringify({ errorDescription: refused('kv-a') }) }),
      'records of a log stream': JSON.stringify({
        TimeStamp: '2026-03-04',
        Log: `F Caused by: ${refused('kv-a')}`,
      }),
      colours: `\u001b[31mERROR\u001b[0m ${refused('kv-a')}`,
      'colours that lost their escape': `[31mERROR[0;39m ${refused('kv-a')}`,
      'entities of XML': refused('kv-a').replaceAll('"', '&quot;'),
      'prefixes of instances': `[tea-default-3-7f9c-x2x9k] ${refused('kv-a')}`,
      'lines that a terminal broke': (at(1, refused('kv-a')).match(/.{1,80}/g) ?? []).join('\n'),
      'Windows line ends': `${at(1, 'failed')}\r\n${refused('kv-a')}\r\n`,
      'quotes around lines': `"${refused('kv-a')}"`,
    };
    for (const [name, text] of Object.entries(forms))
      it(name, () => {
        assert.deepEqual(read(text), expected);
      });

    it('a record in parts', () => {
      const [start, end] = [refused('kv-a').slice(0, 130), refused('kv-a').slice(130)];
      const part = (mark: string, log: string): string =>
        JSON.stringify({ TimeStamp: 't', Log: `${mark} ${log}` });
      assert.deepEqual(read(`${part('P', start)}\n${part('F', end)}`), expected);
    });

    it('IDs that were masked: they are left out', () => {
      const [only] = refusalsIn(refused('kv-a').replaceAll(client, 'xxxxxxxx').replaceAll(principal, '***'));
      assert.deepEqual([only?.kind, only?.identity, only?.target], ['kv.rbac', undefined, 'keyvault:kv-a']);
    });
  });

  describe('stays silent on', () => {
    const others: Readonly<Record<string, string>> = {
      'nothing at all': '',
      'a secret that is not there':
        'Status code 404, "{"error":{"code":"SecretNotFound","message":"A secret with (name/id) pot was not found in this key vault."}}"',
      'the first leg of a challenge':
        'DEBUG Status code 401 AKV10000: Request is missing a Bearer or PoP token.',
      'a local database':
        "java.sql.SQLException: Access denied for user 'root'@'172.18.0.3' (using password: YES) jdbc:mysql://db:3306/tea",
      'a MySQL somewhere in a private network':
        "java.sql.SQLException: Access denied for user 'tea'@'10.1.2.3' (using password: YES)",
      'a broker that is not of Azure':
        "JMSSecurityException: AMQ229032: User: null does not have permission='SEND' on address tea [condition = amqp:unauthorized-access]",
      'a key of Event Hubs that is wrong':
        'Connection to node -1 (eh-tea.servicebus.windows.net/20.0.0.8:9093) failed authentication due to: Authentication failed during authentication due to invalid credentials with SASL mechanism PLAIN',
      'too many requests at an API of your own':
        'HTTP/1.1 429 Too Many Requests https://api.tea.example/cups',
      'a PostgreSQL of your own':
        'org.postgresql.util.PSQLException: FATAL: password authentication failed for user "tea" jdbc:postgresql://localhost:5432/tea',
      'whoever sets a PostgreSQL up': 'FATAL: password authentication failed for user "postgres"',
      'a PostgreSQL of your own that another line names':
        'FATAL: role "tea" does not exist\n2026-01-01T00:00:00Z INFO Using jdbc:postgresql://db-tea:5432/tea',
      'a PostgreSQL of your own, as psql names it':
        'psql: error: connection to server at "db-tea" (10.0.0.4), port 5432 failed: FATAL: password authentication failed for user "tea"',
      'a grant in a database of your own':
        'org.postgresql.util.PSQLException: ERROR: permission denied for table cups',
      'a Redis of your own': 'NOAUTH Authentication required. redis://10.0.0.3:6379',
      'a Redis on the same machine, as Java writes addresses':
        'RedisCommandExecutionException: WRONGPASS invalid username-password pair localhost/127.0.0.1:6379',
      'another cloud':
        'software.amazon.awssdk.services.s3.model.S3Exception: Access Denied (Status Code: 403) <Error><Code>AccessDenied</Code></Error>',
      "another's Kafka":
        'pkc-1.westeurope.azure.confluent.cloud:9092 TopicAuthorizationException: Not authorized to access topics: [cups]',
      'the access control of the app itself':
        'org.springframework.security.access.AccessDeniedException: Access Denied',
      'an app that fails for its own reasons':
        'APPLICATION FAILED TO START\nWeb server failed to start. Port 8080 was already in use.',
      'a pool without Azure': 'HikariPool-1 - Exception during pool initialization.\njdbc:h2:mem:tea',
      'a signature of a key':
        '<Error><Code>AuthenticationFailed</Code><Message>Signature did not match.</Message></Error> com.azure.storage',
      'a member of a chain that succeeded elsewhere':
        'Azure Identity => Attempted credential EnvironmentCredential is unavailable.\nAzure Identity => Attempted credential ManagedIdentityCredential returns a token',
    };
    for (const [name, text] of Object.entries(others))
      it(name, () => {
        assert.deepEqual(kindsIn(text), []);
      });
  });

  it('reveals no token that stands beside an error', () => {
    const token = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${'a'.repeat(80)}.${'b'.repeat(80)}`;
    const text = `Authorization: Bearer ${token}\n${refused('kv-a')} token=${token}\nNot authorized: ${token}`;
    assert.ok(!JSON.stringify(refusalsIn(text)).includes(token.slice(0, 40)));
  });

  it('takes time in line with the length of whatever it is given', () => {
    const units = [
      '\\',
      '\\"',
      '[',
      '[pod/a] ',
      '\u001b[0;31m',
      '"}  ',
      '\r',
      'ForbiddenByRbac ',
      'appid=',
      'aaaaaaaa-',
      "linked scope(s) '",
      'a',
    ];
    for (const unit of units) {
      const text = unit.repeat(Math.ceil(500_000 / unit.length));
      const started = computedMs();
      refusalsIn(text);
      assert.ok(computedMs() - started < 4000, `half a megabyte of ${JSON.stringify(unit)}`);
    }
  });
});

const samples = path.join(referenceFolder, 'errors');

describe('recognising errors of the shared reference', () => {
  it('reads every sample as expected', function () {
    needsReference(this, 'errors');
    for (const folder of readdirSync(samples).filter((name) => /^\d/.test(name))) {
      const { errors } = JSON.parse(readFileSync(path.join(samples, folder, 'expected.json'), 'utf8')) as {
        errors: readonly Omit<Refusal, 'lines'>[];
      };
      const found = refusalsIn(readFileSync(path.join(samples, folder, 'input.log'), 'utf8'));
      assert.deepEqual(found.map(withoutLines).sort(byKind), [...errors].sort(byKind), folder);
    }
  });
});

function withoutLines({ kind, identity, target, permission, cause }: Refusal): Omit<Refusal, 'lines'> {
  return {
    kind,
    cause,
    ...(identity !== undefined && { identity }),
    ...(target !== undefined && { target }),
    ...(permission !== undefined && { permission }),
  };
}

function byKind(a: { readonly kind: string }, b: { readonly kind: string }): number {
  return a.kind < b.kind ? -1 : 1;
}

describe('what an error means', () => {
  const steps = (told: Told): string => meaningOf(told).steps.map(plain).join('\n');

  it('leaves no gap where the text does not tell the permission', () => {
    for (const kind of ['kv.policy', 'amqp.claim', 'cosmos.rbac', 'openai.permission', 'startup.arm-lookup'])
      assert.doesNotMatch(plain(meaningOf({ kind, cause: 'role-missing' }).what), /''/, kind);
  });

  it('names what the text names, and says once that it names nobody', () => {
    const told = (one: Told): string => plain(meaningOf(one).what);
    const missing = { kind: 'x', cause: 'role-missing' } as const;
    assert.equal(
      told(missing),
      'A permission is missing. The text names neither the identity nor the target.',
    );
    assert.match(told({ ...missing, permission: 'keys' }), /^'keys' was refused\. The text names neither/);
    assert.equal(
      told({ ...missing, target: 'redis:tea', permission: 'keys' }),
      "An identity that the text does not name may not do 'keys' at Redis 'tea'.",
    );
    assert.equal(
      told({ kind: 'sql.client-at-tenant', cause: 'db-user-missing', target: 'sql:/cups' }),
      "Database 'cups' of Azure SQL knows no user for an identity that the text does not name.",
    );
  });

  it('speaks of roles for data only where these count', () => {
    const missing = { cause: 'role-missing', permission: 'Microsoft.Cache/redis/read' } as const;
    for (const kind of ['arm.authorization', 'graph.denied', 'redis.noperm', 'pg.grant'])
      assert.doesNotMatch(steps({ ...missing, kind }), /Owner, Contributor/, kind);
    assert.match(steps({ ...missing, kind: 'arm.authorization' }), /Give it 'Reader' at this scope/);
    const person = { identity: { name: 'ann@tea.example' } };
    assert.doesNotMatch(steps({ ...missing, ...person, kind: 'arm.authorization' }), /test token|An app/);
    for (const kind of ['sql.ext-principal', 'pg.create-principal', 'mysql.create-user', 'arm.deny'])
      assert.doesNotMatch(steps({ kind, cause: 'grantor-lacks-right' }), /Managed Identity Operator/, kind);
  });

  it('says what it holds for where the text tells no place', () => {
    const told = { kind: 'pg.password', cause: 'ambiguous', identity: { name: 'tea' } } as const;
    assert.match(
      steps(told),
      /^The text does not tell where this is\. What follows holds for a service of Azure\./,
    );
    assert.doesNotMatch(steps({ ...told, target: 'postgres:tea' }), /where this is/);
  });

  it('names the roles of the part of a storage account that refused', () => {
    const told = { kind: 'storage.permission', cause: 'role-missing', target: 'storage:tea/cups' } as const;
    assert.match(steps({ ...told, area: 'queues' }), /'Storage Queue Data Message Processor'/);
    assert.match(steps({ ...told, area: 'tables' }), /'Storage Table Data Reader'/);
    assert.match(steps(told), /'Storage Blob Data Reader'/);
  });

  it('does not call sending more than receiving', () => {
    assert.match(
      steps({ kind: 'amqp.claim-jms', cause: 'role-missing', target: 'servicebus:tea' }),
      /To receive give it 'Azure Service Bus Data Receiver', to send 'Azure Service Bus Data Sender'/,
    );
  });

  it('names the least role for the use that the text proves', () => {
    const missing = { kind: 'kv.rbac', cause: 'role-missing' } as const;
    const action = 'Microsoft.KeyVault/vaults/secrets/getSecret/action';
    assert.match(
      steps({ ...missing, target: 'keyvault:kv', permission: action }),
      /'Key Vault Secrets User'/,
    );
    assert.match(steps({ ...missing, kind: 'x', target: 'storage:a/b' }), /'Storage Blob Data Reader'/);
    assert.match(steps({ ...missing, kind: 'x', target: 'arm:/x' }), /least role for this use/);
  });

  it('is told in whole sentences for every cause there is', () => {
    for (const cause of causes) {
      const { what } = meaningOf({ kind: 'x', cause });
      assert.match(plain(what), /^\S.*[.]$/s, cause);
      assert.ok(!/undefined|\{\d\}/.test(plain(what)), cause);
    }
  });
});
