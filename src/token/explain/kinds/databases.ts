import type { Reading } from '../refusal';
import { databaseTarget } from '../target-names';
import {
  asOnly,
  first,
  guidAfter,
  identity,
  isAzure,
  isGuid,
  kind,
  target,
  type Kind,
  type Near,
} from './kind';

const sqlServer = (near: Near): Reading => target(databaseTarget('sql', near.record));
/** Where the text has no more, the address of the driver tells which identity it asks a token for. */
const askedFor = (near: Near): Reading => ({
  ...sqlServer(near),
  ...identity({ clientId: guidAfter(near.record, 'msiClientId\\s?=\\s?') }),
});
const fromAzureSql =
  /database\.(?:windows|chinacloudapi|usgovcloudapi)\.|Authentication=Active|ActiveDirectory|fedauth|msi/i;

const sqlKinds: readonly Kind[] = [
  kind(
    'sql.token-principal',
    'db-user-missing',
    ["login failed for user '<token-identified principal>'"],
    (near) =>
      /not currently configured to accept this token|token is expired/i.test(near.text.slice(0, 400))
        ? undefined
        : askedFor(near),
  ),
  kind(
    'sql.token-not-accepted',
    'ambiguous',
    ['server is not currently configured to accept this token'],
    askedFor,
  ),
  kind('sql.token-expired', 'token-expired', ['token is expired'], (near) =>
    /Login failed for user|SQLServerException/i.test(near.record) ? sqlServer(near) : undefined,
  ),
  kind(
    'sql.client-at-tenant',
    'db-user-missing',
    ["login failed for user '", 'the server principal "', 'requested by the login'],
    (near) => {
      const [, client, , rest = ''] =
        /(?:login failed for user '|server principal ")([0-9a-f-]{36})(@[0-9a-f-]{36})['"]([^]{0,400})/i.exec(
          near.text,
        ) ?? [];
      if (client === undefined || !isGuid(client)) return undefined;
      const database =
        first(rest, /access the database "([^"]{1,128})"/i) ??
        first(near.record, /Cannot open database "([^"]{1,128})"/i);
      const address = databaseTarget('sql', near.record);
      const at = address ?? (database === undefined ? undefined : 'sql:');
      return {
        ...identity({ clientId: client.toLowerCase() }),
        ...target(at === undefined || database === undefined || /.\/./.test(at) ? at : `${at}/${database}`),
      };
    },
  ),
  kind(
    'sql.anonymous',
    'token-missing',
    ["'nt authority\\anonymous logon'", "'nt authorityanonymous logon'", "login failed for user ''"],
    (near) => (isAzure(near, fromAzureSql) ? sqlServer(near) : undefined),
  ),
  kind(
    'sql.password-off',
    'local-auth-used',
    [
      'azure active directory only authentication is enabled',
      'microsoft entra-only authentication is enabled',
    ],
    (near) => ({
      ...identity({ name: first(near.record, /Login failed for user '([^'<]{1,128})'/i) }),
      ...sqlServer(near),
    }),
  ),
  asOnly(
    'vague',
    kind(
      'sql.driver-token',
      'ambiguous',
      ['failed to acquire managed identity token', 'msi token failure', 'failed to authenticate the user'],
      (near) =>
        /failed to authenticate the user/i.test(near.text.slice(0, 120)) &&
        !/in Active Directory/i.test(near.text)
          ? undefined
          : {
              ...identity({
                name: first(near.text, /authenticate the user ([^\s]{1,200}) in Active Directory/i),
              }),
              ...sqlServer(near),
            },
    ),
  ),
  kind('sql.keyword-clash', 'sdk-config', ['cannot use "authentication='], sqlServer),
  kind(
    'sql.firewall',
    'network',
    ['is not allowed to access the server', 'deny public network access'],
    (near) => {
      const server = first(near.record, /Cannot open server '([\w.-]{1,128})'/i);
      if (server === undefined && !fromAzureSql.test(near.record)) return undefined;
      return server === undefined ? sqlServer(near) : target(`sql:${server.split('.')[0] ?? server}`);
    },
  ),
  kind(
    'sql.ext-principal',
    'grantor-lacks-right',
    [
      'this principal type is not supported',
      'only connections established with active directory accounts',
      "' could not be resolved",
      'could not be found or this principal type',
    ],
    (near) => {
      if (!/Principal '|Active Directory accounts can create/i.test(near.record)) return undefined;
      return { ...identity({ name: first(near.record, /Principal '([^']{1,200})'/i) }), ...sqlServer(near) };
    },
  ),
];

const postgres = (near: Near): Reading => target(databaseTarget('postgres', near.record));
const fromPostgres = /postgres\.database\.|AzurePostgresql|AzurePg/i;
const roleIn = (text: string): string | undefined => first(text, /for role ?(?:\[|"|')([^\]"']{1,128})/i);

const postgresKinds: readonly Kind[] = [
  kind('pg.role-is-user', 'db-user-mismatch', ['is neither an aad_auth_tokentype_app_user'], (near) => ({
    ...identity({ name: roleIn(near.record) }),
    ...postgres(near),
  })),
  kind(
    'pg.role-is-sp',
    'db-user-mismatch',
    ['service principals cannot generate aad_auth_tokentype'],
    (near) => ({
      ...identity({ name: roleIn(near.record) }),
      ...postgres(near),
    }),
  ),
  kind('pg.audience', 'wrong-audience', ['access token does not have a valid audience claim'], postgres),
  kind(
    'pg.token-invalid',
    'token-invalid',
    ['an error occurred while validating the access token'],
    postgres,
  ),
  kind('pg.password', 'ambiguous', ['password authentication failed for user'], (near) =>
    isAzure(near, fromPostgres)
      ? {
          ...identity({ name: first(near.text, /failed for user ["']([^"']{1,128})["']/i) }),
          ...postgres(near),
        }
      : undefined,
  ),
  kind('pg.role-missing', 'db-user-missing', ['" does not exist'], (near) => {
    const role =
      first(near.text, /role "([^"]{1,128})" does not exist/i) ??
      first(near.record, /role "([^"]{1,128})" does not exist/i);
    return role !== undefined && isAzure(near, fromPostgres)
      ? { ...identity({ name: role }), ...postgres(near) }
      : undefined;
  }),
  kind(
    'pg.firewall',
    'network',
    ['no pg_hba.conf entry for host', 'client from azure virtual networks is not allowed'],
    (near) =>
      isAzure(near, fromPostgres) || /Azure Virtual Networks/i.test(near.text)
        ? { ...identity({ name: first(near.text, /user "([^"]{1,128})"/i) }), ...postgres(near) }
        : undefined,
  ),
  kind(
    'pg.create-principal',
    'grantor-lacks-right',
    [
      'could not validate aad user',
      'incorrect object type provided for principal',
      'an unexpected error occurred while trying to validate user',
    ],
    (near) =>
      /validate user '/i.test(near.text.slice(0, 200))
        ? undefined
        : { ...identity({ principalId: guidAfter(near.record, 'AAD user <?') }), ...postgres(near) },
  ),
];

const mysql = (near: Near): Reading => target(databaseTarget('mysql', near.record));
const deniedUser = /Access denied for user '([^']{1,128})'@'([^']{1,128})' \(using password: (YES|NO)\)/i;

/** Where a client of any database may come from: such an address by itself does not speak of Azure. */
const privateHost = /^(?:localhost$|::1|%|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** MySQL's refusal of a user; undefined where it may as well be a database of one's own. */
function denied(near: Near, using: 'YES' | 'NO'): Reading | undefined {
  const [, user = '', host = '', password = ''] =
    deniedUser.exec(near.text) ?? deniedUser.exec(near.record) ?? [];
  if (password.toUpperCase() !== using) return undefined;
  const known = /mysql\.database\.|AzureMysql|com\.azure/i.test(near.record + near.log);
  const local =
    privateHost.test(host) || /restartedMain|\/\/(?:localhost|127\.0\.0\.1|mysql|db)[:/]/i.test(near.record);
  if (!known && (local || /^(?:root|admin)$/i.test(user))) return undefined;
  return { ...named(user), ...mysql(near) };
}

function named(user: string): Reading {
  return isGuid(user) ? identity({ clientId: user.toLowerCase() }) : identity({ name: user });
}

const mysqlKinds: readonly Kind[] = [
  kind('mysql.denied', 'db-user-missing', ['access denied for user'], (near) => denied(near, 'YES')),
  kind('mysql.no-token', 'token-missing', ['access denied for user'], (near) => denied(near, 'NO')),
  kind('mysql.oid', 'db-user-wrong-id', ['azure ad access token is not valid for user'], (near) => ({
    ...identity({
      name: first(near.text, /for user '([^']{1,128})'/i),
      principalId: guidAfter(near.text, "OID '"),
    }),
    ...mysql(near),
  })),
  kind(
    'mysql.create-user',
    'grantor-lacks-right',
    ['an unexpected error occurred while trying to validate user'],
    (near) => {
      const user = first(near.text, /validate user '([^']{1,128})'/i);
      return user === undefined ? undefined : { ...named(user), ...mysql(near) };
    },
  ),
];

export const databaseKinds: readonly Kind[] = [...sqlKinds, ...postgresKinds, ...mysqlKinds];
