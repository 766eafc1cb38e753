import type { ArmId } from './arm-id';
import type { PrincipalId } from './ids';

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
  readonly principalId: PrincipalId;
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
    readonly why: string;
  }[];
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
