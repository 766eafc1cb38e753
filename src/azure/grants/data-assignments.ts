import { definitionName } from '../../access/built-in-role';
import { nameOf, sameArmId } from '../../estate/arm-id';
import { sameId } from '../../estate/held-identity';
import type { CosmosGrant, RedisGrant } from '../../grants/grant';
import { grantName } from '../../grants/grant-name';
import type { GrantAsk } from '../../grants/ports';
import { Failure } from '../../lifecycle/failure';
import { apiVersions } from '../api-versions';
import { isAnswered } from '../failures';
import { asObject, needText, objectOr, text, type Json } from '../read/json';
import { valueOf } from '../read/resources';
import { pathOf, type Arm, type Ask } from '../wire/arm';
import type { FoundGrant, GrantKind, Sending } from './grant-kind';

// Services that keep who may use their data in child resources of their own.

/** Roles of Cosmos DB for data. */
export class CosmosRoles implements GrantKind<CosmosGrant> {
  readonly #arm: Arm;

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  async find(
    { grant, grantee, subscription }: GrantAsk<CosmosGrant>,
    signal: AbortSignal,
  ): Promise<FoundGrant | undefined> {
    const what = `Could not read the data roles of '${nameOf(grant.account)}'.`;
    for await (const { id, grant: found, principalId } of cosmosGrants(this.#arm, grant.account, {
      ...{ access: subscription, what, signal },
    }))
      if (
        sameId(principalId, grantee.principalId) &&
        sameArmId(found.scope, grant.scope) &&
        definitionName(found.roleDefinitionId) === definitionName(grant.roleDefinitionId)
      )
        return { id };
    return undefined;
  }

  async making({ grant, grantee }: GrantAsk<CosmosGrant>): Promise<Sending> {
    const name = await grantName(grant, grantee.principalId);
    const { roleDefinitionId, scope } = grant;
    return {
      method: 'PUT',
      path: `${pathOf(grant.account)}/sqlRoleAssignments/${name ?? ''}?api-version=${apiVersions.cosmos}`,
      body: { properties: { roleDefinitionId, scope, principalId: grantee.principalId } },
    };
  }

  removing(_ask: GrantAsk<CosmosGrant>, { id }: FoundGrant): Sending {
    return { method: 'DELETE', path: `${pathOf(id)}?api-version=${apiVersions.cosmos}` };
  }
}

/** Access policies of caches. */
export class RedisPolicies implements GrantKind<RedisGrant> {
  readonly #arm: Arm;

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  async find(
    { grant, grantee, subscription }: GrantAsk<RedisGrant>,
    signal: AbortSignal,
  ): Promise<FoundGrant | undefined> {
    const what = `Could not read the access policies of '${nameOf(grant.scope)}'.`;
    for await (const { id, grant: found, principalId } of redisGrants(this.#arm, grant.scope, {
      ...{ access: subscription, what, signal },
    })) {
      if (!sameId(principalId, grantee.principalId)) continue;
      if (found.policy.toLowerCase() === grant.policy.toLowerCase()) return { id };
      throw otherPolicy(nameOf(grant.scope), found.policy);
    }
    return undefined;
  }

  making({
    grant: { scope, policy },
    grantee: { principalId, name },
  }: GrantAsk<RedisGrant>): Promise<Sending> {
    return Promise.resolve({
      method: 'PUT',
      path: `${pathOf(scope)}/accessPolicyAssignments/${encodeURIComponent(principalId)}?${redisVersion(scope)}`,
      body: {
        properties: isManaged(scope)
          ? { accessPolicyName: policy, user: { objectId: principalId } }
          : { accessPolicyName: policy, objectId: principalId, objectIdAlias: name },
      },
    });
  }

  removing({ grant }: GrantAsk<RedisGrant>, { id }: FoundGrant): Sending {
    return { method: 'DELETE', path: `${pathOf(id)}?${redisVersion(grant.scope)}` };
  }
}

/** A cache takes one policy for each user; another one sent under the same name would replace it. */
function otherPolicy(cache: string, policy: string): Failure {
  return new Failure({
    code: 'conflict',
    what: `The identity has access policy '${policy}' of '${cache}' already.`,
    why: 'A cache takes one access policy for each identity; nothing was sent.',
    remedy: 'Take that one away first, in the Azure portal for example.',
    action: 'open-portal',
  });
}

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
    for await (const page of arm.pages(path, ask))
      for (const raw of valueOf(page)) yield asObject(raw, 'assignment');
  } catch (error) {
    // Accounts of another API, and caches without Entra ID, have no such children.
    if (!isAnswered(error, 404, 405)) throw error;
  }
}

function isManaged(scope: string): boolean {
  return scope.toLowerCase().includes('/redisenterprise/');
}

function redisVersion(scope: string): string {
  return `api-version=${isManaged(scope) ? apiVersions.managedRedis : apiVersions.redis}`;
}
