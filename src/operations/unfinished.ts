import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter, type Event } from '../lifecycle/emitter';

/**
 * Work made of several changes, of which some are still to be done. Plain data, so that it is found again after a reload: what is under
 * way then is an operation of its own, this is what comes after it.
 */
export interface UnfinishedWork {
  /** Unique among all of them. */
  readonly id: string;
  readonly kind: 'batch' | 'conversion';
  /** What is being done, as the user would say it. */
  readonly title: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** For whoever began it. JSON data, no secret. */
  readonly rest: unknown;
}

/** What was begun and is not finished, over the life of windows. */
export class Unfinished implements Disposable {
  readonly #work = new Map<string, UnfinishedWork>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.#changed.event;

  /** In the order it was begun. */
  get all(): readonly UnfinishedWork[] {
    return [...this.#work.values()];
  }

  get(id: string): UnfinishedWork | undefined {
    return this.#work.get(id);
  }

  /** Notes what is left of some work, for the first time or once more. */
  keep(work: UnfinishedWork): void {
    this.#work.set(work.id, Object.freeze({ ...work }));
    this.#changed.fire();
  }

  end(id: string): void {
    if (this.#work.delete(id)) this.#changed.fire();
  }

  /** Takes up what was stored, ignoring what has not the right form; answers what was taken. */
  fromStored(stored: unknown): readonly UnfinishedWork[] {
    const taken = (Array.isArray(stored) ? stored : [])
      .filter(isUnfinished)
      .filter(({ id }) => !this.#work.has(id));
    for (const work of taken) this.#work.set(work.id, Object.freeze(work));
    if (taken.length > 0) this.#changed.fire();
    return taken;
  }

  dispose(): void {
    this.#changed.dispose();
    this.#work.clear();
  }
}

function isUnfinished(stored: unknown): stored is UnfinishedWork {
  if (typeof stored !== 'object' || stored === null) return false;
  const { id, kind, title, startedAt } = stored as Readonly<Record<keyof UnfinishedWork, unknown>>;
  const isKnown = kind === 'batch' || kind === 'conversion';
  const texts = [id, title].every((text) => typeof text === 'string' && text !== '');
  return isKnown && texts && typeof startedAt === 'number' && Number.isFinite(startedAt);
}
