import type { JvmAssignment, JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import type { Span } from '../../source/span';
import { textOf } from './constants';
import { declarationOf, functionAround, type JvmIndex } from './jvm-index';

/** A call, property or assignment that makes SQL Server's driver ask for a token of a managed identity. */
export interface MsiSetting {
  readonly node: JvmCall | JvmAssignment;
  readonly span: Span;
  /** Whether the same code names an identity. */
  readonly named: boolean;
  /** What the setter is called on, when it is a variable of the file. */
  readonly on: string | undefined;
}

const authentication = /^ActiveDirectory(?:MSI|ManagedIdentity)$/i;
const setters = new Set(['setAuthentication', 'authentication']);
const entries = new Set([
  'addDataSourceProperty',
  'setProperty',
  'put',
  'property',
  'addProperty',
  'addConnectionProperty',
]);

/** Calls and keys of properties that give the driver a user or a client ID. */
const namingCalls = new Set(['setUser', 'setUsername', 'username', 'user', 'setMSIClientId', 'msiClientId']);
const namingKeys = new Set(['user', 'username', 'msiclientid']);

const known = new WeakMap<JvmIndex, readonly MsiSetting[]>();

/** The settings of a file beside URLs: `source.setAuthentication("ActiveDirectoryMSI")`, pool properties, Kotlin's assignments. */
export function msiSettings(index: JvmIndex): readonly MsiSetting[] {
  const before = known.get(index);
  if (before !== undefined) return before;
  const found = [...index.calls, ...assignments(index)].filter((node) => isMsi(index, node));
  const settings = found.map((node) => settingOf(index, node));
  known.set(index, settings);
  return settings;
}

function assignments(index: JvmIndex): readonly JvmAssignment[] {
  return index.all.filter((node) => node.kind === 'assignment');
}

function isMsi(index: JvmIndex, node: JvmCall | JvmAssignment): boolean {
  const value = node.kind === 'assignment' ? valueSet(node, setters) : valueGiven(index, node);
  return value !== undefined && authentication.test(textOf(index, value));
}

function valueSet({ target, value }: JvmAssignment, names: ReadonlySet<string>): JvmNode | undefined {
  return (target.kind === 'field' || target.kind === 'name') && names.has(target.name) ? value : undefined;
}

function valueGiven(index: JvmIndex, { name, args: [first, second] }: JvmCall): JvmNode | undefined {
  if (setters.has(name)) return first;
  const isEntry = entries.has(name) && first !== undefined && textOf(index, first) === 'authentication';
  return isEntry ? second : undefined;
}

function settingOf(index: JvmIndex, node: JvmCall | JvmAssignment): MsiSetting {
  const home = functionAround(node) ?? outermost(node);
  const own = rootOf(node);
  const variable = own === undefined ? undefined : declarationOf(index, own);
  const named = namingsIn(index).some((one) => {
    if ((functionAround(one) ?? outermost(one)) !== home) return false;
    const other = one.kind === 'text' ? undefined : rootOf(one);
    const theirs = other && declarationOf(index, other);
    // Two data sources in one function are told apart by their variables.
    return variable === undefined || theirs === undefined || theirs === variable;
  });
  const { span } = node;
  const on = own?.kind === 'name' && variable !== undefined ? own.name : undefined;
  return { node, span, named, on };
}

/** What names a user or a client ID: calls, assignments, and keys of properties. */
export function namingsIn(index: JvmIndex): readonly (JvmCall | JvmAssignment | JvmNode)[] {
  const before = namings.get(index);
  if (before !== undefined) return before;
  const found = [
    ...index.calls.filter(({ name, args }) => namingCalls.has(name) && args.length > 0),
    ...assignments(index).filter((node) => valueSet(node, assignedNames) !== undefined),
    ...index.texts.filter(({ value }) => namingKeys.has(value.toLowerCase())),
  ];
  namings.set(index, found);
  return found;
}

const namings = new WeakMap<JvmIndex, readonly JvmNode[]>();
const assignedNames = new Set(['user', 'username', 'msiClientId']);

/** The variable that something is called on or assigned to; `undefined` where it is implied. */
function rootOf(node: JvmNode): JvmNode | undefined {
  if (node.kind === 'assignment')
    return node.target.kind === 'field' ? rootOf(node.target.target) : undefined;
  if (node.kind === 'call') return node.receiver && rootOf(node.receiver);
  const isOwnField = node.kind === 'field' && node.target.kind === 'name' && node.target.name === 'this';
  if (node.kind === 'field' && !isOwnField) return rootOf(node.target);
  return node.kind === 'name' || isOwnField ? node : undefined;
}

/** The member that a node outside of functions belongs to. */
export function outermost(node: JvmNode): JvmNode {
  let at = node;
  while (at.parent !== undefined && at.kind !== 'variable' && at.parent.kind !== 'type') at = at.parent;
  return at;
}
