import {
  entryOf,
  type Entry,
  type InfraFile,
  type Names,
  type ObjectValue,
  type Resource,
  type Value,
} from '../../source/infra/infra-file';
import type { Span } from '../../source/span';
import { plainName } from '../plain-name';

/** A place where a value gets a name: a property, an environment variable, an output, a variable. */
export interface NamedValue {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value;
  readonly names: Names;
  /** The resource it belongs to; `undefined` for outputs and variables. */
  readonly resource: Resource | undefined;
  /** The keys it lies in, outermost first, in lower case. */
  readonly within: readonly string[];
}

/** Every value of a file that has a name. Variables come first: what takes their value is judged there. */
export function* namedValues(file: InfraFile): Generator<NamedValue> {
  const names = file.resources[0]?.names ?? new Map<string, Value>();
  for (const entry of [...file.definitions, ...file.outputs])
    yield* named(entry, { names, resource: undefined, within: [] });
  for (const resource of file.resources)
    yield* inObject(resource.body, { names: resource.names, resource, within: [] });
}

type Place = Pick<NamedValue, 'names' | 'resource' | 'within'>;

function* named({ key, keySpan, value }: Entry, place: Place): Generator<NamedValue> {
  yield { name: key, nameSpan: keySpan, value, ...place };
  yield* inValue(value, { ...place, within: [...place.within, key.toLowerCase()] });
}

function* inValue(value: Value, place: Place): Generator<NamedValue> {
  if (value.kind === 'object') yield* inObject(value, place);
  else if (value.kind === 'array') for (const item of value.items) yield* inValue(item, place);
  else if (value.kind === 'conditional') for (const branch of value.branches) yield* inValue(branch, place);
}

/** `{ name: 'A', value: x }` names `x` as `A: x` does, and so does `A: { value: x }`. */
function* inObject(object: ObjectValue, place: Place): Generator<NamedValue> {
  const [name, value] = [entryOf(object, 'name')?.value, entryOf(object, 'value')];
  const listed = name?.kind === 'literal' && typeof name.value === 'string' ? name : undefined;
  for (const entry of object.entries) {
    const around = place.within.at(-1);
    if (entry === value && listed !== undefined)
      yield* named({ ...entry, key: String(listed.value), keySpan: listed.span }, place);
    else if (entry === value && object.entries.length === 1 && around !== undefined)
      yield* named({ ...entry, key: around }, place);
    else yield* named(entry, place);
  }
}

/** Whether a value lies among the settings that a program sees: environment variables, app settings. */
export function isEnvironment(within: readonly string[]): boolean {
  return within.some((key) => environments.has(plainName(key)));
}

const environments = new Set(['environmentvariables', 'appsettings']);
