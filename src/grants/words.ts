import { builtInRole, definitionName } from '../access/built-in-role';
import {
  azCosmosRole,
  azManagedRedisPolicy,
  azPolicy,
  azRedisPolicy,
  azRole,
} from '../access/mend/az-command';
import { scopeName } from '../access/scope';
import { nameOf, parseArmId } from '../estate/ids/arm-id';
import { say, type Text } from '../lifecycle/text';
import type { CosmosGrant, Grant, Grantee, PolicyGrant, RedisGrant, RoleGrant } from './grant';
import { grantName } from './plan/grant-name';
import { cosmosRoles } from './plan/proposals';

/** "role 'Key Vault Secrets User' at 'kv-shop'": what is granted, and where. */
export function grantWords(grant: Grant): Text {
  switch (grant.kind) {
    case 'role':
      return say("role '{0}' at {1}", roleOf(grant), scopeName(grant.scope));
    case 'policy':
      return say("access policy '{0}' of vault '{1}'", grant.permissions.join(', '), nameOf(grant.scope));
    case 'cosmos':
      return say("Cosmos DB role '{0}' at {1}", roleOf(grant), cosmosPlace(grant));
    case 'redis':
      return say("access policy '{0}' of '{1}'", grant.policy, nameOf(grant.scope));
  }
}

/** What a role is called, or its GUID where nobody tells. */
function roleOf({ roleName, roleDefinitionId }: RoleGrant | CosmosGrant): string {
  const guid = definitionName(roleDefinitionId);
  return roleName ?? builtInRole(guid)?.name ?? cosmosRoles[guid] ?? guid;
}

/** `'cosmos-shop'`, `'cosmos-shop/dbs/orders'`. */
function cosmosPlace({ account, scope }: CosmosGrant): string {
  return `'${nameOf(account)}${scope.slice(account.length)}'`;
}

/** The line of the Azure CLI that makes a grant, for a POSIX shell such as Cloud Shell's. */
export async function grantLine(grant: Grant, grantee: Grantee): Promise<string> {
  switch (grant.kind) {
    case 'role':
      return await roleLine(grant, grantee);
    case 'policy':
      return policyLine(grant, grantee);
    case 'cosmos':
      return cosmosLine(grant, grantee);
    case 'redis':
      return redisLine(grant, grantee);
  }
}

async function roleLine(grant: RoleGrant, { principalId }: Grantee): Promise<string> {
  const { scope, condition, description, roleDefinitionId } = grant;
  return azRole({
    principalId,
    role: definitionName(roleDefinitionId),
    scope,
    condition,
    description,
    name: await grantName(grant, principalId),
  });
}

function policyLine({ scope, permissions }: PolicyGrant, { principalId }: Grantee): string {
  const { subscription, name } = resourceAt(scope);
  return azPolicy({ principalId, vault: name, subscription, permissions });
}

function cosmosLine({ account, scope, roleDefinitionId }: CosmosGrant, { principalId }: Grantee): string {
  return azCosmosRole({
    principalId,
    ...resourceAt(account),
    scope: scope === account ? '/' : scope.slice(account.length),
    role: definitionName(roleDefinitionId),
  });
}

function redisLine({ scope, policy }: RedisGrant, { principalId, name: alias }: Grantee): string {
  const { database, ...at } = resourceAt(scope);
  return database === undefined
    ? azRedisPolicy({ principalId, ...at, policy, alias })
    : azManagedRedisPolicy({ principalId, ...at, database, policy });
}

/** A resource, and what lies in it, by its id. */
function resourceAt(id: string): {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly database: string | undefined;
} {
  const { subscriptionId = '', resourceGroup = '', names = [id] } = parseArmId(id) ?? {};
  const [name, database] = names;
  return { subscription: subscriptionId, resourceGroup, name, database };
}
