import assert from 'node:assert/strict';
import { refusalsIn } from './recognise';

const client = '407cf236-77a6-48c3-ae7c-3e0adf94631d';
const principal = 'acfaae4f-b5a5-4eef-a6aa-f91b071cd2f3';
const tenant = '779a7709-1179-45cf-b622-1a1fed0da936';
const caller = `Caller: appid=${client};oid=${principal};iss=https://sts.windows.net/${tenant}/`;
const vault = (message: string, code: string) =>
  `com.azure.core.exception.HttpResponseException: Status code 403, "{"error":{"code":"Forbidden","message":"${message}","innererror":{"code":"${code}"}}}"`;

/** One error each, as libraries print it on one line. */
const errors = [
  vault(
    `Caller is not authorized to perform action on resource.\\r\\n${caller}\\r\\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\\r\\nVault: kv-orders;location=westeurope\\r\\n`,
    'ForbiddenByRbac',
  ),
  vault(
    `The user, group or application '${caller.slice(8)}' does not have secrets list permission on key vault 'kv-orders;location=westeurope'.`,
    'ForbiddenByPolicy',
  ),
  `com.azure.storage.blob.models.BlobStorageException: Status code 403, "<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthorizationPermissionMismatch</Code><Message>This request is not authorized to perform this operation using this permission.</Message></Error>" https://storders.blob.core.windows.net/invoices/1.pdf`,
  `com.azure.messaging.servicebus.ServiceBusException: Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: 'sb://sb-orders.servicebus.windows.net/new-orders'. TrackingId:2d_G25, SystemTracker:gateway7`,
  `com.azure.cosmos.implementation.ForbiddenException: {"innerErrorMessage":"Request blocked by Auth cosmos-catalog : Request is blocked because principal [${principal}] does not have required RBAC permissions to perform action [Microsoft.DocumentDB/databaseAccounts/readMetadata] on resource [/].","statusCode":403,"subStatusCode":5301}`,
  `org.postgresql.util.PSQLException: FATAL: role "id-orders" does not exist jdbc:postgresql://psql-orders.postgres.database.azure.com:5432/orders`,
  `com.microsoft.aad.msal4j.MsalServiceException: AADSTS700016: Application with identifier '${client}' was not found in the directory 'Contoso'.`,
  `com.azure.identity.CredentialUnavailableException: ManagedIdentityCredential authentication unavailable. Connection to IMDS endpoint cannot be established.`,
  `java.io.IOException: Server returned HTTP response code: 400 for URL: http://localhost:42356/msi/token?resource=https%3A%2F%2Fvault.azure.net&api-version=2019-08-01&client_id=${client}`,
];

const boot = (error: string) =>
  `2025-09-02 08:14:21.337 ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed\n\norg.springframework.beans.factory.BeanCreationException: Error creating bean with name 'orders'\n\tat a.B.c(B.java:1)\nCaused by: ${error}\n\tat a.B.d(B.java:4)\n\t... 12 more`;
const perLine = (prefix: string) => (text: string) =>
  text
    .split('\n')
    .map((line) => `${prefix}${line}`)
    .join('\n');

/** What logs go through before somebody pastes them. */
const ways: Readonly<Record<string, (error: string) => string>> = {
  'a stack trace of Spring Boot': boot,
  'line ends of Windows': (error) => boot(error).replaceAll('\n', '\r\n'),
  colours: (error) => `\u001b[2m2025-09-02T08:14:21.337Z\u001b[0;39m \u001b[31mERROR\u001b[0;39m : ${error}`,
  'records of logstash': (error) => JSON.stringify({ '@timestamp': '2025-09-02', stack_trace: boot(error) }),
  'a stream of Container Apps': (error) =>
    `{"TimeStamp": "2025-09-02T08:14:21.0Z", "Log": ${JSON.stringify(`F Caused by: ${error}`)}}`,
  'files of Docker': (error) => JSON.stringify({ log: `Caused by: ${error}\n`, stream: 'stdout' }),
  'files of containerd': (error) => perLine('2025-09-02T08:14:21.337123456Z stdout F ')(boot(error)),
  'docker compose': (error) => perLine('orders-1  | ')(boot(error)),
  'kubectl --prefix': (error) => perLine('[pod/orders-6d5c9f-abcde/orders] ')(boot(error)),
  'instances of Spring Apps': (error) => perLine('[orders-default-17-6d5c9f-abcde] ')(boot(error)),
  'App Service': (error) => perLine('2025-09-02T08:14:21.337Z: [INFO]  ')(boot(error)),
  'a workflow': (error) => perLine('2025-09-02T08:14:21.3371234Z ')(boot(error)),
  syslog: (error) => perLine('Sep  2 08:14:21 vm-1 orders[1234]: ')(boot(error)),
  'a spreadsheet': (error) => `"2025-09-02T08:14:21Z","orders","${error.replaceAll('"', '""')}"`,
  'a terminal of 120 columns': (error) => (`Caused by: ${error}`.match(/.{1,120}/g) ?? []).join('\n'),
  'a token that was had before': (error) =>
    `2025-09-02 08:14:21.337 DEBUG 1 --- [main] c.a.i.X : getToken() result for scopes [https://graph.microsoft.com/.default]: SUCCESS\n2025-09-02 08:14:22.000 ERROR 1 --- [main] c.c.A : ${error}`,
};

describe('an error is recognised as the same', () => {
  const told = (text: string) => refusalsIn(text).map((refusal) => ({ ...refusal, lines: undefined }));
  for (const [way, wrap] of Object.entries(ways))
    it(`within ${way}`, () => {
      for (const error of errors) {
        const plain = told(error);
        assert.equal(plain.length, 1, error);
        assert.deepEqual(told(wrap(error)), plain, wrap(error));
      }
    });
});
