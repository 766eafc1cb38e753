import type { ArmId } from '../estate/ids/arm-id';
import type { PrincipalId, TenantId } from '../estate/ids/ids';

/**
 * What opens a target, without whom it opens it for: the same grant can be made to another principal. `scope` is where it is given, as
 * Azure writes it.
 */
export type Grant = RoleGrant | PolicyGrant | CosmosGrant | RedisGrant;

/** An expression that requests must fulfil. A grant copied without its condition would be wider than the original. */
export interface GrantCondition {
  readonly expression: string;
  /** `2.0`. */
  readonly version: string;
}

/** Whether two grants depend on the same. Blanks and line ends mean nothing in a condition, but within its strings. */
export function sameCondition(
  { condition: a }: Pick<RoleGrant, 'condition'>,
  { condition: b }: Pick<RoleGrant, 'condition'>,
): boolean {
  return essence(a) === essence(b);
}

function essence(condition: GrantCondition | undefined): string {
  const { expression = '' } = condition ?? {};
  return expression.replace(/'[^']*'|\s+/g, (word) => (word.startsWith("'") ? word : ' ')).trim();
}

/** A role assignment of Azure. */
export interface RoleGrant {
  readonly kind: 'role';
  readonly scope: ArmId;
  /** In the full form of the subscription of the scope: names of assignments are made of it. */
  readonly roleDefinitionId: ArmId;
  /** "Key Vault Secrets User"; absent for a custom role that could not be read. */
  readonly roleName?: string;
  readonly condition?: GrantCondition;
  readonly description?: string;
  /** Only in tenants that are managed by another one. */
  readonly delegatedManagedIdentityResourceId?: ArmId;
}

/** Permissions in a vault that goes by access policies. */
export interface PolicyGrant {
  readonly kind: 'policy';
  /** The vault. */
  readonly scope: ArmId;
  /** "secrets get": the kind and the word. */
  readonly permissions: readonly string[];
}

/** A data-plane role of Cosmos DB for NoSQL, which Azure's roles do not show. */
export interface CosmosGrant {
  readonly kind: 'cosmos';
  /** The account, or `{account}/dbs/{database}`, or `.../colls/{container}` below that. */
  readonly scope: ArmId;
  readonly account: ArmId;
  /** `{account}/sqlRoleDefinitions/{guid}`. */
  readonly roleDefinitionId: ArmId;
  readonly roleName?: string;
}

/** An access policy of a Redis cache, or of a database of Azure Managed Redis, that is assigned by name. */
export interface RedisGrant {
  readonly kind: 'redis';
  /** `Microsoft.Cache/redis/{cache}` or `Microsoft.Cache/redisEnterprise/{cluster}/databases/{database}`. */
  readonly scope: ArmId;
  /** `Data Reader`, `Data Contributor`, `Data Owner`, one of the cache's own; of Managed Redis always `default`. */
  readonly policy: string;
}

/** Whom something is granted to. */
export interface Grantee {
  readonly principalId: PrincipalId;
  readonly tenantId: TenantId;
  /** For people, and for Redis' alias: `shop/apps/orders`, `id-billing`. */
  readonly name: string;
}
