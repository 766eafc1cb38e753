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
  };
  known.set(file, index);
  return index;
}

function byName<N extends { readonly name: string }>(nodes: readonly N[]): ReadonlyMap<string, readonly N[]> {
  const map = new Map<string, N[]>();
  for (const node of nodes) {
    const others = map.get(node.name);
    if (others === undefined) map.set(node.name, [node]);
    else others.push(node);
  }
  return map;
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

export function isWithin(node: JvmNode, outer: JvmNode): boolean {
  let at: JvmNode | undefined = node;
  while (at !== undefined && at !== outer) at = at.parent;
  return at === outer;
}

/** The variable of the same file that a reference means; the nearest where several have the name. */
export function declarationOf(index: JvmIndex, reference: JvmNode): JvmVariable | undefined {
  if (reference.kind !== 'name' && reference.kind !== 'field') return undefined;
  if (reference.kind === 'field' && !isReference(index.file, reference)) return undefined;
  const candidates = index.variables.get(reference.name) ?? [];
  const locals = candidates.filter((one) => one.role !== 'field' && isVisible(one, reference));
  const local = locals.findLast((one) => one.span.start <= reference.span.start);
  if (local !== undefined && reference.kind === 'name') return local;
  const fields = candidates.filter(({ role }) => role === 'field');
  const home = typeAround(reference);
  return fields.find((one) => typeAround(one) === home) ?? (fields.length === 1 ? fields[0] : undefined);
}

function isVisible(variable: JvmVariable, from: JvmNode): boolean {
  const home = functionAround(variable);
  return home !== undefined && isWithin(from, home);
}

/** Where the file mentions a variable, its declaration left out. */
export function referencesOf(index: JvmIndex, variable: JvmVariable): readonly Reference[] {
  return (index.references.get(variable.name) ?? []).filter((one) => declarationOf(index, one) === variable);
}

/** Calls of a function by the file itself, on the same object. */
export function ownCallsOf(index: JvmIndex, { name }: JvmFunction): readonly JvmCall[] {
  return (index.callsByName.get(name) ?? []).filter(
    ({ receiver }) =>
      receiver === undefined ||
      (receiver.kind === 'name' && (receiver.name === 'this' || index.file.ownTypes.has(receiver.name))),
  );
}
