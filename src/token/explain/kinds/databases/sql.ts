import type { Reading } from '../../refusal';
import { databaseTarget } from '../../target-names';
import { asOnly, isAzure, kind, type Kind, type Near } from '../kind';
import { isGuid } from '../../../../estate/ids/guid';
import { first, guidAfter } from '../../log-text';
import { identity, permission, target } from '../../reading';

const sqlServer = (near: Near): Reading => target(databaseTarget('sql', near.record));
/** Where the text has no more, the address of the driver tells which identity it asks a token for. */
const askedFor = (near: Near): Reading => ({
  ...sqlServer(near),
  ...identity({ clientId: guidAfter(near.record, 'msiClientId\\s?=\\s?') }),
});
const fromAzureSql =
  /database\.(?:windows|chinacloudapi|usgovcloudapi)\.|Authentication=Active|ActiveDirectory|fedauth|msi/i;

export const sqlKinds: readonly Kind[] = [
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
    'sql.grant',
    'role-missing',
    [' permission was denied on the ', ' permission denied in database '],
    (near) => {
      if (!isAzure(near, fromAzureSql)) return undefined;
      const { record } = near;
      const [, right, sort, name] =
        /\b([A-Z]+) permission was denied on the (\w+) '([^']{1,128})'/.exec(record) ?? [];
      const [, made, database] =
        /\b([A-Z]+ [A-Z]+) permission denied in database '([^']{1,128})'/.exec(record) ?? [];
      if (right === undefined && made === undefined) return undefined;
      return {
        ...sqlServer(near),
        ...permission(
          right === undefined ? `${made} in database ${database}` : `${right} on ${sort} ${name}`,
        ),
      };
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
