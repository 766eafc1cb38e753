import { armKey, type ArmId, type ArmKey } from '../../estate/ids/arm-id';
import type { ArmDocument } from './documents';

/** What belongs to no subscription is listed here: role assignments at management groups and at the root. */
export const aboveSubscriptions: ArmId = '';

/** Where a resource is listed: its parent resource, or its subscription when it is top-level or a role assignment. */
export function parentOf(id: ArmId): ArmKey {
  const key = armKey(id);
  const words = key.split('/');
  if (words[1] !== 'subscriptions') return armKey(aboveSubscriptions);
  const extension = key.includes('/providers/microsoft.authorization/');
  const provider = words.lastIndexOf('providers');
  if (!extension && provider > 0 && words.length - provider > 4)
    return words.slice(0, -2).join('/') as ArmKey;
  return words.slice(0, 3).join('/') as ArmKey;
}

interface Change<T> {
  readonly at: number;
  readonly key: ArmKey;
  readonly before: T | undefined;
}

/** Resources of one type: found by id without regard to case, listed by parent in the order they were added. */
export class Collection<T extends ArmDocument> {
  readonly #byParent = new Map<ArmKey, Map<ArmKey, T>>();
  readonly #revisions = new Map<ArmKey, number>();
  readonly #changes: Change<T>[] = [];
  readonly #now: () => number;
  #size = 0;

  /** `now` in Unix milliseconds; it dates changes for `asOf`. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#size;
  }

  get(id: ArmId): T | undefined {
    return this.#byParent.get(parentOf(id))?.get(armKey(id));
  }

  put(document: T): void {
    const parent = parentOf(document.id);
    const key = armKey(document.id);
    let children = this.#byParent.get(parent);
    if (children === undefined) this.#byParent.set(parent, (children = new Map<ArmKey, T>()));
    const before = children.get(key);
    if (before === undefined) this.#size += 1;
    children.set(key, document);
    this.#changed(parent, key, before);
  }

  remove(id: ArmId): void {
    const parent = parentOf(id);
    const key = armKey(id);
    const before = this.#byParent.get(parent)?.get(key);
    if (before === undefined) return;
    this.#byParent.get(parent)?.delete(key);
    this.#size -= 1;
    this.#changed(parent, key, before);
  }

  /** The documents directly under a resource or subscription. */
  under(parent: ArmId): readonly T[] {
    return [...(this.#byParent.get(armKey(parent))?.values() ?? [])];
  }

  /** Changes whenever something under `parent` does; what was built from it may be kept as long as it stays. */
  revision(parent: ArmId): number {
    return this.#revisions.get(armKey(parent)) ?? 0;
  }

  *all(): Generator<T> {
    for (const children of this.#byParent.values()) yield* children.values();
  }

  /** The documents as they were at `time`, for readers that see changes late. Order is not kept. */
  asOf(time: number): readonly T[] {
    const late = this.#changes.filter((change) => change.at > time);
    if (late.length === 0) return [...this.all()];
    const documents = new Map<ArmKey, T>();
    for (const document of this.all()) documents.set(armKey(document.id), document);
    for (const change of late.reverse()) {
      if (change.before === undefined) documents.delete(change.key);
      else documents.set(change.key, change.before);
    }
    return [...documents.values()];
  }

  /** Ends the seeding of an estate: what was there from the start is no change. */
  forgetChanges(): void {
    this.#changes.length = 0;
  }

  #changed(parent: ArmKey, key: ArmKey, before: T | undefined): void {
    this.#revisions.set(parent, (this.#revisions.get(parent) ?? 0) + 1);
    this.#changes.push({ at: this.#now(), key, before });
    // Nobody looks back further than some minutes; a long-lived sandbox must not grow with every change.
    if (this.#changes.length > 5000) this.#changes.splice(0, 1000);
  }
}
