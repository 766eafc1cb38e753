import type { ResourceKey } from '../estate/resources';
import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter, type Event } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { Operation } from './operation';
import { readRecords, type OperationRecord, writeRecord } from './records';

/** What is running, at most one change per app: Azure wants identity changes of one app one after the other. */
export class RunningOperations implements Disposable {
  readonly #running = new Map<ResourceKey, Operation>();
  readonly #changed = new Emitter<ResourceKey>();
  /** The app whose operation began, moved on or ended. */
  readonly onDidChange: Event<ResourceKey> = this.#changed.event;

  get(app: ResourceKey): Operation | undefined {
    return this.#running.get(app);
  }

  /** In the order they were begun. */
  get all(): readonly Operation[] {
    return [...this.#running.values()];
  }

  /** Throws `Failure` `refused` while another change of the same app is under way. */
  begin(operation: Omit<Operation, 'phase' | 'statusUrl'>): Operation {
    const other = this.#running.get(operation.app);
    if (other !== undefined) {
      throw new Failure({
        code: 'refused',
        what: say("Another change of '{0}' is under way.", operation.appName),
        why: say('{0}: Azure makes the identity changes of one app one after the other.', other.title),
        remedy: say('Wait until it has ended, then try again.'),
      });
    }
    return this.#set({ ...operation, phase: 'sending' });
  }

  /** Notes progress; `undefined` when the operation has ended meanwhile. */
  advance(app: ResourceKey, progress: Pick<Operation, 'phase' | 'statusUrl'>): Operation | undefined {
    const operation = this.#running.get(app);
    return operation === undefined ? undefined : this.#set({ ...operation, ...progress });
  }

  /** Forgets the operation of an app; does nothing when there is none. */
  end(app: ResourceKey): void {
    if (this.#running.delete(app)) this.#changed.fire(app);
  }

  /** What to store so that the operations are found again after the window was reloaded, and no longer than that. JSON. */
  toRecords(): readonly OperationRecord[] {
    return this.all.map(writeRecord);
  }

  /** Takes up stored operations, ignoring what has not the right form or is running already; answers the ones taken. */
  fromRecords(stored: unknown): readonly Operation[] {
    const taken: Operation[] = [];
    for (const operation of readRecords(stored)) {
      if (!this.#running.has(operation.app)) taken.push(this.#set(operation));
    }
    return taken;
  }

  #set(operation: Operation): Operation {
    const frozen = Object.freeze(operation);
    this.#running.set(frozen.app, frozen);
    this.#changed.fire(frozen.app);
    return frozen;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#running.clear();
  }
}
