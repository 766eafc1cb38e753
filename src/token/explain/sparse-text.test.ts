import assert from 'node:assert/strict';
import { refusalsIn } from './recognise';
import type { Refusal } from './refusal';

const client = '0f1e2d3c-4b5a-4968-8776-655443322110';
const queue = 'com.azure.storage.queue.models.QueueStorageException: Status code 403,';

interface Sparse {
  readonly text: string;
  readonly reads: Partial<Refusal> & Pick<Refusal, 'kind'>;
}

/** Errors as logs hold them when the sentence that people know is not there: codes, numbers, conditions, bodies on lines of their own. */
const sparse: Readonly<Record<string, Sparse>> = {
  'the code of an access policy alone': {
    text: '{"error":{"code":"Forbidden","innererror":{"code":"ForbiddenByPolicy"}}} https://kv-tea.vault.azure.net',
    reads: { kind: 'kv.policy', cause: 'policy-missing', target: 'keyvault:kv-tea' },
  },
  'the number of Microsoft Entra ID behind a blank': {
    text: '{"error": "unauthorized_client", "error_codes": [700016], "trace_id": "x"}',
    reads: { kind: 'aadsts.700016', cause: 'app-not-found' },
  },
  'the number of Microsoft Entra ID in JSON over several lines': {
    text: '{\n  "error": "invalid_client",\n  "error_codes": [\n    7000215\n  ]\n}',
    reads: { kind: 'aadsts.7000215', cause: 'secret-invalid' },
  },
  'the sub-status of Cosmos DB in its diagnostics': {
    text: 'CosmosException{statusCode=403, subStatusCode=5301, message=null} https://cosmos-tea.documents.azure.com:443/',
    reads: { kind: 'cosmos.rbac', cause: 'role-missing', target: 'cosmos:cosmos-tea' },
  },
  'the sub-status of Cosmos DB for a key': {
    text: '{"statusCode":401,"subStatusCode":5202} https://cosmos-tea.documents.azure.com:443/',
    reads: { kind: 'cosmos.local-auth-off', cause: 'local-auth-used', target: 'cosmos:cosmos-tea' },
  },
  'the condition of AMQP alone': {
    text: 'AmqpException: The link is closed, errorContext[NAMESPACE: sb-tea.servicebus.windows.net], errorCondition[amqp:unauthorized-access]',
    reads: { kind: 'amqp.claim-jms', cause: 'role-missing', target: 'servicebus:sb-tea' },
  },
  'a body below the request it answers': {
    text: `> GET http://169.254.169.254/metadata/identity/oauth2/token?resource=https://vault.azure.net&client_id=${client}\n< HTTP/1.1 400 Bad Request\n< Content-Length: 68\n\n{"error":"invalid_request","error_description":"Identity not found"}`,
    reads: {
      kind: 'mi.identity-not-found',
      cause: 'identity-not-assigned',
      identity: { clientId: client },
      target: 'scope:https://vault.azure.net',
    },
  },
  'a token endpoint that is asked too often, as the library logs it': {
    text: '[Managed Identity] request failed, HttpStatusCode: 429, Error message: Too many requests',
    reads: { kind: 'mi.endpoint-transient', cause: 'endpoint-transient' },
  },
  'a token endpoint that is asked too often, by its body': {
    text: 'http://169.254.169.254/metadata/identity/oauth2/token {"error":"TooManyRequests"}',
    reads: { kind: 'mi.endpoint-transient', cause: 'endpoint-transient' },
  },
  'a page of a gateway in place of a token': {
    text: 'Status code 502, "<html><title>502 Bad Gateway</title></html>" http://169.254.169.254/metadata/identity/oauth2/token?resource=https://vault.azure.net',
    reads: {
      kind: 'mi.endpoint-transient',
      cause: 'endpoint-transient',
      target: 'scope:https://vault.azure.net',
    },
  },
  'what a resource that does not exist is called on App Service': {
    text: '{"statusCode":400,"message":"An unexpected error occured while fetching the AAD Token.","exceptionMessage":"AADSTS500011: The resource principal named https://valt.azure.net was not found in the tenant named Tea.","errorCode":"invalid_resource"}',
    reads: { kind: 'mi.invalid-resource', cause: 'wrong-resource', target: 'scope:https://valt.azure.net' },
  },
  'the resource of a vault whose line of its own was cut': {
    text: `Caller is not authorized to perform action on resource.\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\nResource: '/subscriptions/x/resourcegroups/y/providers/microsoft.keyvault/vaults/kv-tea/secrets/cup'`,
    reads: {
      kind: 'kv.rbac',
      cause: 'role-missing',
      target: 'keyvault:kv-tea',
      permission: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
    },
  },
  'the state of a topic in the log of a client of Kafka': {
    text: 'Error while fetching metadata with correlation id 3 : {cups=TOPIC_AUTHORIZATION_FAILED} eh-tea.servicebus.windows.net:9093',
    reads: { kind: 'kafka.topic', cause: 'role-missing', target: 'eventhubs:eh-tea/cups' },
  },
  'the words of the Azure CLI for storage': {
    text: 'You do not have the required permissions needed to perform this operation.\nDepending on your operation, you may need to be assigned one of the following roles:\n    "Storage Queue Data Contributor"',
    reads: { kind: 'storage.permission', cause: 'role-missing', area: 'queues' },
  },
  'a queue without the name of its account': {
    text: `${queue} "<Error><Code>AuthorizationPermissionMismatch</Code></Error>"`,
    reads: { kind: 'storage.permission', cause: 'role-missing', area: 'queues' },
  },
  'a role of PostgreSQL, wherever that is': {
    text: 'FATAL: role "id-tea" does not exist',
    reads: { kind: 'pg.role-missing', cause: 'db-user-missing', identity: { name: 'id-tea' } },
  },
  'a password of PostgreSQL, wherever that is': {
    text: 'HikariPool-1 - FATAL: password authentication failed for user "id-tea" (SQLSTATE 28P01)',
    reads: { kind: 'pg.password', cause: 'ambiguous', identity: { name: 'id-tea' } },
  },
  'a pair that a cache refused, wherever that is': {
    text: 'io.lettuce.core.RedisCommandExecutionException: WRONGPASS invalid username-password pair or user is disabled.',
    reads: { kind: 'redis.wrongpass', cause: 'ambiguous' },
  },
  'a database of MySQL that a user may not enter': {
    text: "Access denied for user 'id-tea'@'%' to database 'cups' jdbc:mysql://my-tea.mysql.database.azure.com",
    reads: {
      kind: 'mysql.grant',
      cause: 'role-missing',
      identity: { name: 'id-tea' },
      target: 'mysql:my-tea',
      permission: 'database cups',
    },
  },
  'what may not be made in a database': {
    text: "CREATE TABLE permission denied in database 'cups'. Authentication=ActiveDirectoryMSI",
    reads: { kind: 'sql.grant', cause: 'role-missing', permission: 'CREATE TABLE in database cups' },
  },
  'the identity that a driver was told to ask for': {
    text: `Login failed for user '<token-identified principal>'. url=jdbc:sqlserver://sql-tea.database.windows.net:1433;database=cups;msiClientId=${client}`,
    reads: {
      kind: 'sql.token-principal',
      cause: 'db-user-missing',
      identity: { clientId: client },
      target: 'sql:sql-tea/cups',
    },
  },
};

describe('an error without its sentence', () => {
  for (const [name, { text, reads }] of Object.entries(sparse))
    it(`is recognised by ${name}`, () => {
      const found = refusalsIn(text).map((refusal) => ({ ...refusal, lines: undefined }));
      assert.deepEqual(found, [{ ...reads, lines: undefined }]);
    });

  it('is counted once where its sentence stands there too', () => {
    const text =
      '{"innerErrorMessage":"The given request [POST /dbs/tea/colls] cannot be authorized by AAD token in data plane.","statusCode":403,"subStatusCode":5300}';
    assert.deepEqual(
      refusalsIn(text).map(({ kind }) => kind),
      ['cosmos.control-plane'],
    );
  });

  it('keeps apart what two bodies in a row say', () => {
    const body = (code: string): string => `{"error":{"code":"Forbidden","innererror":{"code":"${code}"}}}`;
    assert.deepEqual(
      refusalsIn(`${body('ForbiddenByRbac')}\n${body('ForbiddenByFirewall')}`).map(({ kind, lines }) => [
        kind,
        lines[0],
      ]),
      [
        ['kv.rbac', 1],
        ['kv.firewall', 2],
      ],
    );
  });
});
