import type { ArmId } from '../../../estate/ids/arm-id';
import type { AccessPolicy, RoleAssignment, StoreGrant, VaultAccess } from '../../../estate/grants';
import type { Target } from '../../target';

/** Something that an identity was given. */
export type GrantNode = RoleNode | PolicyNode | StoreGrantNode;

interface Given {
  readonly id: string;
  /** What it is given at: a scope, a vault, a store. */
  readonly at: ArmId;
  /** It stands below what it is given at. */
  readonly below?: true;
}

export interface RoleNode extends Given {
  readonly kind: 'role';
  readonly assignment: RoleAssignment;
  readonly target: Target;
}

/** What a vault's access policy gives an identity. */
export interface PolicyNode extends Given {
  readonly kind: 'policy';
  readonly vault: VaultAccess;
  readonly policy: AccessPolicy;
  readonly target: Target;
}

/** What a Cosmos DB account or a cache gives an identity. */
export interface StoreGrantNode extends Given {
  readonly kind: 'store-grant';
  readonly grant: StoreGrant;
  readonly target: Target;
}

/** One place with several grants at it. */
export interface GrantTargetNode {
  readonly kind: 'grant-target';
  readonly id: string;
  readonly at: ArmId;
  readonly grants: readonly GrantNode[];
  readonly target: Target;
}
