import { builtInRole, definitionName } from '../access/built-in-role';
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
  const { condition, description } = grant;
  return line('az role assignment create', {
    'assignee-object-id': principalId,
    'assignee-principal-type': 'ServicePrincipal',
    role: definitionName(grant.roleDefinitionId),
    scope: grant.scope,
    name: await grantName(grant, principalId),
    ...(condition !== undefined && {
      condition: condition.expression,
      'condition-version': condition.version,
    }),
    ...(description !== undefined && { description }),
  });
}

function policyLine({ scope, permissions }: PolicyGrant, { principalId }: Grantee): string {
  const {
    subscriptionId,
    names: [name],
  } = partsOf(scope);
  const kinds = new Map<string, string[]>();
  for (const [kind = '', word = ''] of permissions.map((permission) => permission.split(' ')))
    kinds.set(kind, [...(kinds.get(kind) ?? []), word]);
  return line('az keyvault set-policy', {
    name,
    subscription: subscriptionId,
    'object-id': principalId,
    ...Object.fromEntries(
      [...kinds].map(([kind, words]) => [`${kind.replace(/s$/, '')}-permissions`, words]),
    ),
  });
}

function cosmosLine({ account, scope, roleDefinitionId }: CosmosGrant, { principalId }: Grantee): string {
  const {
    subscriptionId,
    resourceGroup,
    names: [name],
  } = partsOf(account);
  return line('az cosmosdb sql role assignment create', {
    subscription: subscriptionId,
    'resource-group': resourceGroup,
    'account-name': name,
    scope: scope === account ? '/' : scope.slice(account.length),
    'principal-id': principalId,
    'role-definition-id': definitionName(roleDefinitionId),
  });
}

function redisLine({ scope, policy }: RedisGrant, { principalId, name: alias }: Grantee): string {
  const {
    subscriptionId,
    resourceGroup,
    names: [name, database],
  } = partsOf(scope);
  const where = { subscription: subscriptionId, 'resource-group': resourceGroup };
  return database === undefined
    ? line('az redis access-policy-assignment create', {
        ...where,
        name,
        'policy-assignment-name': principalId,
        'access-policy-name': policy,
        'object-id': principalId,
        'object-id-alias': alias,
      })
    : line('az redisenterprise database access-policy-assignment create', {
        ...where,
        'cluster-name': name,
        'database-name': database,
        'access-policy-assignment-name': principalId,
        'access-policy-name': policy,
        'object-id': principalId,
      });
}

function partsOf(id: string): {
  subscriptionId: string;
  resourceGroup: string;
  names: readonly (string | undefined)[];
} {
  return parseArmId(id) ?? { subscriptionId: '', resourceGroup: '', names: [id] };
}

function line(
  command: string,
  options: Readonly<Record<string, string | readonly string[] | undefined>>,
): string {
  const words = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const values = typeof value === 'string' ? [value] : value;
    return [`--${name}`, ...values.map(shellWord)];
  });
  return [command, ...words].join(' ');
}

/** A word as it is where no shell could read it otherwise, in single quotes else. */
function shellWord(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
