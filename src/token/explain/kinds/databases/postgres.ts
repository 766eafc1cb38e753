import type { Reading } from '../../refusal';
import { databaseTarget } from '../../target-names';
import { isAzure, kind, mayBeAzure, type Kind, type Near } from '../kind';
import { first, guidAfter } from '../../log-text';
import { identity, permission, target } from '../../reading';
import { causeOfToken, ofEntra, tokenWords } from './token-words';

const postgres = (near: Near): Reading => target(databaseTarget('postgres', near.record));
export const fromPostgres = /postgres\.database\.|AzurePostgresql|AzurePg/i;
const roleIn = (text: string): string | undefined => first(text, /for role ?(?:\[|"|')([^\]"']{1,128})/i);

/** Whether a role that was refused may be an identity's: `postgres` is who sets a server up, on any machine. */
function isOurRole(role: string | undefined, near: Near): boolean {
  return isAzure(near, fromPostgres) || (role !== 'postgres' && mayBeAzure(near, fromPostgres));
}

export const postgresKinds: readonly Kind[] = [
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
  kind('pg.token-invalid', 'token-invalid', tokenWords, (near) => {
    const { text, record, log } = near;
    const ours = fromPostgres.test(record + log) || /PSQLException|FATAL:/.test(record);
    if (!ours || !ofEntra.test(record)) return undefined;
    const role = roleIn(text.slice(0, 300));
    const isOfGroup = /does not contain group/i.test(text.slice(0, 400));
    return {
      ...identity({ name: role }),
      ...postgres(near),
      ...causeOfToken(text),
      ...(role !== undefined && { cause: isOfGroup ? 'db-user-mismatch' : 'db-user-wrong-id' }),
    };
  }),
  kind('pg.password', 'ambiguous', ['password authentication failed for user'], (near) => {
    const user = first(near.text, /failed for user ["']([^"']{1,128})["']/i);
    return isOurRole(user, near) ? { ...identity({ name: user }), ...postgres(near) } : undefined;
  }),
  kind('pg.role-missing', 'db-user-missing', ['" does not exist'], (near) => {
    const role =
      first(near.text, /role "([^"]{1,128})" does not exist/i) ??
      first(near.record, /role "([^"]{1,128})" does not exist/i);
    return role !== undefined && isOurRole(role, near)
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
  kind('pg.grant', 'role-missing', ['permission denied for '], (near) => {
    const what = first(
      near.text,
      /permission denied for ((?:table|relation|schema|database|sequence|function|view) [\w".-]{1,128})/i,
    );
    return what !== undefined && isAzure(near, fromPostgres)
      ? { ...postgres(near), ...permission(what.replaceAll('"', '')) }
      : undefined;
  }),
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
