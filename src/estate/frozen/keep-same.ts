import { resourceKey, type Owned, type ResourceKey } from '../resources';

/** Whether two values of plain data (objects, arrays, primitives; no cycles) say the same. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (a instanceof Map || b instanceof Map)
    return a instanceof Map && b instanceof Map && sameData([...a], [...b]);
  const mine = Object.entries(a);
  const theirs = b as Readonly<Record<string, unknown>>;
  if (mine.length !== Object.keys(b).length) return false;
  return mine.every(([key, value]) => Object.hasOwn(theirs, key) && sameData(value, theirs[key]));
}

export interface KeptList<T> {
  /** The new list, made of the old objects wherever they say the same; the old list when nothing changed. */
  readonly items: readonly T[];
  /** Whether something came, went or moved. */
  readonly membership: boolean;
  /** What is still there and says something else now. */
  readonly changed: readonly ResourceKey[];
}

/** Lays a freshly read list over what was known, so that what did not change keeps its object identity. */
export function keepSame<T extends Owned>(before: readonly T[], fresh: readonly T[]): KeptList<T> {
  const known = new Map(before.map((item) => [resourceKey(item), item]));
  const changed: ResourceKey[] = [];
  const items = fresh.map((item) => {
    const key = resourceKey(item);
    const old = known.get(key);
    if (old === undefined) return item;
    if (sameData(old, item)) return old;
    changed.push(key);
    return item;
  });
  const membership =
    before.length !== items.length ||
    items.some((item, i) => {
      const old = before[i];
      return old !== item && (old === undefined || resourceKey(old) !== resourceKey(item));
    });
  return membership || changed.length > 0
    ? { items: Object.freeze(items), membership, changed }
    : { items: before, membership, changed };
}
