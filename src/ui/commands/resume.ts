import { findSubscription, type FoundApp } from '../../estate/lookup';
import { findApp } from '../../estate/lookup';
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

async function resume(deps: CommandDependencies, operation: Operation): Promise<void> {
  const { changes, dialogs, estate, operations, t } = deps;
  try {
    if (findSubscription(estate.snapshot, operation.subscription) === undefined) {
      operations.end(operation.app);
      deps.log.warn(`${operation.title}: its subscription is not visible any more, no longer watched`);
      return;
    }
    const outcome = await dialogs.background(operation.title, (signal) => changes.resume(operation, signal));
    if (outcome.kind !== 'done') return;
    const found = findApp(estate.snapshot, operation.app);
    if (found === undefined) await dialogs.tell('info', t("The change of '{0}' is done.", operation.appName));
    else await reportDone(deps, withApp(found, outcome.app), { before: outcome.before, after: outcome.app });
  } catch (error) {
    if (isAbort(error)) return;
    await showFailure(deps, error, {
      title: operation.title,
      again: () => resumeOperations(deps, []),
    });
  }
}

function withApp(found: FoundApp, app: FoundApp['app']): FoundApp {
  return { ...found, app };
}
