import type { ArmDocument, Json } from '../estates/documents';
import { groupId, missing, pathId } from '../spring/find';
import { listReply } from '../http/paging/pages';
import { armError, ok, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';

const type = 'Microsoft.KeyVault/vaults';
const inSubscription = `/subscriptions/{sub}/providers/${type}`;
const inGroup = `/subscriptions/{sub}/resourceGroups/{group}/providers/${type}`;

interface Policy {
  readonly tenantId: string;
  readonly objectId: string;
  readonly permissions: Readonly<Record<string, readonly string[]>>;
}

function list(exchange: Exchange, prefix: string): Reply {
  const { vaults } = exchange.world.estate;
  const subscription = `/subscriptions/${exchange.params['sub'] ?? ''}`;
  return listReply(exchange, {
    revision: String(vaults.revision(subscription)),
    items: () => vaults.under(subscription).filter(({ id }) => id.toLowerCase().startsWith(prefix)),
  });
}

function withVault(handle: (exchange: Exchange, vault: ArmDocument) => Reply) {
  return (exchange: Exchange): Reply => {
    const name = exchange.params['vault'] ?? '';
    const found = exchange.world.estate.vaults.get(pathId(exchange, `${type}/${name}`));
    return found === undefined ? missing(exchange, type, name) : handle(exchange, found);
  };
}

function mergedPermissions(policy: Policy, asked: Policy, adds: boolean): Policy['permissions'] {
  const kinds = new Set([...Object.keys(policy.permissions), ...Object.keys(asked.permissions)]);
  const merge = (kind: string): readonly string[] => {
    const before = policy.permissions[kind] ?? [];
    const given = asked.permissions[kind] ?? [];
    return adds ? [...new Set([...before, ...given])] : before.filter((word) => !given.includes(word));
  };
  return Object.fromEntries([...kinds].map((kind) => [kind, merge(kind)]));
}

/** `add` and `remove` go permission by permission, `replace` takes the place of a principal's whole policy. */
function changedPolicies(
  before: readonly Policy[],
  asked: readonly Policy[],
  how: string,
): readonly Policy[] {
  const policies = new Map(before.map((policy) => [policy.objectId.toLowerCase(), policy]));
  for (const policy of asked) {
    const key = policy.objectId.toLowerCase();
    const existing = policies.get(key) ?? { ...policy, permissions: {} };
    const permissions =
      how === 'replace' ? policy.permissions : mergedPermissions(existing, policy, how === 'add');
    const empty = Object.values(permissions).every((words) => words.length === 0);
    if (empty) policies.delete(key);
    else policies.set(key, { ...existing, permissions });
  }
  return [...policies.values()];
}

function putPolicies(exchange: Exchange, vault: ArmDocument): Reply {
  const how = (exchange.params['how'] ?? '').toLowerCase();
  const asked = (exchange.body as { readonly properties?: Json } | undefined)?.properties?.['accessPolicies'];
  if (!['add', 'replace', 'remove'].includes(how) || !Array.isArray(asked))
    return armError(
      400,
      'BadRequest',
      'accessPolicies must be an array, and the operation add, replace or remove.',
    );
  const before = (vault.properties['accessPolicies'] ?? []) as readonly Policy[];
  const accessPolicies = changedPolicies(before, asked as Policy[], how);
  exchange.world.estate.vaults.put({ ...vault, properties: { ...vault.properties, accessPolicies } });
  return ok({
    id: `${vault.id}/accessPolicies/`,
    type: `${type}/accessPolicies`,
    location: vault.location,
    properties: { accessPolicies },
  });
}

export const vaultRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: inSubscription,
    provider: 'keyVault',
    handle: (exchange) => list(exchange, ''),
  },
  {
    method: 'GET',
    path: inGroup,
    provider: 'keyVault',
    handle: (exchange) => list(exchange, `${groupId(exchange)}/`.toLowerCase()),
  },
  {
    method: 'GET',
    path: `${inGroup}/{vault}`,
    provider: 'keyVault',
    handle: withVault((_, vault) => ok(vault)),
  },
  {
    method: 'PUT',
    path: `${inGroup}/{vault}/accessPolicies/{how}`,
    provider: 'keyVault',
    handle: withVault(putPolicies),
  },
];
