import assert from 'node:assert/strict';
import { kinds, refusalsIn } from './recognise';

const client = '0f1e2d3c-4b5a-4968-8776-655443322110';
const principal = '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';
const tenant = '11223344-5566-4788-99aa-bbccddeeff00';
const group = '/subscriptions/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee/resourceGroups/rg-tea';
const userAssigned = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-tea`;
const caller = `Caller: appid=${client};oid=${principal};iss=https://sts.windows.net/${tenant}/`;
const vault = 'Vault: kv-tea;location=northeurope';
const kv = (message: string, inner: string): string =>
  `com.azure.core.exception.HttpResponseException: Status code 403, "{"error":{"code":"Forbidden","message":"${message}","innererror":{"code":"${inner}"}}}"`;
const blob = (status: number, code: string, message: string): string =>
  `com.azure.storage.blob.models.BlobStorageException: Status code ${status}, "<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}\nRequestId:1f2e3d4c-001e-0042-5cd1-e08a7f000000\nTime:2026-02-03T04:05:06.1Z</Message></Error>" at https://sttea.blob.core.windows.net/leaves/a.txt`;
const cosmos = (status: string, message: string): string =>
  `com.azure.cosmos.CosmosException: {"innerErrorMessage":"${message}","statusCode":${status}} https://cosmos-tea.documents.azure.com:443/`;
const sql = (message: string): string =>
  `com.microsoft.sqlserver.jdbc.SQLServerException: ${message} url=jdbc:sqlserver://sql-tea.database.windows.net:1433;database=brews;Authentication=ActiveDirectoryMSI`;
const pg = (message: string): string =>
  `org.postgresql.util.PSQLException: FATAL: ${message}\n  url: jdbc:postgresql://pg-tea.postgres.database.azure.com:5432/brews?sslmode=require`;
const my = (message: string): string =>
  `java.sql.SQLException: ${message}\n  url: jdbc:mysql://my-tea.mysql.database.azure.com:3306/brews`;
const arm = (code: string, message: string): string => `(${code}) ${message}\nCode: ${code}`;

interface Sample {
  readonly text: string;
  readonly reads?: object;
}

/** A text in the shape of real ones for each kind, and what it reveals. */
const samples: Readonly<Record<string, Sample>> = {
  'mi.identity-not-found': {
    text: `GET http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id=${client}\n400 {"error":"invalid_request","error_description":"Identity not found"}`,
    reads: {
      identity: { clientId: client },
      target: 'scope:https://vault.azure.net',
      cause: 'identity-not-assigned',
    },
  },
  'mi.multiple-identities': {
    text: '{"error":"invalid_request","error_description":"Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request"}',
    reads: { cause: 'identity-ambiguous' },
  },
  'mi.no-system-identity': {
    text: '[Managed Identity] Error Message: {"statusCode":400,"message":"Unable to load the proper Managed Identity.","correlationId":"x"} Managed Identity Correlation ID: x',
    reads: { cause: 'no-system-identity' },
  },
  'mi.no-user-identity': {
    text: 'ManagedIdentityCredential: Status code 400, No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.',
  },
  'mi.bad-secret': {
    text: 'GET http://localhost:42356/msi/token?resource=x answered 403 with an empty body (header X-IDENTITY-HEADER was sent)',
    reads: { cause: 'endpoint-secret' },
  },
  'mi.wrong-method': { text: 'POST http://127.0.0.1:41741/msi/token/ HTTP/1.1 405 Method Not Allowed' },
  'mi.endpoint-refused': {
    text: 'io.netty.channel.AbstractChannel$AnnotatedConnectException: Connection refused: localhost/127.0.0.1:42356\n GET http://localhost:42356/msi/token?resource=https%3A%2F%2Fstorage.azure.com',
    reads: { target: 'scope:https://storage.azure.com', cause: 'endpoint-not-ready' },
  },
  'mi.endpoint-transient': { text: 'MSI: Failed to acquire tokens after retrying 20 times' },
  'mi.invalid-resource': {
    text: `{"error":"invalid_resource","error_description":"AADSTS500011: The resource principal named https://valt.azure.net was not found in the tenant named Tea Ltd."}`,
    reads: { target: 'scope:https://valt.azure.net', cause: 'wrong-resource' },
  },
  'mi.audience-unsupported': {
    text: '{"error":{"code":"AudienceNotSupported","message":"Audience https://tea.example is not a supported MSI token audience."}}',
    reads: { target: 'scope:https://tea.example' },
  },
  'mi.pod-identity': {
    text: `[clientID in request: ${client}, ]getting assigned identities for pod tea/tea-0 in CREATED state failed after 16 attempts`,
    reads: { identity: { clientId: client } },
  },
  'mi.java-wrapper': {
    text: 'com.azure.identity.CredentialUnavailableException: Managed Identity authentication is not available.',
    reads: { cause: 'ambiguous' },
  },
  'mi.imds-unreachable': {
    text: 'ManagedIdentityCredential authentication unavailable. Connection to IMDS endpoint cannot be established, Network is unreachable.',
  },
  'mi.imds-400': {
    text: 'ManagedIdentityCredential authentication unavailable. Connection to IMDS endpoint cannot be established.',
    reads: { cause: 'identity-not-assigned' },
  },
  'mi.imds-other': {
    text: "Couldn't acquire access token from IMDS, verify your objectId, clientId or msiResourceId",
  },
  'mi.proxy-403': { text: 'Status: 403 (connecting to 169.254.169.254:80: dial tcp: unreachable host)' },
  'mi.unknown-source': { text: 'Unknown Managed Identity type, authentication not available.' },
  'mi.user-unsupported': {
    text: 'User-assigned managed identity is not supported in AZURE_ARC. To use system-assigned managed identity, remove the configured client ID',
  },
  'mi.url-400': {
    text: `java.io.IOException: Server returned HTTP response code: 400 for URL: http://localhost:42356/msi/token?resource=https%3A%2F%2Fdatabase.windows.net&api-version=2019-08-01`,
    reads: { target: 'scope:https://database.windows.net', cause: 'no-system-identity' },
  },
  'wi.not-configured': {
    text: 'WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.',
  },
  'wi.url-400': {
    text: `client-id: ${tenant}\nServer returned HTTP response code: 400 for URL: https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    reads: { identity: { clientId: tenant }, cause: 'library-bug' },
  },
  'wi.unavailable': { text: 'Workload Identity authentication is not available.' },
  'mi.msal-400': {
    text: '[Managed Identity] Authentication unavailable. The requested identity has not been assigned to this resource.',
  },
  'mi.msal-message': {
    text: '[Managed Identity] Error Message: something new Managed Identity Correlation ID: 1',
  },
  'mi.no-response': {
    text: '[Managed Identity] Authentication unavailable. No response received from the managed identity endpoint.',
  },
  'mi.bad-response': {
    text: '[Managed Identity] Unexpected exception occurred when parsing the response, HttpStatusCode: 200',
  },
  'mi.bad-uri': {
    text: 'The environment variable IDENTITY_ENDPOINT contains an invalid Uri http//x in APP_SERVICE managed identity source.',
  },
  'mi.msal-unknown': { text: 'Unknown Service Exception. Service returned status code 418' },
  'chain.no-member': {
    text: 'EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\nWorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.\nManaged Identity authentication is not available.',
  },
  'chain.local': {
    text: '2026-01-01 10:00:00.000 ERROR 18244 --- [  restartedMain] c.a.i.C : EnvironmentCredential authentication unavailable. \nConnection to IMDS endpoint cannot be established, connect timed out.\nAzureCliCredential authentication unavailable. Azure CLI not installed',
  },
  'chain.env-shadow': {
    text: `EnvironmentCredential authentication failed. Error Details: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the client secret value, for a secret added to app '${client}'.`,
    reads: { identity: { clientId: client }, cause: 'secret-invalid' },
  },
  'startup.keyvault': {
    text: "java.lang.IllegalStateException: Failed to configure KeyVault property source 'tea'",
  },
  'startup.appconfig': {
    text: 'Failed to generate property sources for https://appcs-tea.azconfig.io/',
    reads: { target: 'appconfig:appcs-tea', cause: 'startup-cascade' },
  },
  'startup.arm-lookup': {
    text: `Fetching EventHubsNamespace with name 'eh-tea' failed due to: com.azure.core.management.exception.ManagementException: Status code 403, "{"error":{"code":"AuthorizationFailed","message":"The client '${client}' with object id '${principal}' does not have authorization to perform action 'Microsoft.EventHub/namespaces/read' over scope '${group}' or the scope is invalid."}}"`,
    reads: {
      identity: { clientId: client, principalId: principal },
      target: `arm:${group}`,
      permission: 'Microsoft.EventHub/namespaces/read',
    },
  },
  'startup.pool': {
    text: 'HikariPool-1 - Exception during pool initialization.\n at com.azure.identity.extensions.jdbc.X',
  },
  'startup.context': {
    text: "Error creating bean with name 'secretClient': com.azure.spring.cloud.X failed",
  },
  'startup.pg-no-plugin': {
    text: 'The server requested password-based authentication, but no password was provided by plugin null',
  },
  'startup.kafka-no-token': {
    text: "SaslAuthenticationException: No OAuth Bearer tokens in Subject's private credentials",
  },
  'startup.msal-missing': {
    text: 'Failed to load MSAL4J Java library for performing ActiveDirectoryMSI authentication.',
  },
  'dapr.init': {
    text: '[INIT_COMPONENT_FAILURE]: initialization error occurred for statestore (state.azure.cosmosdb/v1): no',
    reads: { target: 'dapr:statestore' },
  },
  'keda.scaler': {
    text: 'KEDAScalerFailed: RESPONSE 403 ServiceCode=KeyBasedAuthenticationNotPermitted',
    reads: { cause: 'local-auth-used' },
  },
  'appinsights.403': {
    text: 'Failed to send telemetry with status code: 403, please check your credentials',
  },
  'appinsights.401': {
    text: 'Failed to send telemetry with status code: 401, please check your credentials',
  },
  'kv.rbac': {
    text: kv(
      `Caller is not authorized to perform action on resource.\\r\\n${caller}\\r\\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\\r\\nResource: '${group}/providers/microsoft.keyvault/vaults/kv-tea/secrets/pot'\\r\\nAssignment: (not found)\\r\\nDecisionReason: null\\r\\n${vault}\\r\\n`,
      'ForbiddenByRbac',
    ),
    reads: {
      identity: { clientId: client, principalId: principal },
      target: 'keyvault:kv-tea',
      permission: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      cause: 'role-missing',
    },
  },
  'kv.policy': {
    text: kv(
      `The user, group or application 'appid=${client};oid=${principal};numgroups=3;iss=https://sts.windows.net/${tenant}/' does not have certificates get permission on key vault 'kv-tea;location=northeurope'.`,
      'AccessDenied',
    ),
    reads: {
      identity: { clientId: client, principalId: principal },
      target: 'keyvault:kv-tea',
      permission: 'certificates get',
      cause: 'policy-missing',
    },
  },
  'kv.policy-no-entry': {
    text: kv(
      `Access denied. Caller was not found on any access policy.\\r\\n${caller}\\r\\n${vault}`,
      'AccessDenied',
    ),
    reads: { identity: { clientId: client, principalId: principal }, target: 'keyvault:kv-tea' },
  },
  'kv.firewall': {
    text: kv(
      `Client address is not authorized and caller is not a trusted service.\\r\\nClient address: 20.0.0.9\\r\\n${caller};xms_mirid=${userAssigned};xms_az_rid=${group}/providers/Microsoft.AppPlatform/Spring/s/apps/tea\\r\\n${vault}`,
      'ForbiddenByFirewall',
    ),
    reads: {
      identity: { clientId: client, principalId: principal, name: 'id-tea', resourceId: userAssigned },
      target: 'keyvault:kv-tea',
      cause: 'network',
    },
  },
  'kv.nsp': {
    text: kv(
      `Request was not allowed by NSP rules and the client address is not authorized and caller was ignored because bypass is set to None\\r\\n${caller}\\r\\n${vault}`,
      'ForbiddenByFirewall',
    ),
  },
  'kv.private-only': {
    text: kv(
      `Connection is not an approved private link and caller was ignored because bypass is not set to 'AzureServices' and PublicNetworkAccess is set to 'Disabled'.\\r\\n${caller}\\r\\n${vault}`,
      'ForbiddenByConnection',
    ),
  },
  'kv.wrong-tenant': {
    text: `GET https://kv-tea.vault.azure.net/secrets/pot Status code 401, AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${tenant}/, found https://sts.windows.net/${client}/.`,
    reads: { target: 'keyvault:kv-tea', cause: 'wrong-tenant' },
  },
  'kv.wrong-audience': {
    text: 'AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com.',
  },
  'kv.token-expired': { text: 'Status code 401, AKV10100: the token has expired' },
  'kv.ref-appservice': {
    text: 'Key Vault reference DB_PASSWORD: MSINotEnabled, site Managed Identity not enabled.',
    reads: { cause: 'no-system-identity' },
  },
  'kv.ref-aca': {
    text: `Field 'configuration.secrets' is invalid with details: 'Invalid value: "pot": Unable to get value using Managed identity ${userAssigned} for secret pot. Error: unable to fetch secret 'pot' using Managed identity '${userAssigned}''`,
    reads: { identity: { name: 'id-tea', resourceId: userAssigned } },
  },
  'kv.ref-aca-missing': {
    text: `managed Identity with resource Id ${userAssigned} was not found when trying to get secret pot from Azure Key Vault`,
    reads: { identity: { name: 'id-tea', resourceId: userAssigned } },
  },
  'kv.ref-aca-sync': {
    text: 'Error happened when syncing secret pot from Azure Key Vault https://kv-tea.vault.azure.net/secrets/pot for ContainerApp ca-tea: returned error status: 403',
    reads: { target: 'keyvault:kv-tea' },
  },
  'aca.login-egress': {
    text: `Get https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration: EOF`,
  },
  'storage.permission': {
    text: blob(
      403,
      'AuthorizationPermissionMismatch',
      'This request is not authorized to perform this operation using this permission.',
    ),
    reads: { target: 'storage:sttea/leaves', cause: 'role-missing' },
  },
  'storage.network': {
    text: blob(403, 'AuthorizationFailure', 'This request is not authorized to perform this operation.'),
    reads: { target: 'storage:sttea/leaves', cause: 'network' },
  },
  'storage.key-off': {
    text: blob(
      403,
      'KeyBasedAuthenticationNotPermitted',
      'Key based authentication is not permitted on this storage account.',
    ),
  },
  'storage.audience': {
    text: blob(
      401,
      'InvalidAuthenticationInfo',
      'x</Message><AuthenticationErrorDetail>Audience validation failed. Audience did not match.</AuthenticationErrorDetail>',
    ),
  },
  'storage.issuer': {
    text: blob(
      401,
      'InvalidAuthenticationInfo',
      'x</Message><AuthenticationErrorDetail>Issuer validation failed. Issuer did not match.</AuthenticationErrorDetail>',
    ),
  },
  'storage.no-token': {
    text: blob(401, 'NoAuthenticationInformation', 'Server failed to authenticate the request.'),
  },
  'storage.head-403': {
    text: 'com.azure.storage.blob.models.BlobStorageException: Status code 403, (empty body) HEAD https://sttea.blob.core.windows.net/leaves/a.txt',
    reads: { target: 'storage:sttea/leaves', cause: 'ambiguous' },
  },
  'amqp.claim': {
    text: "Unauthorized access. 'Send' claim(s) are required to perform this operation. Resource: 'sb://sb-tea.servicebus.windows.net/cups'. TrackingId:1, SystemTracker:2, errorContext[NAMESPACE: sb-tea.servicebus.windows.net, PATH: cups]",
    reads: { target: 'servicebus:sb-tea/cups', permission: 'Send', cause: 'role-missing' },
  },
  'amqp.claim-jms': {
    text: 'org.springframework.jms.JmsSecurityException: Attempted to perform an unauthorized operation. [condition = amqp:unauthorized-access] sb-tea.servicebus.windows.net',
    reads: { target: 'servicebus:sb-tea' },
  },
  'amqp.invalid-token': {
    text: 'Put token failed. status-code: 401, status-description: InvalidIssuer: Token issuer is invalid.',
    reads: { cause: 'wrong-tenant' },
  },
  'amqp.local-auth-off': {
    text: 'Put token failed. status-code: 401, status-description: LocalAuthDisabled: Authorization failed because SAS authentication has been disabled for the namespace. errorContext[NAMESPACE: sb-tea.servicebus.windows.net. PATH: $cbs]',
    reads: { target: 'servicebus:sb-tea', cause: 'local-auth-used' },
  },
  'amqp.network': {
    text: 'status-code: 401, status-description: Ip has been prevented to connect to the endpoint.',
  },
  'kafka.topic': {
    text: 'bootstrap.servers = [ehns-tea.servicebus.windows.net:9093]\norg.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [cups]',
    reads: { target: 'eventhubs:ehns-tea/cups' },
  },
  'kafka.sasl': {
    text: 'ehns-tea.servicebus.windows.net:9093 Invalid SASL mechanism response, server may be expecting a different protocol',
  },
  'appconfig.forbidden': {
    text: 'com.azure.core.exception.HttpResponseException: Status code 403, (empty body)\n at com.azure.data.appconfiguration.X https://appcs-tea.azconfig.io/kv',
    reads: { target: 'appconfig:appcs-tea', cause: 'role-missing' },
  },
  'appconfig.token': {
    text: 'WWW-Authenticate: Bearer error="invalid_token", error_description="Authorization token failed validation"',
  },
  'appconfig.issuer': {
    text: 'error_description="The access token is from the wrong issuer. It must match the AD tenant associated with the subscription, to which the configuration store belongs."',
  },
  'appconfig.kv-ref': {
    text: 'Status code 403 Forbidden\n at com.azure.spring.cloud.appconfiguration.config.AppConfigurationKeyVaultClientFactory',
  },
  'cosmos.rbac': {
    text: cosmos(
      '403',
      `Request blocked by Auth cosmos-tea : Request is blocked because principal [  ${principal}] does not have required RBAC permissions to perform action [Microsoft.DocumentDB/databaseAccounts/readMetadata] on resource [/].`,
    ),
    reads: {
      identity: { principalId: principal },
      target: 'cosmos:cosmos-tea',
      permission: 'Microsoft.DocumentDB/databaseAccounts/readMetadata',
    },
  },
  'cosmos.control-plane': {
    text: cosmos('403', 'The given request [POST /dbs] cannot be authorized by AAD token in data plane.'),
    reads: { target: 'cosmos:cosmos-tea/dbs', cause: 'control-plane-op' },
  },
  'cosmos.local-auth-off': {
    text: cosmos('401', 'Local Authorization is disabled. Use an AAD token to authorize all requests.'),
  },
  'cosmos.audience': {
    text: cosmos(
      '401',
      'Provided AAD token is intended for [x]. This database account accepts tokens intended for [y]',
    ),
  },
  'cosmos.issuer': {
    text: cosmos(
      '401',
      `Provided AAD token was issued by the authority [${tenant}] which is not trusted by this database account`,
    ),
  },
  'cosmos.network': {
    text: cosmos(
      '403',
      'Request originated from IP 20.0.0.9 through public internet. This is blocked by your Cosmos DB account firewall settings.',
    ),
  },
  'sql.token-principal': {
    text: sql("Login failed for user '<token-identified principal>'."),
    reads: { target: 'sql:sql-tea/brews', cause: 'db-user-missing' },
  },
  'sql.token-not-accepted': {
    text: sql(
      "Login failed for user '<token-identified principal>'. The server is not currently configured to accept this token.",
    ),
  },
  'sql.token-expired': {
    text: sql("Login failed for user '<token-identified principal>'. Token is expired."),
  },
  'sql.client-at-tenant': {
    text: `The server principal "${client}@${tenant}" is not able to access the database "brews" under the current security context.`,
    reads: { identity: { clientId: client }, target: 'sql:/brews' },
  },
  'sql.anonymous': { text: sql("Login failed for user 'NT AUTHORITY\\ANONYMOUS LOGON'.") },
  'sql.password-off': {
    text: sql(
      "Login failed for user 'sa_tea'. Reason: Azure Active Directory only authentication is enabled.",
    ),
    reads: { identity: { name: 'sa_tea' }, cause: 'local-auth-used' },
  },
  'sql.driver-token': {
    text: sql(
      'Failed to acquire managed identity token. Request for the token succeeded, but no token was returned. The token is null.',
    ),
  },
  'sql.keyword-clash': {
    text: sql('Cannot use "Authentication=ActiveDirectoryMSI" with "Password" connection string keyword.'),
  },
  'sql.firewall': {
    text: "Cannot open server 'sql-tea' requested by the login. Client with IP address '20.0.0.9' is not allowed to access the server.",
    reads: { target: 'sql:sql-tea', cause: 'network' },
  },
  'sql.grant': {
    text: "The SELECT permission was denied on the object 'cups', database 'brews', schema 'dbo'.\n url: jdbc:sqlserver://sql-tea.database.windows.net",
    reads: { target: 'sql:sql-tea', permission: 'SELECT on object cups', cause: 'role-missing' },
  },
  'pg.grant': {
    text: pg('permission denied for schema public'),
    reads: { target: 'postgres:pg-tea/brews', permission: 'schema public' },
  },
  'mysql.grant': {
    text: my("SELECT command denied to user 'id-tea'@'20.0.0.9' for table 'cups'"),
    reads: { identity: { name: 'id-tea' }, permission: 'SELECT on table cups' },
  },
  'mysql.firewall': {
    text: my("Client with IP address '20.0.0.9' is not allowed to connect to this MySQL server."),
    reads: { target: 'mysql:my-tea/brews', cause: 'network' },
  },
  'sql.ext-principal': {
    text: "Msg 33134 Principal 'id-tea' could not be found or this principal type is not supported.",
    reads: { identity: { name: 'id-tea' } },
  },
  'pg.role-is-user': {
    text: pg(
      'Azure AD user token for role[tea] is neither an AAD_AUTH_TOKENTYPE_APP_USER or an AAD_AUTH_TOKENTYPE_APP_OBO token.',
    ),
    reads: { identity: { name: 'tea' }, target: 'postgres:pg-tea/brews', cause: 'db-user-mismatch' },
  },
  'pg.role-is-sp': {
    text: pg('Service Principals cannot generate AAD_AUTH_TOKENTYPE_APP_USER tokens for role "tea".'),
  },
  'pg.audience': {
    text: pg(
      'The access token does not have a valid audience claim. Please acquire a new token for the resource "https://ossrdbms-aad.database.windows.net".',
    ),
  },
  'pg.token-invalid': {
    text: pg('An error occurred while validating the access token. Please acquire a new token and retry'),
  },
  'pg.password': {
    text: pg('password authentication failed for user "id-tea"'),
    reads: { identity: { name: 'id-tea' }, target: 'postgres:pg-tea/brews', cause: 'ambiguous' },
  },
  'pg.role-missing': {
    text: pg('role "id-tea" does not exist'),
    reads: { identity: { name: 'id-tea' }, cause: 'db-user-missing' },
  },
  'pg.firewall': {
    text: pg('no pg_hba.conf entry for host "20.0.0.9", user "id-tea", database "brews", no encryption'),
    reads: { cause: 'network' },
  },
  'pg.create-principal': {
    text: "ERROR: incorrect object type provided for principal, given object type: 'group', actual object type: 'service'",
  },
  'kafka.token': {
    text: 'Connection to node -1 (eh-tea.servicebus.windows.net/20.0.0.8:9093) failed authentication due to: Authentication failed during authentication due to invalid credentials with SASL mechanism OAUTHBEARER',
    reads: { target: 'eventhubs:eh-tea', cause: 'ambiguous' },
  },
  'mysql.denied': {
    text: my("Access denied for user 'id-tea'@'20.0.0.9' (using password: YES)"),
    reads: { identity: { name: 'id-tea' }, target: 'mysql:my-tea/brews', cause: 'db-user-missing' },
  },
  'mysql.no-token': {
    text: my("Access denied for user 'id-tea'@'20.0.0.9' (using password: NO)"),
    reads: { cause: 'token-missing' },
  },
  'mysql.oid': {
    text: my(`Azure AD access token is not valid for user 'id-tea' with OID '${principal}'.`),
    reads: { identity: { name: 'id-tea', principalId: principal } },
  },
  'mysql.token-invalid': {
    text: my('Azure AD access token is invalid. Please acquire a new token and try again.'),
    reads: { target: 'mysql:my-tea/brews', cause: 'token-invalid' },
  },
  'mysql.create-user': {
    text: my(`An unexpected error occurred while trying to validate user '${client}'.`),
    reads: { identity: { clientId: client } },
  },
  'redis.wrongpass': {
    text: 'Unable to connect to redis-tea.redis.cache.windows.net:6380\nCaused by: io.lettuce.core.RedisCommandExecutionException: WRONGPASS invalid username-password pair',
    reads: { target: 'redis:redis-tea' },
  },
  'redis.noauth': {
    text: 'redis-tea.westeurope.redis.azure.net:10000 NOAUTH Authentication required.',
    reads: { target: 'redis:redis-tea' },
  },
  'redis.noperm': {
    text: `NOPERM User ${principal} has no permissions to run the 'hset' command`,
    reads: { identity: { principalId: principal }, permission: 'hset' },
  },
  'acr.pull-aca': {
    text: `Field 'template.containers.tea.image' is invalid with details: 'Invalid value: "acrtea.azurecr.io/tea:1": unable to pull image using Managed identity system for registry acrtea.azurecr.io'`,
    reads: { identity: { name: 'system' }, target: 'acr:acrtea', permission: 'pull', cause: 'role-missing' },
  },
  'acr.unauthorized': {
    text: 'failed to pull acrtea.azurecr.io/tea:1: UNAUTHORIZED: authentication required',
  },
  'acr.firewall': {
    text: "DENIED: client with IP '20.0.0.9' is not allowed access, refer https://aka.ms/acr/firewall acrtea.azurecr.io",
  },
  'acr.scope': { text: 'pull access denied: acrtea.azurecr.io/tea insufficient_scope: authorization failed' },
  'acr.appservice': {
    text: 'DockerApiException: Docker API responded with status code=InternalServerError, response={"message":"Head https://acrtea.azurecr.io/v2/: unauthorized: authentication required, visit https://aka.ms/acr/authorization"}',
  },
  'arm.authorization': {
    text: arm(
      'AuthorizationFailed',
      `The client '${principal}' with object id '${principal}' does not have authorization to perform action 'Microsoft.AppPlatform/Spring/read' over scope '${group}' or the scope is invalid.`,
    ),
    reads: {
      identity: { principalId: principal },
      target: `arm:${group}`,
      permission: 'Microsoft.AppPlatform/Spring/read',
    },
  },
  'arm.abac': {
    text: arm(
      'AuthorizationFailed',
      `The client 'a@tea.example' with object id '${principal}' has an authorization with ABAC condition that is not fulfilled to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '${group}'`,
    ),
    reads: { identity: { name: 'a@tea.example', principalId: principal } },
  },
  'arm.deny': {
    text: arm(
      'DenyAssignmentAuthorizationFailed',
      'The client has permission, however, the access is denied because of the deny assignment.',
    ),
  },
  'arm.token': {
    text: arm('InvalidAuthenticationTokenTenant', 'The access token is from the wrong issuer.'),
    reads: { cause: 'wrong-tenant' },
  },
  'graph.denied': {
    text: arm('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  },
  'graph.token': {
    text: '{"error":{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience."}}',
  },
  'easyauth.denied': {
    text: "IDX10214: Audience validation failed. Audiences: 'x'. Did not match: validationParameters.ValidAudience: 'y'",
  },
  'openai.permission': {
    text: `{"error":{"code":"PermissionDenied","message":"The principal \`${principal}\` lacks the required data action \`Microsoft.CognitiveServices/accounts/OpenAI/deployments/embeddings/action\` to perform \`POST /openai\` operation."}}`,
    reads: {
      identity: { principalId: principal },
      permission: 'Microsoft.CognitiveServices/accounts/OpenAI/deployments/embeddings/action',
    },
  },
  'rbac.principal-not-found': {
    text: arm(
      'PrincipalNotFound',
      `Principal ${principal.replaceAll('-', '')} does not exist in the directory ${tenant}.`,
    ),
    reads: { identity: { principalId: principal }, cause: 'principal-not-replicated' },
  },
  'rbac.exists': { text: arm('RoleAssignmentExists', 'The role assignment already exists.') },
  'rbac.update-not-permitted': {
    text: arm(
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    ),
  },
  'rbac.principal-type': {
    text: arm(
      'UnmatchedPrincipalType',
      `The PrincipalId '${principal}' has type 'User' , which is different from specified PrinciaplType 'ServicePrincipal'.`,
    ),
    reads: { identity: { principalId: principal } },
  },
  'rbac.limit': { text: arm('RoleAssignmentLimitExceeded', 'No more role assignments can be created.') },
  'rbac.denied': {
    text: arm(
      'AuthorizationFailed',
      `The client 'a@tea.example' with object id '${principal}' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '${group}' or the scope is invalid.`,
    ),
    reads: { cause: 'grantor-lacks-right', permission: 'Microsoft.Authorization/roleAssignments/write' },
  },
  'id.linked': {
    text: arm(
      'LinkedAuthorizationFailed',
      `The client 'a@tea.example' with object id '${principal}' has permission to perform action 'Microsoft.App/containerApps/write' on scope '${group}'; however, it does not have permission to perform action 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '${userAssigned}' or the linked scope(s) are invalid.`,
    ),
    reads: {
      target: `arm:${userAssigned}`,
      permission: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    },
  },
  'id.failed-operation': {
    text: `FailedIdentityOperation Identity operation for resource '${group}/providers/Microsoft.AppPlatform/Spring/s/apps/tea' failed with error 'Failed to perform resource identity operation. Status: '429'. Response: '{}'.'.`,
    reads: { cause: 'busy' },
  },
  'id.invalid-values': { text: arm('InvalidIdentityValues', 'Invalid value for the identities') },
  'id.gone': {
    text: "The Resource 'Microsoft.ManagedIdentity/userAssignedIdentities/id-tea' under resource group 'rg-tea' was not found.",
    reads: { identity: { name: 'id-tea' } },
  },
  'asa.112404': {
    text: '(BadRequest) 112404: Failed to wait for deployment instances to be ready.',
    reads: { cause: 'startup-cascade' },
  },
  'asa.112405': {
    text: '112405: Failed to start the deployment instances. Please check the application log',
  },
  'aca.revision-failed': {
    text: "Failed to provision revision for container app 'ca-tea'. Error details: x",
  },
  'aca.operation': { text: 'ContainerAppOperationInProgress: another operation is in progress' },
};

describe('kinds of errors with identities', () => {
  for (const { id, cause } of kinds) {
    const number = /^aadsts\.(\d+)$/.exec(id)?.[1];
    const sample: Sample | undefined =
      number === undefined
        ? samples[id]
        : { text: `MsalServiceException: AADSTS${number}: Something. Trace ID: 1` };
    it(`${id} is recognised, and nothing else`, () => {
      assert.ok(sample !== undefined, 'a kind without a text');
      const found = refusalsIn(sample.text);
      assert.deepEqual(
        found.map((one) => one.kind),
        [id],
      );
      const [only] = found;
      assert.deepEqual({ ...only, ...(sample.reads ?? { cause }) }, only);
    });
  }
});
