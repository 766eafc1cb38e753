function refuse(): never {
  throw new TypeError('This map belongs to a snapshot and is frozen.');
}

/** A map nobody can change any more: snapshots are shared, so a late write would change the past. */
export function frozenMap<K, V>(entries: Iterable<readonly [K, V]> = []): ReadonlyMap<K, V> {
  return freeze(new Map(entries));
}

function freeze<K, V>(map: Map<K, V>): ReadonlyMap<K, V> {
  return Object.freeze(Object.assign(map, { set: refuse, delete: refuse, clear: refuse }));
}

/** The same map with one entry more or other; the map itself when nothing changes. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  if (map.get(key) === value && map.has(key)) return map;
  return withEntries(map, [[key, value]]);
}

/** Like `withEntry` for several; one copy for all of them. */
export function withEntries<K, V>(
  map: ReadonlyMap<K, V>,
  entries: Iterable<readonly [K, V]>,
): ReadonlyMap<K, V> {
  const copy = new Map(map);
  for (const [key, value] of entries) copy.set(key, value);
  return freeze(copy);
}

/** The same map without the entries whose key does not pass; the map itself when all pass. */
export function keepEntries<K, V>(map: ReadonlyMap<K, V>, keep: (key: K) => boolean): ReadonlyMap<K, V> {
  const kept = [...map].filter(([key]) => keep(key));
  return kept.length === map.size ? map : frozenMap(kept);
}
