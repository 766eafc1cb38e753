import type { Words } from '../lifecycle/text';
import type { ArmId } from './ids/arm-id';
import type { PrincipalId } from './ids/ids';

/** One element of a role definition's `permissions`. Patterns ignore case; `*` stands for anything, slashes too. */
export interface RolePermission {
  /** Control-plane actions. Absent: there are some, which ones is not told here. */
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  /** What the definition itself makes its permissions depend on. */
  readonly condition?: string;
}

export interface RoleAssignment {
  readonly id: ArmId;
  /** The target: `/`, a management group, a subscription, a group, a resource, or a part of one. */
  readonly scope: ArmId;
  /** Who was given the role: the principal that was asked about, or a group it is in. */
  readonly principalId: PrincipalId;
  /** The principal has the role because `principalId` is a group it is in, directly or through other groups. */
  readonly throughGroup?: true;
  readonly roleDefinitionId: ArmId;
  /** "Key Vault Secrets User"; absent when definitions could not be read. */
  readonly roleName?: string;
  /** What the definition says; absent when it could not be read. */
  readonly permissions?: readonly RolePermission[];
  /** An expression that requests must fulfil. Nothing here evaluates it: with one, a role "may" give access. */
  readonly condition?: string;
  readonly createdOn?: string;
}

/** Where role assignments of one principal could and could not be read. Unreadable is never shown as none. */
export interface RoleListing {
  readonly assignments: readonly RoleAssignment[];
  readonly unreadable: readonly {
    readonly subscriptionId: string;
    readonly name: string;
    readonly why: Words;
  }[];
  /** Only what the principal itself was given was read; whether its groups' was not asked for, or Azure did not tell. Absent: both are there. */
  readonly groups?: 'unasked' | 'untold';
}

/** Stores that keep grants of their own. */
export type StoreKind = 'cosmos' | 'redis' | 'managedRedis';

/** A grant that a store keeps itself; Azure's role assignments do not show it. */
export interface StoreGrant {
  /** Of the grant: `.../sqlRoleAssignments/{guid}`, `.../accessPolicyAssignments/{name}`. */
  readonly id: ArmId;
  readonly kind: StoreKind;
  /** The account, the cache, or the cluster. */
  readonly store: ArmId;
  readonly principalId: PrincipalId;
  /** "Cosmos DB Built-in Data Reader", "Data Contributor", "default". */
  readonly role: string;
  /** Cosmos DB: the definition, and what it allows where it could be read. */
  readonly roleDefinitionId?: ArmId;
  readonly permissions?: readonly RolePermission[];
  /** Cosmos DB: the part of the account it is for, `/dbs/stock/colls/items`; absent: all of it. */
  readonly part?: string;
}

/** The grants that stores keep themselves, of all stores that could be seen through one account in one tenant. */
export interface StoreGrantListing {
  readonly grants: readonly StoreGrant[];
  readonly unreadable: readonly { readonly name: string; readonly why: Words }[];
}

/** What a vault says about who decides on access: RBAC roles, or its own access policies. */
export interface VaultAccess {
  readonly id: ArmId;
  readonly name: string;
  readonly usesRbac: boolean;
  readonly policies: readonly AccessPolicy[];
}

/** One principal's permissions in a vault that goes by access policies. */
export interface AccessPolicy {
  readonly objectId: PrincipalId;
  /** "secrets get": the kind and the word. */
  readonly permissions: readonly string[];
}
