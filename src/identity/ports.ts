import type { IdentityType } from '../estate/app-identity';
import type { ArmId } from '../estate/arm-id';
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
  createUserAssigned(
    subscription: Subscription,
    identity: { readonly resourceGroup: string; readonly name: string; readonly location: string },
    signal: AbortSignal,
  ): Promise<UserAssignedIdentity>;
  /** Resource groups of a subscription, for "Create new...". */
  listResourceGroups(
    subscription: Subscription,
    signal: AbortSignal,
  ): Promise<readonly { name: string; location: string }[]>;
}
