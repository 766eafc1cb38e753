import type { Span } from '../span';

/** A Bicep, ARM or Terraform file: resources, and what gives values to their properties. */
export interface InfraFile {
  readonly kind: 'infra';
  readonly language: InfraLanguage;
  readonly resources: readonly Resource[];
  /** Parameters and variables that take a value from outside. */
  readonly inputs: readonly Input[];
  /** Names with a value of their own in the file: `var` and `variables`, Terraform's locals. */
  readonly definitions: readonly Entry[];
  readonly outputs: readonly Entry[];
}

export type InfraLanguage = 'bicep' | 'arm' | 'terraform';

export interface Resource {
  /** Lower case, without the version: `microsoft.appplatform/spring/apps`, `azurerm_spring_cloud_app`, `module`. */
  readonly type: string;
  readonly typeSpan: Span;
  /** As written, also where a nested Bicep resource takes it from the one around it. */
  readonly apiVersion?: { readonly text: string; readonly span: Span };
  /** What expressions of the file start with to mean this resource: `orders`, `azurerm_spring_cloud_app.orders`. */
  readonly address: readonly string[];
  /** Declared elsewhere: Bicep's `existing`, Terraform's `data`. */
  readonly existing: boolean;
  /** The whole body. Of `azapi_resource` with its own `body` merged in. */
  readonly body: ObjectValue;
  /** The resource it is nested in. */
  readonly parent?: Resource;
  /** What the names in its expressions stand for. */
  readonly names: Names;
}

export interface Input {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value | undefined;
  /** What gives it its value: `= 'x'`, `default = "x"`. */
  readonly assigned?: Span;
  /** `@secure()`, `securestring`, `sensitive = true`: its value is kept out of logs. */
  readonly secure: boolean;
}

/** Values by path: `location`, `var.location`, `local.kind`, `parameters('location')`. */
export type Names = ReadonlyMap<string, Value>;

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

export interface LiteralValue {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
  /** Of a string, what is inside the quotes. */
  readonly span: Span;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
  /** It may hold more than can be told: a spread, a `dynamic` block, broken text. */
  readonly open: boolean;
  readonly span: Span;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly items: readonly Value[];
  readonly open: boolean;
  readonly span: Span;
}

export interface ReferenceValue {
  readonly kind: 'reference';
  /** `['id', 'properties', 'clientId']`; indexes by number are left out, calls stand as written. */
  readonly path: readonly string[];
  readonly span: Span;
  /** The last member's name alone. */
  readonly leaf: Span;
}

export interface ConditionalValue {
  readonly kind: 'conditional';
  readonly branches: readonly Value[];
  readonly span: Span;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** As written, without quotes; of texts that a template puts together, what is known with `${}` for the rest. */
  readonly text: string;
  readonly span: Span;
}

export type Value =
  LiteralValue | ObjectValue | ArrayValue | ReferenceValue | ConditionalValue | UnknownValue;

export function entryOf(object: ObjectValue, ...keys: readonly string[]): Entry | undefined {
  return object.entries.find(({ key }) => keys.includes(key));
}

/** The value at a path of keys; `undefined` where an object on the way is missing or is none. */
export function valueAt(object: ObjectValue, ...path: readonly string[]): Value | undefined {
  let value: Value | undefined = object;
  for (const key of path) value = value?.kind === 'object' ? entryOf(value, key)?.value : undefined;
  return value;
}

/** Longest chain of names that is followed; a longer one may be a circle. */
const maxHops = 8;

/** What a value may be, as far as the file tells: names are followed, and both branches of a condition count. */
export function possibleValues(value: Value, names: Names, hops = maxHops): readonly Value[] {
  if (value.kind === 'conditional')
    return value.branches.flatMap((branch) => possibleValues(branch, names, hops));
  if (value.kind !== 'reference') return [value];
  const named = hops > 0 ? names.get(value.path.join('.')) : undefined;
  return named === undefined ? [value] : possibleValues(named, names, hops - 1);
}
