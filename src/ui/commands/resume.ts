import { findApp, findSubscription } from '../../estate/lookup';
import type { ChangeOutcome, LateEnd } from '../../identity/change-identity';
import type { Operation } from '../../operations/operation';
import { isAbort } from '../../lifecycle/failure';
import { reportDone } from './change-identity';
import type { CommandDependencies } from './dependencies';
import { showFailure } from './run';

/** Watches the changes that were under way when the window was closed or reloaded, and reports how they ended. */
export async function resumeOperations(deps: CommandDependencies, stored: unknown): Promise<void> {
  const operations = deps.operations.fromRecords(stored);
  if (operations.length === 0) return;
  await deps.inventory.open({ kind: 'reach' });
  await Promise.all(operations.map((operation) => resume(deps, operation)));
}

/** Tells how a change ended that the user had stopped waiting for. */
export async function reportLate(deps: CommandDependencies, end: LateEnd): Promise<void> {
  if ('failure' in end) await showFailure(deps, end.failure, { title: end.operation.title });
  else await report(deps, end.operation, end.outcome);
}

async function resume(deps: CommandDependencies, operation: Operation): Promise<void> {
  const { changes, dialogs, estate, operations, log } = deps;
  try {
    if (findSubscription(estate.snapshot, operation.subscription) === undefined) {
      operations.end(operation.app);
      log.warn(`${operation.title}: its subscription is not visible any more, no longer watched`);
      return;
    }
    const outcome = await dialogs.background(operation.title, (signal) => changes.resume(operation, signal));
    await report(deps, operation, outcome);
  } catch (error) {
    if (!isAbort(error)) await showFailure(deps, error, { title: operation.title });
  }
}

async function report(
  deps: CommandDependencies,
  operation: Operation,
  outcome: ChangeOutcome,
): Promise<void> {
  if (outcome.kind === 'nothing') await deps.dialogs.tell('info', outcome.why);
  if (outcome.kind !== 'done') return;
  const found = findApp(deps.estate.snapshot, operation.app);
  if (found === undefined)
    await deps.dialogs.tell('info', deps.t("The change of '{0}' is done.", operation.appName));
  else await reportDone(deps, { ...found, app: outcome.app }, { before: outcome.before, after: outcome.app });
}
