import { findSubscription } from '../../estate/lookup';
import type { SubscriptionKey } from '../../estate/resources';
import type { LateEnd } from '../../identity/change-identity';
import type { ChangeOutcome } from '../../identity/outcome';
import { isAbort } from '../../lifecycle/failure';
import { verbatim } from '../../lifecycle/text';
import { titleWords, type Operation } from '../../operations/operation';
import { reportDone } from './identity/change-identity';
import { worded } from '../words';
import type { CommandDependencies } from './dependencies';
import { readApp } from './pick/read-app';
import { showFailure } from './run';

/** A change that nobody could pick up for so long is not news any more. */
const keptMs = 7 * 24 * 60 * 60_000;

/**
 * Watches the changes that were under way when the window was closed or reloaded, and reports how they ended. One whose
 * subscription cannot be seen stays on record until it can: the user may sign in, or leave the sandbox, only later.
 * Resolves when all have ended. `now` is in Unix milliseconds.
 */
export async function resumeOperations(
  deps: CommandDependencies,
  stored: unknown,
  now: number,
): Promise<void> {
  await Promise.all(
    deps.operations.fromRecords(stored).map(async (operation) => {
      if (now - operation.startedAt <= keptMs) await resume(deps, operation);
      else deps.operations.end(operation.app);
    }),
  );
}

/** Tells how a change ended that the user had stopped waiting for. */
export async function reportLate(deps: CommandDependencies, end: LateEnd): Promise<void> {
  if ('failure' in end) await showFailure(deps, end.failure, { title: titleIn(deps, end.operation) });
  else await report(deps, end.operation, end.outcome);
}

async function resume(deps: CommandDependencies, operation: Operation): Promise<void> {
  const { changes, dialogs, log } = deps;
  try {
    log.info(`${titleWords(operation)}: was under way when the window closed, found again`);
    await untilVisible(deps, operation.subscription);
    const outcome = await dialogs.background(titleIn(deps, operation), (signal) =>
      changes.resume(operation, signal),
    );
    await report(deps, operation, outcome);
  } catch (error) {
    if (!isAbort(error)) await showFailure(deps, error, { title: titleIn(deps, operation) });
  }
}

/** Resolves when the subscription can be seen: the user may sign in, or leave the sandbox, only later. */
export function untilVisible(
  { estate, inventory }: CommandDependencies,
  key: SubscriptionKey,
): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (findSubscription(estate.snapshot, key) !== undefined) {
        listening.dispose();
        resolve();
      } else if (estate.snapshot.reach.state === 'absent') {
        // At the start, and whenever the sign-in has changed.
        void inventory.open({ kind: 'reach' });
      }
    };
    const listening = estate.onDidChange(look);
    look();
  });
}

function titleIn({ t }: CommandDependencies, { title }: Operation): string {
  return worded(verbatim(title), t);
}

async function report(
  deps: CommandDependencies,
  operation: Operation,
  outcome: ChangeOutcome,
): Promise<void> {
  if (outcome.kind === 'nothing') await deps.dialogs.tell('info', worded(outcome.why, deps.t));
  if (outcome.kind !== 'done') return;
  const found = await readApp(deps, operation.app);
  if (found === undefined)
    await deps.dialogs.tell('info', deps.t("The change of '{0}' is done.", operation.appName));
  else await reportDone(deps, { ...found, app: outcome.app }, { before: outcome.before, after: outcome.app });
}
