import type { Span } from '../span';

export interface Entry {
  /** Without quotes; where it is computed, as written. */
  readonly key: string;
  readonly keySpan: Span;
  /** What the key is made of where it is computed. */
  readonly computed?: Value;
  readonly value: Value;
  /** From the key to the end of the value. */
  readonly span: Span;
}

/** Where in another file a value stands. Its own span, and those of all in it, are then that of the name that leads there. */
export interface Elsewhere {
  readonly path: string;
  readonly span: Span;
}

interface PlacedValue {
  readonly span: Span;
  readonly elsewhere?: Elsewhere;
  /** What a parameter or variable holds where nobody gives it another value: whoever deploys may. */
  readonly isDefault?: true;
}

/** The span of a string is what is inside its quotes. */
export interface LiteralValue extends PlacedValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

export interface ObjectValue extends PlacedValue {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
  /** What a loop makes of each thing it is over, none or more of them. */
  readonly each?: Entry;
  /** It may hold more than can be told: a spread, a loop, a `dynamic` block, broken text. */
  readonly open: boolean;
}

export interface ArrayValue extends PlacedValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
  /** What a loop makes of each thing it is over, none or more of them. */
  readonly each?: Value;
  readonly open: boolean;
}

export interface ReferenceValue extends PlacedValue {
  readonly kind: 'reference';
  /** `['id', 'properties', 'clientId']`; indexes by number are left out, calls stand as written. */
  readonly path: readonly string[];
  /** The last member's name alone. */
  readonly leaf: Span;
}

/** One of several values, by a condition or because others are missing. */
export interface ConditionalValue extends PlacedValue {
  readonly kind: 'conditional';
  readonly branches: readonly Value[];
}

export interface CallValue extends PlacedValue {
  readonly kind: 'call';
  /** Lower case, without a namespace: `merge`, `resourceid`. */
  readonly name: string;
  readonly args: readonly Value[];
  /** The last argument is a list of further ones: `merge(local.all...)`. */
  readonly spread: boolean;
  /** As written. */
  readonly text: string;
}

/** A text that a template puts together. */
export interface TextValue extends PlacedValue {
  readonly kind: 'text';
  readonly parts: readonly Value[];
  /** As written, without quotes. */
  readonly text: string;
}

export interface UnknownValue extends PlacedValue {
  readonly kind: 'unknown';
  /** As written, without quotes; of a text that is put together, what is known of it with `${}` for the rest. */
  readonly text: string;
  /** Set for texts, of which a part is known. */
  readonly partly?: true;
}

/** What is left of a value when names, conditions, calls and templates in it were followed as far as they can be. */
export type SettledValue = LiteralValue | ObjectValue | ArrayValue | ReferenceValue | UnknownValue;

export type Value = SettledValue | ConditionalValue | CallValue | TextValue;

/** The value as what a parameter or variable holds by default. */
export function asDefault<V extends Value>(value: V): V {
  return value.isDefault === true ? value : { ...value, isDefault: true };
}

export function emptyObject(span: Span): ObjectValue {
  return { kind: 'object', entries: [], open: false, span };
}

export function entryOf(object: ObjectValue, ...keys: readonly string[]): Entry | undefined {
  return object.entries.find(({ key }) => keys.includes(key));
}

/** The value at a path of keys; `undefined` where an object on the way is missing or is none. */
export function valueAt(object: ObjectValue, ...path: readonly string[]): Value | undefined {
  let value: Value | undefined = object;
  for (const key of path) value = value?.kind === 'object' ? entryOf(value, key)?.value : undefined;
  return value;
}
