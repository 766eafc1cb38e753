import type { Reading } from '../../refusal';
import { databaseTarget } from '../../target-names';
import { isAzure, kind, type Kind, type Near } from '../kind';
import { isGuid } from '../../../../estate/ids/guid';
import { first, guidAfter } from '../../log-text';
import { identity, permission, target } from '../../reading';
import { causeOfToken, ofEntra, tokenWords } from './token-words';

const mysql = (near: Near): Reading => target(databaseTarget('mysql', near.record));
const fromMysql = /mysql\.database\.|AzureMysql/i;
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

function withoutGrant(near: Near, user: string | undefined, what: string): Reading | undefined {
  if (user === undefined || !isAzure(near, fromMysql)) return undefined;
  return { ...named(user), ...mysql(near), ...permission(what) };
}

export const mysqlKinds: readonly Kind[] = [
  kind('mysql.denied', 'db-user-missing', ['access denied for user'], (near) => denied(near, 'YES')),
  kind('mysql.no-token', 'token-missing', ['access denied for user'], (near) => denied(near, 'NO')),
  kind('mysql.grant', 'role-missing', ['access denied for user'], (near) => {
    const [, user, database = ''] =
      /user '([^']{1,128})'@'[^']{1,128}' to database '([^']{1,128})'/i.exec(near.text) ?? [];
    return withoutGrant(near, user, `database ${database}`);
  }),
  kind('mysql.grant', 'role-missing', ['command denied to user'], (near) => {
    const [, user, table = ''] =
      /user '([^']{1,128})'@'[^']{1,128}' for table ['`]([^'`]{1,128})/i.exec(near.text) ?? [];
    const right = first(near.record, /\b([A-Z]{1,20}(?: [A-Z]{1,20})?) command denied/) ?? '';
    return withoutGrant(near, user, `${right} on table ${table}`.trim());
  }),
  kind(
    'mysql.firewall',
    'network',
    ["' is not allowed to connect to this mysql server"],
    // MySQL itself says "Host '...'".
    (near) => (/Client with IP address '[^']{1,64}' is not/i.test(near.record) ? mysql(near) : undefined),
  ),
  // "Azure AD access token" or "Microsoft Entra access token": the name of the directory has changed.
  kind('mysql.oid', 'db-user-wrong-id', ['access token is not valid for user'], (near) => ({
    ...identity({
      name: first(near.text, /for user '([^']{1,128})'/i),
      principalId: guidAfter(near.text, "OID '"),
    }),
    ...mysql(near),
  })),
  kind('mysql.token-invalid', 'token-invalid', tokenWords, (near) => {
    const { text, record, log } = near;
    const ours = fromMysql.test(record + log) || /\(HY000\)|com\.mysql|pymysql/.test(record);
    if (!ours || !ofEntra.test(record) || /valid for user/i.test(text.slice(0, 60))) return undefined;
    return { ...mysql(near), ...causeOfToken(text) };
  }),
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
