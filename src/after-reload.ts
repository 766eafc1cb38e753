import { DisposableStore, type Disposable } from './lifecycle/disposable-store';
import type { KnownDebugging } from './tunnel/known-debugging';
import type { CommandDependencies } from './ui/commands/dependencies';
import { recordsToKeep, workToKeep } from './ui/commands/to-keep';

const operationsKey = 'operations';
const unfinishedKey = 'unfinished';
const debuggingKey = 'remote-debugging';

/** What outlives the window. */
interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface KeptForReload {
  readonly memento: Memory;
  readonly remoteDebugging: KnownDebugging;
  /** Whether what is under way is still there after a reload: the sandbox ends with the window. */
  readonly keeps: () => boolean;
}

/** Whether something was under way when the window was closed or loaded again that goes on by itself, or that is offered again. */
export function leftUnderWay(memento: Pick<Memory, 'get'>): boolean {
  return [operationsKey, unfinishedKey].some((key) => isAny(memento.get(key)));
}

/** Goes on with what was under way when the window was closed or loaded again, and keeps what is under way now for the next time. */
export function goOnAfterReload(
  deps: CommandDependencies,
  { memento, remoteDebugging, keeps }: KeptForReload,
): Disposable {
  const owned = new DisposableStore();
  const stored = memento.get(operationsKey);
  owned.add(
    deps.operations.onDidChange(() => {
      void memento.update(operationsKey, recordsToKeep(deps));
    }),
  );
  remoteDebugging.fromRecords(memento.get(debuggingKey));
  owned.add(
    remoteDebugging.onDidChange(() => {
      if (keeps()) void memento.update(debuggingKey, remoteDebugging.toRecords());
    }),
  );
  const storedWork = memento.get(unfinishedKey);
  owned.add(
    deps.unfinished.onDidChange(() => {
      void memento.update(unfinishedKey, workToKeep(deps));
    }),
  );
  if ([stored, storedWork].some(isAny))
    void import('./ui/commands/open').then(({ resumeOperations, offerUnfinished }) => {
      void resumeOperations(deps, stored, Date.now());
      void offerUnfinished(deps, storedWork, Date.now());
    });
  return owned;
}

function isAny(stored: unknown): boolean {
  return Array.isArray(stored) && stored.length > 0;
}
