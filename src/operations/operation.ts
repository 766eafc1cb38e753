import type { ArmId } from '../estate/ids/arm-id';
import type { ResourceKey, SubscriptionKey } from '../estate/resources';
import { plain, verbatim, type Words } from '../lifecycle/text';

/** Getting Azure to accept the change · Azure works on it · the result is being read. */
export type OperationPhase = 'sending' | 'running' | 'reading';

/** A change of one app that is under way. Plain data, so that it can be shown, stored and found again. */
export interface Operation {
  readonly app: ResourceKey;
  readonly appId: ArmId;
  readonly subscription: SubscriptionKey;
  readonly appName: string;
  /** What is being done, as the user would say it: "Disabling the system-assigned identity of 'orders'". */
  readonly title: Words;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly phase: OperationPhase;
  /** Where Azure tells how far it is; absent until Azure has accepted the change. Signed: never shown or logged. */
  readonly statusUrl?: string;
  /** What was wished, for whoever started the operation to pick it up again. JSON data, no secret. */
  readonly wish: unknown;
  /** The line of `Activity` that tells of it, once it is about to be sent. */
  readonly deed?: string;
}

/** What is being done, in English, for the log. */
export function titleWords({ title }: Pick<Operation, 'title'>): string {
  return plain(verbatim(title));
}
