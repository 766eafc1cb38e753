import type {
  JvmCall,
  JvmField,
  JvmFile,
  JvmFunction,
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
  readonly variables: ReadonlyMap<string, readonly JvmVariable[]>;
  readonly references: ReadonlyMap<string, readonly Reference[]>;
  /** What was asked for already. */
  readonly namesakes: Map<string, Namesakes>;
  readonly resolved: Set<string>;
  readonly mentions: Map<JvmVariable, Reference[]>;
}

const known = new WeakMap<JvmFile, JvmIndex>();

/** Made once for each file, whichever rule asks first. */
export function indexOf(file: JvmFile): JvmIndex {
  const before = known.get(file);
  if (before !== undefined) return before;
  const all = [...walk(file.nodes)];
  const calls = all.filter((node) => node.kind === 'call');
  const index: JvmIndex = {
    ...{ file, all, calls },
    news: all.filter((node) => node.kind === 'new'),
    texts: all.filter((node) => node.kind === 'text'),
    callsByName: byName(calls),
    variables: byName(all.filter((node) => node.kind === 'variable')),
    references: byName(all.filter((node): node is Reference => isReference(file, node))),
    ...{ namesakes: new Map(), resolved: new Set(), mentions: new Map() },
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
  if (node.kind !== 'field' || node.target.kind !== 'name') return false;
  return node.target.name === 'this' || file.ownTypes.has(node.target.name);
}

export function functionAround(node: JvmNode): JvmFunction | undefined {
  let at = node.parent;
  while (at !== undefined && at.kind !== 'function') at = at.parent;
  return at;
}

function typeAround(node: JvmNode): JvmType | undefined {
  let at = node.parent;
  while (at !== undefined && at.kind !== 'type') at = at.parent;
  return at;
}

/** The variable of the same file that a reference means; the nearest where several have the name. */
export function declarationOf(index: JvmIndex, reference: JvmNode): JvmVariable | undefined {
  if (reference.kind !== 'name' && reference.kind !== 'field') return undefined;
  if (reference.kind === 'field' && !isReference(index.file, reference)) return undefined;
  const { locals, fields } = variablesOf(index, reference.name);
  let home = reference.kind === 'name' && locals.size > 0 ? functionAround(reference) : undefined;
  for (; home !== undefined; home = functionAround(home)) {
    const local = lastBefore(locals.get(home) ?? [], reference.span.start);
    if (local !== undefined) return local;
  }
  if (fields.length < 2) return fields[0];
  const type = typeAround(reference);
  return fields.find((one) => typeAround(one) === type);
}

/** The variables of one name. */
interface Namesakes {
  /** By the function they belong to, in the order of the text. */
  readonly locals: ReadonlyMap<JvmFunction, readonly JvmVariable[]>;
  readonly fields: readonly JvmVariable[];
}

function variablesOf(index: JvmIndex, name: string): Namesakes {
  const before = index.namesakes.get(name);
  if (before !== undefined) return before;
  const locals = new Map<JvmFunction, JvmVariable[]>();
  const fields: JvmVariable[] = [];
  for (const variable of index.variables.get(name) ?? []) {
    const home = functionAround(variable);
    if (variable.role === 'field') fields.push(variable);
    else if (home !== undefined) addTo(locals, home, variable);
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

/** Calls of a function by the file itself, on the same object. */
export function ownCallsOf(index: JvmIndex, { name }: JvmFunction): readonly JvmCall[] {
  return (index.callsByName.get(name) ?? []).filter(
    ({ receiver }) =>
      receiver === undefined ||
      (receiver.kind === 'name' && (receiver.name === 'this' || index.file.ownTypes.has(receiver.name))),
  );
}
