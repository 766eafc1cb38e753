import assert from 'node:assert/strict';
import { refusalsIn } from './recognise';
import type { Refusal } from './refusal';

const client = '5d0c7a11-3f6e-4b7b-9d2a-6c1f00a1e001';
const principal = '9e4b2c22-7a1d-4c0e-8f3b-1d2e00a1e002';
const dashes = '-'.repeat(80);

interface Said {
  readonly text: string;
  readonly reads: Partial<Refusal> & Pick<Refusal, 'kind'>;
}

/** Errors in the words of libraries for other languages than Java, and in words that services have changed over the years. */
const said: Readonly<Record<string, Said>> = {
  'an identity that the app does not have, in Python': {
    text: 'azure.identity._exceptions.CredentialUnavailableError: ManagedIdentityCredential authentication unavailable. The requested identity has not been assigned to this resource. Error: Identity not found',
    reads: { kind: 'mi.identity-not-found', cause: 'identity-not-assigned' },
  },
  'a token endpoint that nobody answers at, in a chain of Python': {
    text: 'DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\n\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.\n\tAzureCliCredential: Azure CLI not found on path',
    reads: { kind: 'mi.no-response', cause: 'endpoint-unreachable' },
  },
  'a host without an endpoint, in Python': {
    text: 'CredentialUnavailableError: ManagedIdentityCredential authentication unavailable, no managed identity endpoint found.',
    reads: { kind: 'mi.no-response', cause: 'endpoint-unreachable' },
  },
  'an answer of the token endpoint, in Go': {
    text: `ManagedIdentityCredential authentication failed.\nGET http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&client_id=${client}&resource=https%3A%2F%2Fstorage.azure.com\n${dashes}\nRESPONSE 400: 400 Bad Request\nERROR CODE UNAVAILABLE\n${dashes}\n{\n  "error": "invalid_request",\n  "error_description": "Identity not found"\n}\n${dashes}`,
    reads: {
      kind: 'mi.identity-not-found',
      cause: 'identity-not-assigned',
      identity: { clientId: client },
      target: 'scope:https://storage.azure.com',
    },
  },
  'a member of a chain that waited in vain, in Go': {
    text: 'DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID\n\tManagedIdentityCredential: managed identity timed out. See https://aka.ms/azsdk/go/identity/troubleshoot#dac for more information',
    reads: { kind: 'mi.no-response', cause: 'endpoint-unreachable' },
  },
  'a member of a chain that was refused, in Go': {
    text: "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n\tManagedIdentityCredential: the requested identity isn't assigned to this resource",
    reads: { kind: 'mi.msal-400', cause: 'identity-not-assigned' },
  },
  'whatever went wrong, in JavaScript': {
    text: 'AuthenticationRequiredError: ManagedIdentityCredential: Authentication failed. Message network_error: Network request failed.',
    reads: { kind: 'mi.java-wrapper', cause: 'ambiguous' },
  },
  'App Configuration, in JavaScript': {
    text: 'RestError: {"name":"RestError","statusCode":403,"request":{"url":"https://appcs-tea.azconfig.io/kv?key=app*&api-version=2023-11-01","method":"GET"},"details":{}}',
    reads: { kind: 'appconfig.forbidden', cause: 'role-missing', target: 'appconfig:appcs-tea' },
  },
  'App Configuration, in .NET': {
    text: 'Azure.RequestFailedException: Service request failed.\nStatus: 403 (Forbidden)\n\nHeaders:\nServer: openresty/1.27.1.2\nContent-Length: 0\n\n   at Azure.Data.AppConfiguration.ConfigurationClient.GetConfigurationSettings()\n endpoint https://appcs-tea.azconfig.io',
    reads: { kind: 'appconfig.forbidden', cause: 'role-missing', target: 'appconfig:appcs-tea' },
  },
  'a cache, in Python': {
    text: 'redis.exceptions.AuthenticationError: invalid username-password pair or user is disabled.\nconnecting to redis-tea.redis.cache.windows.net:6380',
    reads: { kind: 'redis.wrongpass', cause: 'ambiguous', target: 'redis:redis-tea' },
  },
  'a refusal of Azure Resource Manager since it evaluates conditions': {
    text: `(AuthorizationFailed) The client 'a@tea.example' with object id '${principal}' does not have authorization or an ABAC condition not fulfilled to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '/subscriptions/s' or the scope is invalid.`,
    reads: {
      kind: 'rbac.denied',
      cause: 'grantor-lacks-right',
      identity: { principalId: principal, name: 'a@tea.example' },
      target: 'arm:/subscriptions/s',
      permission: 'Microsoft.Authorization/roleAssignments/write',
    },
  },
  'PostgreSQL, of a group that the identity is not in': {
    text: 'org.postgresql.util.PSQLException: FATAL: Azure AD access token not valid for role[tea_admins] (does not contain group ID [0d0d0d0d-1111-4222-8333-444455556666])',
    reads: { kind: 'pg.token-invalid', cause: 'db-user-mismatch', identity: { name: 'tea_admins' } },
  },
  'PostgreSQL, of a token that has expired': {
    text: 'PSQLException: FATAL: Microsoft Entra access token has expired. Please acquire a new token and retry. jdbc:postgresql://pg-tea.postgres.database.azure.com:5432/brews',
    reads: { kind: 'pg.token-invalid', cause: 'token-expired', target: 'postgres:pg-tea/brews' },
  },
  'PostgreSQL, of a token that it does not take': {
    text: 'psql: error: connection to server at "pg-tea.postgres.database.azure.com" (20.1.1.1), port 5432 failed: FATAL:  The Microsoft Entra access token is invalid. Acquire a new token and retry.',
    reads: { kind: 'pg.token-invalid', cause: 'token-invalid', target: 'postgres:pg-tea' },
  },
  'MySQL, of a user made with another ID': {
    text: `pymysql.err.OperationalError: (9102, "Microsoft Entra access token is not valid for user 'id-tea' with OID '${principal}'.") my-tea.mysql.database.azure.com`,
    reads: {
      kind: 'mysql.oid',
      cause: 'db-user-wrong-id',
      identity: { name: 'id-tea', principalId: principal },
      target: 'mysql:my-tea',
    },
  },
  'MySQL, of a token that has expired': {
    text: 'ERROR 9103 (HY000): Azure AD access token has expired. Please acquire a new token and try again. (my-tea.mysql.database.azure.com)',
    reads: { kind: 'mysql.token-invalid', cause: 'token-expired', target: 'mysql:my-tea' },
  },
  'a message of several lines, each with the time a pipeline gave it': {
    text: [
      'Caller is not authorized to perform action on resource.',
      'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
      `Caller: appid=${client};oid=${principal};iss=https://sts.windows.net/x/`,
      "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
      'Vault: kv-tea;location=northeurope',
    ]
      .map((line, i) => `2026-03-01T10:00:00.${1_000_000 + i}Z ${line}`)
      .join('\n'),
    reads: {
      kind: 'kv.rbac',
      cause: 'role-missing',
      identity: { clientId: client, principalId: principal },
      target: 'keyvault:kv-tea',
      permission: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
    },
  },
};

describe('errors in the words of other libraries and years', () => {
  for (const [what, { text, reads }] of Object.entries(said))
    it(`are recognised: ${what}`, () => {
      const found = refusalsIn(text).map((told) => ({ ...told, lines: undefined }));
      assert.deepEqual(found, [{ ...reads, lines: undefined }]);
    });

  it('are no word of a bracket that a colour could begin with, and have all lines that a terminal broke', () => {
    const error = `2026-03-01 10:00:00.000 ERROR 1 --- [main] c.tea.Vault : Status code 403, "{"error":{"code":"Forbidden","message":"Caller is not authorized to perform action on resource.\\r\\nCaller: appid=${client};oid=${principal};iss=https://sts.windows.net/x/\\r\\nVault: kv-tea;location=northeurope","innererror":{"code":"ForbiddenByRbac"}}}"`;
    const broken = error.match(/.{1,120}/g) ?? [];
    const [only, ...others] = refusalsIn(`INFO before\n${broken.join('\n')}\nINFO after`);
    assert.deepEqual(others, []);
    assert.equal(only?.target, 'keyvault:kv-tea');
    assert.deepEqual(only.lines, [2, 1 + broken.length]);
  });

  it('of others with the same words are none', () => {
    for (const text of [
      'The access token has expired. Please acquire a new token. at com.github.api.Client',
      'redis.exceptions.AuthenticationError: invalid username-password pair or user is disabled.',
      'GET https://api.tea.example/kv 403 {"statusCode":403}',
    ])
      assert.deepEqual(refusalsIn(text), [], text);
  });
});
