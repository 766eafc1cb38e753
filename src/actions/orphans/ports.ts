import type { PrincipalId } from '../../estate/ids/ids';
import type { Subscription } from '../../estate/resources';
import type { RoleGrant } from '../../grants/grant';

/** A role assignment with whom it is for, as Azure lists it. */
export interface HeldAssignment {
  readonly principalId: PrincipalId;
  /** As it was written when the assignment was made; it says nothing of whether the principal is still there. */
  readonly principalType: string;
  readonly grant: RoleGrant;
}

export interface AssignmentLister {
  /** Every role assignment in a subscription and below, whoever it is for. Throws `Failure`. */
  listIn(subscription: Subscription, signal: AbortSignal): Promise<readonly HeldAssignment[]>;
}
