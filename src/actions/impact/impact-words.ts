import { roleNameOf } from '../../access/access-at';
import { nameOf } from '../../estate/ids/arm-id';
import type { RoleAssignment, StoreGrant } from '../../estate/grants';
import { scopeText } from '../../estate/scope-text';
import { plain, say, type Text } from '../../lifecycle/text';
import { heldText, type Impact, type Loss } from './impact';

/** How many things a sentence of a question names before it counts the rest. */
const named = 4;

/** What a question says of an impact, in a few sentences: first what could not be read. */
export function impactLines({ unread, losses, forwards }: Impact): readonly Text[] {
  return [
    ...unread,
    ...losses.flatMap(linesOf),
    ...(forwards.length === 0
      ? []
      : [say('Port forwards of this window that get its tokens: {0}.', few(forwards))]),
  ];
}

function linesOf(loss: Loss): readonly Text[] {
  const { policies, stores, places, others, held } = loss;
  return [
    ...rolesLine(loss),
    ...(policies.length === 0 ? [] : [policiesLine(loss)]),
    ...(stores.length === 0 ? [] : [storesLine(loss)]),
    databasesText(loss),
    ...(places.length === 0
      ? []
      : [
          say(
            'Files that name {0}: {1}.',
            heldText(held),
            few(places.map(({ path, line }) => `${path}:${line}`)),
          ),
        ]),
    ...(others.length === 0
      ? []
      : [
          say(
            'Other apps that use {0} and keep it: {1}.',
            heldText(held),
            few(others.map(({ app }) => `'${app.name}'`)),
          ),
        ]),
  ];
}

function rolesLine({ held, ending, roles, allRoles }: Loss): readonly Text[] {
  const who = heldText(held);
  if (roles.length === 0) return allRoles ? [say('No role assignments of {0} were found.', who)] : [];
  const list = few(roles.map((role) => plain(roleText(role))));
  return [
    ending === 'deleted'
      ? say('Role assignments of {0} that stop working: {1}.', who, list)
      : say('What the app may do by the roles of {0} and loses: {1}.', who, list),
  ];
}

function policiesLine({ held, ending, policies }: Loss): Text {
  const list = few(policies.map(({ vault, permissions }) => `${vault} (${permissions.join(', ')})`));
  return ending === 'deleted'
    ? say('Access policies made for {0} that stop working: {1}.', heldText(held), list)
    : say('Vaults that let {0} in by an access policy: {1}.', heldText(held), list);
}

function storesLine({ held, ending, stores }: Loss): Text {
  const list = few(stores.map((one) => `${nameOf(one.store)} (${storeGrantText(one)})`));
  return ending === 'deleted'
    ? say('Grants of Cosmos DB and caches to {0} that stop working: {1}.', heldText(held), list)
    : say('Cosmos DB accounts and caches that let {0} in: {1}.', heldText(held), list);
}

/** "Cosmos DB Built-in Data Reader at /dbs/stock", "Data Contributor". */
export function storeGrantText({ role, part }: StoreGrant): string {
  return part === undefined ? role : `${role} at ${part}`;
}

/** Azure Resource Manager does not know the users of databases. */
export function databasesText({ held, ending }: Loss): Text {
  return ending === 'deleted'
    ? say('Databases are not read: users made for {0} stop working.', heldText(held))
    : say('Databases are not read: the app can no longer log in as {0}.', heldText(held));
}

/** "Key Vault Secrets User · kv-shop". */
function roleText(role: RoleAssignment): Text {
  return say('{0} · {1}', roleNameOf(role), scopeText(role.scope));
}

function few(items: readonly string[]): Text {
  const list = items.slice(0, named).join(', ');
  const rest = items.length - named;
  return rest > 0 ? say('{0} and {1} more', list, rest) : say('{0}', list);
}
