import type { ArmId } from '../estate/ids/arm-id';
import type { SubscriptionKey } from '../estate/resources';
import type { Text, Words } from '../lifecycle/text';

/** `unknown`: a request left, and nobody has seen how it ended. */
export type DeedOutcome = 'running' | 'done' | 'failed' | 'unknown';

/** Plain JSON; never a secret. */
export type DeedState =
  string | number | boolean | null | readonly DeedState[] | { readonly [key: string]: DeedState };

/** One request of a deed. */
export interface DeedRequest {
  readonly method: string;
  readonly resource: ArmId;
  /** Unix milliseconds. */
  readonly at: number;
  /** Absent while it is under way, and where no answer came. */
  readonly status?: number;
  readonly correlationId?: string;
  readonly operationId?: string;
}

/** What takes a deed back, in the words of whoever did it: `kind` says who reads `data`. */
export interface Undo {
  readonly kind: string;
  readonly data: DeedState;
}

/** Something that was changed in Azure from here. Plain data, kept over windows. */
export interface Deed {
  readonly id: string;
  /** Of the window that did it. */
  readonly session: string;
  /** "Disable the system-assigned identity of 'orders'". */
  readonly title: Text;
  /** What people call the account. */
  readonly account: string;
  readonly subscription?: SubscriptionKey;
  readonly resource: ArmId;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly outcome: DeedOutcome;
  /** Why it failed, or why its end is not known. */
  readonly why?: Words;
  readonly before?: DeedState;
  readonly after?: DeedState;
  readonly requests: readonly DeedRequest[];
  readonly undo?: Undo;
}

/** What is known of a deed before anything is sent. */
export type DeedWish = Pick<Deed, 'title' | 'account' | 'resource' | 'subscription' | 'before'>;

/** How a deed ended. */
export type DeedEnd = Pick<Deed, 'after' | 'undo' | 'why'> & {
  readonly outcome: Exclude<DeedOutcome, 'running'>;
};
