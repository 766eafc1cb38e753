import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter, type Event } from '../lifecycle/emitter';
import { frozenMap } from './frozen/frozen-map';
import { absent } from './loadable';
import type { EstateChange, EstateSnapshot, Touched } from './frozen/snapshot';

/** A snapshot of an estate nobody has looked at yet. */
export function emptySnapshot(): EstateSnapshot {
  return Object.freeze({
    reach: absent,
    services: frozenMap<never, never>(),
    apps: frozenMap<never, never>(),
    deployments: frozenMap<never, never>(),
    roles: frozenMap<never, never>(),
    vaults: frozenMap<never, never>(),
    storeGrants: frozenMap<never, never>(),
    federated: frozenMap<never, never>(),
    associated: frozenMap<never, never>(),
    userAssigned: frozenMap<never, never>(),
    systemClientIds: frozenMap<never, never>(),
  });
}

/**
 * The one mutable cell of the estate: holds the newest snapshot and tells what changed.
 *
 * Everything that learns something about Azure hands in a pure update; views are functions of the snapshot.
 */
export class Estate implements Disposable {
  #snapshot = emptySnapshot();
  readonly #changed = new Emitter<EstateChange>();
  /** Changes not told yet. */
  readonly #untold: EstateChange[] = [];
  #isTelling = false;
  readonly onDidChange: Event<EstateChange> = this.#changed.event;

  get snapshot(): EstateSnapshot {
    return this.#snapshot;
  }

  /**
   * Replaces the snapshot. Nobody is told when it stays the same one or when nothing visible was touched. A listener
   * may apply a change of its own: everybody hears of it after this one, so that the newest snapshot comes last.
   */
  apply(update: (snapshot: EstateSnapshot) => EstateSnapshot, touched: readonly Touched[]): void {
    const next = update(this.#snapshot);
    if (next === this.#snapshot) return;
    this.#snapshot = Object.freeze(next);
    if (touched.length > 0) this.#tell({ snapshot: this.#snapshot, touched });
  }

  #tell(change: EstateChange): void {
    this.#untold.push(change);
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
        this.#changed.fire(next);
      }
    } finally {
      this.#isTelling = false;
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
