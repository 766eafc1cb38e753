import type { ArmId } from '../estate/ids/arm-id';
import { resourceKey, type Owned } from '../estate/resources';

/** Sorted as people read names, `app-2` before `app-10`, so that a refresh in another order redraws nothing. */
export function byName<T extends { readonly id: ArmId; readonly name: string }>(
  items: readonly T[],
): readonly T[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return [...items].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

/**
 * A list that was long in coming may be older than what was learnt item by item meanwhile (the result of a change,
 * say): what is known now wins wherever it differs from what was known when reading began.
 */
export function keepNewer<T extends Owned>(
  fresh: readonly T[],
  known: readonly T[],
  atStart: readonly T[] | undefined,
): readonly T[] {
  if (atStart === undefined || atStart === known) return fresh;
  const then = new Map(atStart.map((item) => [resourceKey(item), item]));
  const now = new Map(known.map((item) => [resourceKey(item), item]));
  const isNewer = (item: T): boolean => then.get(resourceKey(item)) !== now.get(resourceKey(item));
  const listed = new Set(fresh.map(resourceKey));
  return [
    ...fresh
      .map((item) => (isNewer(item) ? now.get(resourceKey(item)) : item))
      .filter((item) => item !== undefined),
    ...known.filter((item) => isNewer(item) && !listed.has(resourceKey(item))),
  ];
}
