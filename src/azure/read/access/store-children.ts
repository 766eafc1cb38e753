import type { CosmosGrant, RedisGrant } from '../../../grants/grant';
import { apiVersions } from '../../api-versions';
import { isAnswered } from '../../failures';
import { pathOf, type Arm, type Ask } from '../../wire/arm';
import { asObject, needText, objectOr, text, type Json } from '../json';

// Services that keep who may use their data in child resources of their own.

/** A grant with whom it is for. */
export interface ListedGrant<G> {
  readonly id: string;
  readonly principalId: string | undefined;
  readonly grant: G;
}

/** What is granted at a Cosmos DB account; nothing where the account speaks no data roles. */
export async function* cosmosGrants(
  arm: Arm,
  account: string,
  ask: Ask,
): AsyncGenerator<ListedGrant<CosmosGrant>, void> {
  const path = `${pathOf(account)}/sqlRoleAssignments?api-version=${apiVersions.cosmos}`;
  for await (const raw of children(arm, path, ask)) {
    const properties = objectOr(raw['properties']);
    yield {
      id: needText(raw, 'id', 'sqlRoleAssignment'),
      principalId: text(properties, 'principalId'),
      grant: {
        kind: 'cosmos',
        account,
        scope: needText(properties, 'scope', 'sqlRoleAssignment.properties'),
        roleDefinitionId: needText(properties, 'roleDefinitionId', 'sqlRoleAssignment.properties'),
      },
    };
  }
}

/** What is granted at a cache, or at a database of Managed Redis. */
export async function* redisGrants(
  arm: Arm,
  scope: string,
  ask: Ask,
): AsyncGenerator<ListedGrant<RedisGrant>, void> {
  const path = `${pathOf(scope)}/accessPolicyAssignments?${redisVersion(scope)}`;
  for await (const raw of children(arm, path, ask)) {
    const properties = objectOr(raw['properties']);
    yield {
      id: needText(raw, 'id', 'accessPolicyAssignment'),
      principalId: text(properties, 'objectId') ?? text(objectOr(properties['user']), 'objectId'),
      grant: { kind: 'redis', scope, policy: text(properties, 'accessPolicyName') ?? '' },
    };
  }
}

async function* children(arm: Arm, path: string, ask: Ask): AsyncGenerator<Json, void> {
  try {
    for await (const page of arm.pages(path, ask)) for (const raw of page) yield asObject(raw, 'assignment');
  } catch (error) {
    // Accounts of another API, and caches without Entra ID, have no such children.
    if (!isAnswered(error, 404, 405)) throw error;
  }
}

/** Whether a scope is of Azure Managed Redis, which has another API than the cache. */
export function isManaged(scope: string): boolean {
  return scope.toLowerCase().includes('/redisenterprise/');
}

export function redisVersion(scope: string): string {
  return `api-version=${isManaged(scope) ? apiVersions.managedRedis : apiVersions.redis}`;
}
