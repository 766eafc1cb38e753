import type { Estate } from '../../estate/estate';
import { keepEntries, withEntry } from '../../estate/frozen/frozen-map';
import { sameData } from '../../estate/frozen/keep-same';
import { shown, type Loadable } from '../../estate/loadable';
import type { EstateSnapshot, Touched } from '../../estate/frozen/snapshot';
import { toFailure } from '../../lifecycle/failure';
import type { Text } from '../../lifecycle/text';
import type { Log } from '../../lifecycle/log';
import type { Load } from '../shared-loads';
import type { Turns } from '../../lifecycle/flow/turns';

/** A branch that is read by one call and kept in one place of the snapshot. */
export interface Leaf<T> {
  /** For the failure: "Could not read the apps of 'shop'." */
  readonly what: Text;
  readonly read: (signal: AbortSignal) => Promise<T>;
  readonly get: (snapshot: EstateSnapshot) => Loadable<T>;
  readonly set: (snapshot: EstateSnapshot, branch: Loadable<T>) => EstateSnapshot;
  /** What shows the branch and is redrawn when its state changes. */
  readonly touched: readonly Touched[];
  /** Lays what was read over what is known now. `atStart` is what was known when reading began. */
  readonly merge: (fresh: T, known: T, atStart: T | undefined) => Merged<T>;
  /** How many things a view may have to draw for it. */
  readonly size: (value: T) => number;
}

export interface Merged<T> {
  readonly value: T;
  readonly touched: readonly Touched[];
}

export interface LeafDeps {
  readonly estate: Estate;
  readonly log: Log;
  readonly turns: Turns;
}

/**
 * The load of a leaf. `quiet` keeps showing what is there until the new value is, and then touches only what differs;
 * without it, or when nothing is there, the branch says that it is loading.
 */
export function loadOf<T>(leaf: Leaf<T>, { estate, log, turns }: LeafDeps, quiet: boolean): Load {
  const before = leaf.get(estate.snapshot);
  const atStart = shown(before);
  const isQuiet = quiet && before.state === 'ready';
  const put = (branch: Loadable<T>, touched: readonly Touched[]): void => {
    estate.apply((snapshot) => leaf.set(snapshot, Object.freeze(branch)), touched);
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    if (!isQuiet) put(withPrevious({ state: 'loading' }, atStart), leaf.touched);
    try {
      const fresh = await leaf.read(signal);
      await turns.take(leaf.size(fresh));
      if (signal.aborted) return;
      const known = shown(leaf.get(estate.snapshot));
      const merged = known === undefined ? undefined : leaf.merge(fresh, known, atStart);
      const value = merged === undefined ? fresh : merged.value;
      if (isQuiet && value === known) return;
      put({ state: 'ready', value }, isQuiet && merged !== undefined ? merged.touched : leaf.touched);
    } catch (error) {
      if (signal.aborted) return;
      const failure = toFailure(error, leaf.what);
      log.error(failure.message, failure);
      put(withPrevious({ state: 'failed', failure }, shown(leaf.get(estate.snapshot))), leaf.touched);
    }
  };
  const abandoned = (): void => {
    if (!isQuiet) put(before, leaf.touched);
  };
  return { run, abandoned };
}

/** Adds what can still be shown; `exactOptionalPropertyTypes` keeps the property away when there is nothing. */
export function withPrevious<B extends object, T>(branch: B, previous: T | undefined): B & { previous?: T } {
  return previous === undefined ? branch : { ...branch, previous };
}

/** For values read as a whole: the old one as long as the new one says the same. */
export function sameOrFresh<T>(touched: readonly Touched[]): (fresh: T, known: T) => Merged<T> {
  return (fresh, known) => ({ value: sameData(known, fresh) ? known : fresh, touched });
}

/** The map with a branch in it, or without one that was never asked for. */
export function withBranch<K, T>(
  map: ReadonlyMap<K, Loadable<T>>,
  key: K,
  branch: Loadable<T>,
): ReadonlyMap<K, Loadable<T>> {
  return branch.state === 'absent' ? keepEntries(map, (other) => other !== key) : withEntry(map, key, branch);
}
