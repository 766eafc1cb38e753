import type { Json } from '../estates/documents';

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON merge patch (RFC 7396): objects merge, `null` removes, everything else replaces. */
export function mergeJson(base: Json, patch: Json): Json {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    const before = merged[name];
    if (value === null) Reflect.deleteProperty(merged, name);
    else merged[name] = isObject(value) ? mergeJson(isObject(before) ? before : {}, value) : value;
  }
  return merged;
}

/** The object without some of its keys. */
export function withoutKeys(value: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !keys.includes(name)));
}
