import { definitionName } from '../../access/built-in-role';
import { policyOf } from '../../access/access-at';
import { armKey } from '../../estate/ids/arm-id';
import { sameId } from '../../estate/held-identity';
import type { StoreGrant } from '../../estate/grants';
import type { PrincipalId } from '../../estate/ids/ids';
import type { Subscription } from '../../estate/resources';
import type { Grant, RoleGrant } from '../../grants/grant';
import type { GrantListing } from '../../grants/ports';
import { toFailure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { mapBounded } from '../../lifecycle/flow/bounded';
import type { Graph } from '../read/graph';
import { objectOr, text } from '../read/json';
import type { RoleDefinitions } from '../read/access/role-definitions';
import { listStoreGrants } from '../read/access/stores';
import { listVaults } from '../read/access/vaults';
import type { Arm } from '../wire/arm';
import { assignmentsOf, readRoleGrant } from './role-assignments';

interface Deps {
  readonly arm: Arm;
  readonly graph: Graph;
  readonly definitions: RoleDefinitions;
}

interface Part {
  readonly grants: readonly Grant[];
  readonly unreadable: GrantListing['unreadable'];
}

const nothing: Part = { grants: [], unreadable: [] };
/** Accounts and caches that are asked one by one; nobody waits for more before switching an identity off. */
const mostStores = 300;

/**
 * Everything a principal holds, from Azure Resource Manager itself: Resource Graph may be minutes behind, and what is about to be lost
 * must be complete. What could not be read is said.
 */
export class GrantLister {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async list(
    subscriptions: readonly Subscription[],
    principalId: PrincipalId,
    signal: AbortSignal,
  ): Promise<GrantListing> {
    const parts = await Promise.all([
      ...subscriptions.map((one) => this.#roles(one, principalId, signal)),
      ...subscriptions.map((one) => this.#policies(one, principalId, signal)),
      this.#data(subscriptions, principalId, signal),
    ]);
    const grants = new Map(parts.flatMap((part) => part.grants).map((grant) => [keyOf(grant), grant]));
    return { grants: [...grants.values()], unreadable: parts.flatMap(({ unreadable }) => unreadable) };
  }

  #roles(subscription: Subscription, principalId: PrincipalId, signal: AbortSignal): Promise<Part> {
    const { arm, definitions } = this.#deps;
    const what = say("Could not read the role assignments in subscription '{0}'.", subscription.name);
    return orUnreadable(subscription.name, what, signal, async () => {
      const found: RoleGrant[] = [];
      const scope = `/subscriptions/${subscription.subscriptionId}`;
      for await (const raw of assignmentsOf(
        arm,
        { scope, principalId },
        { access: subscription, what, signal },
      ))
        // Azure answers with what is given through groups, too, if it is asked otherwise.
        if (sameId(text(objectOr(raw['properties']), 'principalId'), principalId))
          found.push(readRoleGrant(raw));
      const grants = await mapBounded(found, 8, async (grant) => {
        const role = await definitions.find(grant.roleDefinitionId, subscription, signal);
        return role?.roleName === undefined ? grant : Object.freeze({ ...grant, roleName: role.roleName });
      });
      return { grants, unreadable: [] };
    });
  }

  #policies(subscription: Subscription, principalId: PrincipalId, signal: AbortSignal): Promise<Part> {
    const what = say("Could not read the vaults of subscription '{0}'.", subscription.name);
    return orUnreadable(subscription.name, what, signal, async () => {
      const vaults = await listVaults(this.#deps.arm, subscription, signal);
      const grants = vaults.flatMap((vault): readonly Grant[] => {
        const policy = policyOf(vault, principalId);
        // Of a vault that goes by roles, policies give nothing and cannot be made again.
        if (policy === undefined || vault.usesRbac) return [];
        return [{ kind: 'policy', scope: vault.id, permissions: policy.permissions }];
      });
      return { grants, unreadable: [] };
    });
  }

  async #data(
    subscriptions: readonly Subscription[],
    principalId: PrincipalId,
    signal: AbortSignal,
  ): Promise<Part> {
    const what = say('Could not list accounts of Cosmos DB and caches.');
    return await orUnreadable('Cosmos DB and Redis', what, signal, async () => {
      const listing = await listStoreGrants(this.#deps, subscriptions, { signal, most: mostStores });
      const own = listing.grants.filter((one) => sameId(one.principalId, principalId));
      return {
        grants: own.map(grantOf),
        unreadable: listing.unreadable.map(({ name, why }) => ({ place: name, why })),
      };
    });
  }
}

/** What a store told, as it can be made again. */
function grantOf({ id, store, role, roleDefinitionId, part = '' }: StoreGrant): Grant {
  if (roleDefinitionId === undefined)
    return { kind: 'redis', scope: id.replace(/\/accessPolicyAssignments\/[^/]+$/i, ''), policy: role };
  return {
    kind: 'cosmos',
    account: store,
    scope: `${store}${part}`,
    roleDefinitionId,
    ...(role !== definitionName(roleDefinitionId) && { roleName: role }),
  };
}

/** What a part found, or why it could not be read; only an abort is thrown. */
async function orUnreadable(
  place: string,
  what: Text,
  signal: AbortSignal,
  read: () => Promise<Part>,
): Promise<Part> {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    return { ...nothing, unreadable: [{ place, why: toFailure(error, what).words.why }] };
  }
}

/** Assignments above subscriptions come back from each of them. */
function keyOf(grant: Grant): string {
  const what = grant.kind === 'role' || grant.kind === 'cosmos' ? definitionName(grant.roleDefinitionId) : '';
  return `${grant.kind}|${armKey(grant.scope)}|${what}`;
}
