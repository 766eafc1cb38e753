import type { IdentityType } from '../estate/app-identity';
import type { ArmId } from '../estate/ids/arm-id';
import type { SpringApp, SpringService, Subscription, UserAssignedIdentity } from '../estate/resources';

/** The `identity` property of a PATCH on an app: JSON merge, `null` removes one user-assigned identity. */
export interface IdentityPatch {
  readonly type: IdentityType;
  readonly userAssignedIdentities?: Readonly<Record<ArmId, Record<string, never> | null>>;
}

export interface CheckedPatch {
  readonly patch: IdentityPatch;
  readonly recheck: (signal: AbortSignal) => Promise<void>;
}

/**
 * Azure's status URL of a running change; enough to find it again after a window reload. It is signed: whoever has it may
 * ask for the operation. So it is kept only while the change is under way, and neither shown nor logged.
 */
export interface OperationHandle {
  readonly statusUrl: string;
}

export type OperationStatus =
  /** `retryAfterMs`: how long Azure asks to wait before the next look; absent when it does not say. */
  | { readonly state: 'running'; readonly retryAfterMs?: number }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly code: string; readonly message: string };

/** Changing identities. Every method throws `Failure` and ends by a deadline of its own. Implemented by `azure/`. */
export interface IdentityApi {
  /** The app as it is now; `undefined` when it is gone. */
  getApp(subscription: Subscription, appId: ArmId, signal: AbortSignal): Promise<SpringApp | undefined>;
  getService(service: { subscription: Subscription; id: ArmId }, signal: AbortSignal): Promise<SpringService>;
  /**
   * Sends the patch; answers once Azure has accepted it (`undefined` when it was done at once). `recheck` runs right before
   * every sending, however often that is, and throws when the patch is no longer what was confirmed.
   */
  patchIdentity(
    subscription: Subscription,
    appId: ArmId,
    change: CheckedPatch,
    signal: AbortSignal,
  ): Promise<OperationHandle | undefined>;
  /** One poll. Transient trouble (429, 5xx, dropped connections) is waited out inside. */
  operationStatus(
    subscription: Subscription,
    handle: OperationHandle,
    signal: AbortSignal,
  ): Promise<OperationStatus>;
}

/** A user-assigned identity that is to be made. */
export interface NewIdentity {
  readonly resourceGroup: string;
  readonly name: string;
  /** As Azure writes it: `westeurope`. */
  readonly location: string;
}

export interface Region {
  /** `westeurope` */
  readonly name: string;
  /** "West Europe" */
  readonly label: string;
}

/** Making and deleting user-assigned identities. Every method throws `Failure`. Implemented by `azure/`. */
export interface UserAssignedApi {
  /**
   * Never changes one that is there (`conflict`). When the answer gets lost the identity is looked for: an error means that it was
   * not made, unless its `code` is `offline`, `timeout` or `unavailable`.
   */
  create(subscription: Subscription, wanted: NewIdentity, signal: AbortSignal): Promise<UserAssignedIdentity>;
  /** The identity as it is now; `undefined` when there is none (any more). */
  get(subscription: Subscription, id: ArmId, signal: AbortSignal): Promise<UserAssignedIdentity | undefined>;
  /**
   * Deletes it for good: there is no undelete. One that is gone already is no error. `recheck` runs right before every sending and
   * throws when it must not be deleted any more.
   */
  delete(
    subscription: Subscription,
    deletion: { readonly id: ArmId; readonly recheck: (signal: AbortSignal) => Promise<void> },
    signal: AbortSignal,
  ): Promise<void>;
  listResourceGroups(
    subscription: Subscription,
    signal: AbortSignal,
  ): Promise<readonly { name: string; location: string }[]>;
  listRegions(subscription: Subscription, signal: AbortSignal): Promise<readonly Region[]>;
}
