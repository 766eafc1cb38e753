import type { ArmId } from '../estate/ids/arm-id';
import type { RoleAssignment, RolePermission } from '../estate/grants';
import type { PrincipalId } from '../estate/ids/ids';
import type { Subscription } from '../estate/resources';
import type { Words } from '../lifecycle/text';
import type { Grant, Grantee } from './grant';

/** One grant to one principal. */
export interface GrantAsk<G extends Grant = Grant> {
  /** Whose account asks; the grant's scope lies in this subscription, or above it. */
  readonly subscription: Subscription;
  readonly grant: G;
  readonly grantee: Grantee;
}

export interface GrantMade {
  /** `was-there`: the same was granted already, under whatever name; nothing was changed. */
  readonly outcome: 'made' | 'was-there';
  /** Of a role: the assignment as Azure has it. */
  readonly assignment?: RoleAssignment;
}

/** A role of Privileged Identity Management that the signed-in person may activate. */
export interface EligibleRole {
  readonly roleDefinitionId: ArmId;
  readonly roleName?: string;
  readonly scope: ArmId;
  /** Absent when its definition could not be read. */
  readonly permissions?: readonly RolePermission[];
}

/** What one principal holds, as far as it could be read. What could not is said, never left out. */
export interface GrantListing {
  readonly grants: readonly Grant[];
  /** Where something may be that could not be read. */
  readonly unreadable: readonly { readonly place: string; readonly why: Words }[];
}

/** A resource something can be granted at. */
export interface TargetResource {
  /** In the casing Azure answers: names of grants are made of it. */
  readonly id: ArmId;
  readonly name: string;
  /** Lower case: `microsoft.keyvault/vaults`. */
  readonly type: string;
  /** Of a vault: whether Azure's roles open it; its own access policies do otherwise. */
  readonly usesRbac?: boolean;
  /** Of a registry: whether its roles are given by repository, which takes other roles. */
  readonly byRepository?: boolean;
}

/**
 * Granting and taking back. Every method throws `Failure`, waits out 429, and ends by a deadline of its own. Implemented by `azure/`.
 */
export interface GrantsApi {
  /**
   * Makes a grant unless it is there. What is there is read before every sending, however often that is; a lost answer is looked
   * into, and a principal that Azure's directory does not know yet is waited for (about two minutes). Throws `conflict` when there is
   * the same grant with another condition, or the vault goes by its other mode by now.
   */
  make(ask: GrantAsk, signal: AbortSignal): Promise<GrantMade>;
  /** Takes a grant back; one that is gone is fine. Grants that others made of the same principal stay. */
  remove(ask: GrantAsk, signal: AbortSignal): Promise<'removed' | 'was-gone'>;
  /** Whether Azure shows a grant, under whatever name. */
  isThere(ask: GrantAsk, signal: AbortSignal): Promise<boolean>;
  /** What the signed-in person may do at a resource or a group. Conditions of their roles are not told. */
  permissionsAt(
    subscription: Subscription,
    scope: ArmId,
    signal: AbortSignal,
  ): Promise<readonly RolePermission[]>;
  /** Roles at a scope, and above, that the signed-in person could activate. */
  eligibleRoles(
    subscription: Subscription,
    scope: ArmId,
    signal: AbortSignal,
  ): Promise<readonly EligibleRole[]>;
  /** Everything a principal holds in subscriptions of its tenant: roles with conditions, policies, Cosmos, Redis. */
  list(
    subscriptions: readonly Subscription[],
    principalId: PrincipalId,
    signal: AbortSignal,
  ): Promise<GrantListing>;
  /** Resources of a subscription that something can be granted at. */
  listTargets(
    subscriptions: readonly Subscription[],
    types: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (TargetResource & { readonly subscription: Subscription })[]>;
  /** One resource as Azure has it; `undefined` when there is none of this id, or the account may not see it. */
  findTarget(subscription: Subscription, id: ArmId, signal: AbortSignal): Promise<TargetResource | undefined>;
}
