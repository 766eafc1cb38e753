import type { JvmCall, JvmFunction, JvmNew, JvmNode, JvmType, JvmVariable } from '../../source/jvm/jvm-file';
import { declarationOf, type JvmIndex } from './jvm-index';

/** Of functions with one name, so many are looked at. */
const maxNamesakes = 50;

/** Calls of a function by the file itself, on an object of its own types. */
export function ownCallsOf(index: JvmIndex, wanted: JvmFunction): readonly JvmCall[] {
  const calls = index.callsByName.get(wanted.name) ?? [];
  return calls.filter((call) => isCallOf(index, call, wanted));
}

/** The functions of the file that a call may mean. */
export function functionsMeant(index: JvmIndex, call: JvmCall): readonly JvmFunction[] {
  const named = (index.functions.get(call.name) ?? []).slice(0, maxNamesakes);
  return named.filter((one) => isCallOf(index, call, one));
}

function isCallOf(index: JvmIndex, call: JvmCall, wanted: JvmFunction): boolean {
  const { receiver } = call;
  if (wanted.receiverType === undefined) {
    const isOwn = receiver === undefined || isOwnObject(index, receiver);
    return isOwn && (isReferenced(call) || call.args.length <= wanted.parameters.length);
  }
  return receiver !== undefined && call.args.length <= wanted.parameters.length;
}

/** Of `this::name` the number of arguments is not known. */
function isReferenced({ parent }: JvmCall): boolean {
  return parent?.kind === 'lambda' && parent.isReference;
}

function isOwnObject(index: JvmIndex, node: JvmNode): boolean {
  if (node.kind === 'new') return index.file.ownTypes.has(node.type);
  if (node.kind !== 'name' && node.kind !== 'field') return false;
  if (node.name === 'this' || index.file.ownTypes.has(node.name)) return true;
  const type = declarationOf(index, node)?.type?.name;
  return type !== undefined && index.file.ownTypes.has(type.replace('?', ''));
}

/** What functions and constructors of the file call an argument of a call. */
export function parametersFor(index: JvmIndex, by: JvmCall | JvmNew, place: number): readonly JvmVariable[] {
  const name = by.argNames[place];
  return listsOf(index, by).flatMap((parameters) => {
    const one =
      name === undefined ? parameters[place] : parameters.find((parameter) => parameter.name === name);
    return one === undefined ? [] : [one];
  });
}

function listsOf(index: JvmIndex, by: JvmCall | JvmNew): readonly (readonly JvmVariable[])[] {
  if (by.kind === 'call')
    return functionsMeant(index, by)
      .filter(({ isAbstract }) => !isAbstract)
      .map(({ parameters }) => parameters);
  return (index.types.get(by.type) ?? []).flatMap((type) => [
    type.parameters,
    ...constructorsOf(type).map(({ parameters }) => parameters),
  ]);
}

function constructorsOf(type: JvmType): readonly JvmFunction[] {
  const members: readonly JvmNode[] = type.children.flatMap((one) =>
    one.kind === 'other' ? one.children : [one],
  );
  return members.filter((one): one is JvmFunction => one.kind === 'function' && one.name === '<init>');
}
