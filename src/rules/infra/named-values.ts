import type { InfraFile, Resource } from '../../source/infra/infra-file';
import type { CallValue, Entry, ObjectValue, Value } from '../../source/infra/value';
import { elementKey, elementValue } from '../../source/infra/elements';
import { entryOf } from '../../source/infra/value';
import type { Names } from '../../source/infra/names';
import { possibleValues } from '../../source/infra/possible-values';
import type { Span } from '../../source/span';
import { plainName } from '../plain-name';
import { lastName } from './spring-app';

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

/**
 * Every value of a file that has a name. Variables come first: what takes their value is judged there. What lies in the arguments of
 * calls, in the branches of conditions and in loops has names as well.
 */
export function* namedValues(file: InfraFile): Generator<NamedValue> {
  for (const entry of [...file.definitions, ...file.given, ...file.outputs])
    yield* named(entry, { names: file.names, resource: undefined, within: [] });
  for (const resource of file.resources)
    yield* inObject(resource.body, { names: resource.names, resource, within: [] });
}

type Place = Pick<NamedValue, 'names' | 'resource' | 'within'>;

function* named({ key, keySpan, value }: Entry, place: Place): Generator<NamedValue> {
  yield { name: key, nameSpan: keySpan, value, ...place };
  yield* inValue(value, { ...place, within: [...place.within, shelfOf(key.toLowerCase(), place)] });
}

/** `properties` of the settings of a web app that are a resource of their own are what `appSettings` are elsewhere. */
function shelfOf(key: string, { resource, within }: Place): string {
  const isOwn = key === 'properties' && within.length === 0 && resource !== undefined;
  return isOwn && isAppSettings(resource) ? 'appsettings' : key;
}

/** Whether a resource is the settings of a web app or of a slot of one. */
export function isAppSettings(resource: Resource): boolean {
  return (
    /^microsoft\.web\/sites\/(?:slots\/)?config$/.test(resource.type) && lastName(resource) === 'appsettings'
  );
}

function* inValue(value: Value, place: Place): Generator<NamedValue> {
  switch (value.kind) {
    case 'object':
      yield* inObject(value, place);
      break;
    case 'array':
      for (const item of value.items) yield* inValue(item, place);
      if (value.each !== undefined) yield* inValue(value.each, place);
      break;
    case 'conditional':
      for (const branch of value.branches) yield* inValue(branch, place);
      break;
    case 'call':
      yield* inCall(value, place);
      break;
    default:
  }
}

function* inCall({ name, args }: CallValue, place: Place): Generator<NamedValue> {
  // What a loop is over has its names where it stands.
  if (name === elementValue || name === elementKey) return;
  if (name !== 'createobject') {
    for (const argument of args) yield* inValue(argument, place);
    return;
  }
  yield* inObject(objectOf(args), place);
}

/** `createObject('A', x, 'B', y)` as it is written in other languages. */
function objectOf(args: readonly Value[]): ObjectValue {
  const entries: Entry[] = [];
  for (let at = 0; at + 1 < args.length; at += 2) {
    const [key, value] = [args[at], args[at + 1]];
    if (key?.kind !== 'literal' || value === undefined) continue;
    const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
    entries.push({ key: String(key.value), keySpan: key.span, value, span });
  }
  return { kind: 'object', entries, open: false, span: args[0]?.span ?? { start: 0, end: 0 } };
}

/** `{ name: 'A', value: x }` names `x` as `A: x` does, and so does `A: { value: x }`. */
function* inObject(object: ObjectValue, place: Place): Generator<NamedValue> {
  const [name, value] = [entryOf(object, 'name')?.value, entryOf(object, 'value')];
  const listed = name?.kind === 'literal' && typeof name.value === 'string' ? name : undefined;
  for (const entry of [...object.entries, ...(object.each === undefined ? [] : [object.each])]) {
    const around = place.within.at(-1);
    if (entry === value && listed !== undefined)
      yield* named({ ...entry, key: String(listed.value), keySpan: listed.span }, place);
    else if (entry === value && object.entries.length === 1 && around !== undefined)
      yield* named({ ...entry, key: around }, place);
    else yield* named(entry, place);
  }
}

/** The settings of programs that a resource is given by a name, or by a call: `environment_variables = local.all`. What stands in place is left out. */
export function* settingsLedTo(file: InfraFile): Generator<NamedValue> {
  for (const { name, value, names, resource, within } of namedValues(file)) {
    const isLed = value.kind === 'reference' || value.kind === 'call';
    if (resource === undefined || !isLed || !environments.has(plainName(name))) continue;
    const place = { names, resource, within: [...within, name.toLowerCase()] };
    for (const one of possibleValues(value, names))
      for (const setting of inValue(one, place)) {
        const { start, end } = setting.value.span;
        const isInPlace = value.span.start < start && end < value.span.end;
        // Wherever it stands, here is where the program is given it.
        if (!isInPlace) yield { ...setting, nameSpan: value.span };
      }
  }
}

/** Whether a value lies among the settings that a program sees: environment variables, app settings. */
export function isEnvironment(within: readonly string[]): boolean {
  return within.some((key) => environments.has(plainName(key)));
}

const environments = new Set(['environmentvariables', 'secureenvironmentvariables', 'appsettings', 'env']);
