import { findSubscription } from '../../estate/lookup';
import type { OperationRecord } from '../../operations/records';
import type { UnfinishedWork } from '../../operations/unfinished';
import type { CommandDependencies } from './dependencies';

/** What to store for `resumeOperations`: all but the operations of the sandbox, which ends with the window. */
export function recordsToKeep({
  operations,
  estate,
  signIn,
}: Pick<CommandDependencies, 'operations' | 'estate' | 'signIn'>): readonly OperationRecord[] {
  const records = operations.toRecords();
  if (signIn.kind !== 'sandbox') return records;
  return records.filter(({ subscription }) => findSubscription(estate.snapshot, subscription) === undefined);
}

/** What to store for `offerUnfinished`: nothing of the sandbox, which ends with the window. */
export function workToKeep({
  unfinished,
  signIn,
}: Pick<CommandDependencies, 'unfinished' | 'signIn'>): readonly UnfinishedWork[] {
  return signIn.kind === 'sandbox' ? [] : unfinished.all;
}
