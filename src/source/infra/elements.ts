import type { Span } from '../span';
import type { ArrayValue, Value } from './value';

/**
 * What readers call one of the things that a loop is over, and its key, as calls: of the list or map, and of how it is written, for where
 * that is not known.
 */
export const elementValue = 'one of';
export const elementKey = 'key of one of';

/** One thing in a map or a set; in a set, it is its own key. */
export interface Element {
  readonly key: Value;
  readonly value: Value;
}

/** The things in a map or a list; those that a loop makes are one. */
export function elementsIn(value: Value): readonly Element[] {
  if (value.kind === 'array')
    return [...value.items, ...(value.each === undefined ? [] : [value.each])].map((one) => ({
      key: one,
      value: one,
    }));
  if (value.kind !== 'object') return [];
  const entries = [...value.entries, ...(value.each === undefined ? [] : [value.each])];
  return entries.map((entry) => ({
    key: entry.computed ?? { kind: 'literal', value: entry.key, span: entry.keySpan },
    value: entry.value,
  }));
}

/** A list of which each item is like this. */
export function listOf(each: Value | undefined, span: Span): ArrayValue {
  return { kind: 'array', items: [], ...(each && { each }), open: true, span };
}
