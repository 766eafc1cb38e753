import type {
  JvmCall,
  JvmField,
  JvmFile,
  JvmFunction,
  JvmLambda,
  JvmName,
  JvmNew,
  JvmNode,
  JvmText,
  JvmType,
  JvmVariable,
} from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';

/** Something that means a variable: `x`, `this.x`, `OwnType.x`. */
export type Reference = JvmName | JvmField;

/** What a file holds, by kind and name. */
export interface JvmIndex {
  readonly file: JvmFile;
  readonly all: readonly JvmNode[];
  readonly news: readonly JvmNew[];
  readonly texts: readonly JvmText[];
  readonly calls: readonly JvmCall[];
  readonly callsByName: ReadonlyMap<string, readonly JvmCall[]>;
  readonly functions: ReadonlyMap<string, readonly JvmFunction[]>;
  readonly types: ReadonlyMap<string, readonly JvmType[]>;
  readonly variables: ReadonlyMap<string, readonly JvmVariable[]>;
  readonly references: ReadonlyMap<string, readonly Reference[]>;
  /** What was asked for already. */
  readonly namesakes: Map<string, Namesakes>;
  readonly resolved: Set<string>;
  readonly mentions: Map<JvmVariable, Reference[]>;
  /** Steps that may still be taken to follow values through the file. */
  readonly work: { left: number };
}

/** No file that people write needs as many steps. */
const maxWork = 300_000;

const known = new WeakMap<JvmFile, JvmIndex>();

/** Made once for each file, whichever rule asks first. */
export function indexOf(file: JvmFile): JvmIndex {
  const before = known.get(file);
  if (before !== undefined) return before;
  const all = [...walk(file.nodes)];
  const calls = all.filter((node) => node.kind === 'call');
  const index: JvmIndex = {
    file,
    all,
    calls,
    news: all.filter((node) => node.kind === 'new'),
    texts: all.filter((node) => node.kind === 'text'),
    callsByName: byName(calls),
    functions: byName(all.filter((node) => node.kind === 'function')),
    types: byName(all.filter((node) => node.kind === 'type')),
    variables: byName(all.filter((node) => node.kind === 'variable')),
    references: byName(all.filter((node): node is Reference => isReference(file, node))),
    namesakes: new Map(),
    resolved: new Set(),
    mentions: new Map(),
    work: { left: maxWork },
  };
  known.set(file, index);
  return index;
}

function byName<N extends { readonly name: string }>(nodes: readonly N[]): ReadonlyMap<string, readonly N[]> {
  const map = new Map<string, N[]>();
  for (const node of nodes) addTo(map, node.name, node);
  return map;
}

/** Adds to the list of a key. */
export function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, [value]);
  else others.push(value);
}

function isReference(file: JvmFile, node: JvmNode): boolean {
  if (node.kind === 'name') return true;
  if (node.kind !== 'field') return false;
  const { target } = node;
  if (target.kind === 'field') return file.ownTypes.has(target.name) || isCompanion(target);
  return target.kind === 'name' && (target.name === 'this' || file.ownTypes.has(target.name));
}

/** `Type.Companion`. */
function isCompanion({ name, target }: JvmField): boolean {
  return name === 'Companion' && target.kind === 'name';
}

/** What a local name is known in. */
export type Scope = JvmFunction | JvmLambda | JvmType;

export function functionAround(node: JvmNode): JvmFunction | undefined {
  let at = node.parent;
  while (at !== undefined && at.kind !== 'function') at = at.parent;
  return at;
}

export function scopeAround(node: JvmNode): Scope | undefined {
  let at = node.parent;
  while (at !== undefined && at.kind !== 'function' && at.kind !== 'lambda' && at.kind !== 'type')
    at = at.parent;
  return at;
}

export function typeAround(node: JvmNode): JvmType | undefined {
  let at = node.parent;
  while (at !== undefined && at.kind !== 'type') at = at.parent;
  return at;
}

/** The variable of the same file that a reference means; the nearest where several have the name. */
export function declarationOf(index: JvmIndex, reference: JvmNode): JvmVariable | undefined {
  if (reference.kind !== 'name' && reference.kind !== 'field') return undefined;
  if (reference.kind === 'field' && !isReference(index.file, reference)) return undefined;
  const { locals, fields } = variablesOf(index, reference.name);
  return (
    (reference.kind === 'name' ? localMeant(reference, locals) : undefined) ?? fieldMeant(reference, fields)
  );
}

function localMeant(reference: JvmName, locals: Namesakes['locals']): JvmVariable | undefined {
  let home = locals.size > 0 ? scopeAround(reference) : undefined;
  for (; home !== undefined; home = scopeAround(home)) {
    const local = lastBefore(locals.get(home) ?? [], reference.span.start);
    if (local !== undefined) return local;
  }
  return undefined;
}

function fieldMeant(reference: Reference, fields: Namesakes['fields']): JvmVariable | undefined {
  if (fields.length < 2) return fields[0];
  const wanted = typeMeant(reference);
  if (wanted !== undefined)
    return (
      fields.find((one) => isWithin(one, wanted)) ??
      // A companion object may have a name.
      fields.find((one) => typeNameAround(typeAround(one)) === wanted)
    );
  const type = typeAround(reference);
  return (
    fields.find((one) => typeAround(one) === type) ??
    fields.find((one) => isCompanionOf(one, type)) ??
    fields.find((one) => isInherited(one, type)) ??
    fields.find((one) => type !== undefined && typeNameAround(typeAround(one)) === type.name)
  );
}

function typeNameAround(type: JvmType | undefined): string | undefined {
  return type && typeAround(type)?.name;
}

/** Whether it is a field of what a type around is made of: constants of an interface that a class implements. */
function isInherited(field: JvmVariable, type: JvmType | undefined): boolean {
  const own = typeAround(field)?.name;
  for (let at = type; at !== undefined && own !== undefined; at = typeAround(at))
    if (at.supertypes.some((one) => one.slice(one.lastIndexOf('.') + 1) === own)) return true;
  return false;
}

/** `Type` of `Type.field`. */
function typeMeant(reference: Reference): string | undefined {
  if (reference.kind !== 'field') return undefined;
  const { target } = reference;
  if (target.kind === 'field' && isCompanion(target)) return typeMeant(target);
  return (target.kind === 'name' || target.kind === 'field') && target.name !== 'this'
    ? target.name
    : undefined;
}

/** A field of the companion object counts as one of its type. */
function isWithin(field: JvmVariable, name: string): boolean {
  const type = typeAround(field);
  return type?.name === name || (type?.name === '' && typeAround(type)?.name === name);
}

function isCompanionOf(field: JvmVariable, type: JvmType | undefined): boolean {
  const own = typeAround(field);
  for (let at = type; at !== undefined && own !== undefined; at = typeAround(at))
    if (own === at || (own.name === '' && typeAround(own) === at)) return true;
  return false;
}

/** The variables of one name. */
interface Namesakes {
  /** By the scope they belong to, in the order of the text. */
  readonly locals: ReadonlyMap<Scope, readonly JvmVariable[]>;
  readonly fields: readonly JvmVariable[];
}

function variablesOf(index: JvmIndex, name: string): Namesakes {
  const before = index.namesakes.get(name);
  if (before !== undefined) return before;
  const locals = new Map<Scope, JvmVariable[]>();
  const fields: JvmVariable[] = [];
  for (const variable of index.variables.get(name) ?? []) {
    const home = scopeAround(variable);
    if (variable.role === 'field' || home === undefined) fields.push(variable);
    else addTo(locals, home, variable);
  }
  const namesakes = { locals, fields };
  index.namesakes.set(name, namesakes);
  return namesakes;
}

/** The last of them that begins before an offset; they are in order. */
function lastBefore(variables: readonly JvmVariable[], offset: number): JvmVariable | undefined {
  let [low, high] = [0, variables.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((variables[middle]?.span.start ?? offset) <= offset) low = middle + 1;
    else high = middle;
  }
  return variables[low - 1];
}

/** Where the file mentions a variable, its declaration left out. */
export function referencesOf(index: JvmIndex, variable: JvmVariable): readonly Reference[] {
  if (!index.resolved.has(variable.name)) {
    index.resolved.add(variable.name);
    for (const reference of index.references.get(variable.name) ?? []) {
      const meant = declarationOf(index, reference);
      if (meant !== undefined) addTo(index.mentions, meant, reference);
    }
  }
  return index.mentions.get(variable) ?? [];
}
