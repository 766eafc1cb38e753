import type { JvmCall, JvmFunction, JvmNew, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { declarationOf, functionAround, referencesOf, typeAround, type JvmIndex } from './jvm-index';
import { ownCallsOf } from './own-calls';

/** Whether an expression has a value, as opposed to `null`, when it is come to. */
export interface Givenness {
  /** Whether it has one, whichever way the program goes. */
  readonly isSure: boolean;
  /** Whether the code itself makes it nothing some of the time: `q ? id : null`, a variable that begins as `null`. */
  readonly isMadeNone: boolean;
}

/** What a caller gives to parameters. */
type Arguments = ReadonlyMap<JvmVariable, JvmNode>;

const maxSources = 100;
const given: Givenness = { isSure: true, isMadeNone: false };
const open: Givenness = { isSure: false, isMadeNone: false };
const none: Givenness = { isSure: false, isMadeNone: true };

const orNone =
  /^(?:orElse|takeIf|takeUnless)$|(?:To|Or|If)Null$|^(?:nullIf|emptyToNull|trimToNull|nullIfEmpty)/;
/** Calls that give something back, or fail. */
const sure =
  /^(?:requireNonNull|requireNotNull|checkNotNull|notNull|toString|trim|strip|format|formatted|concat|join|replace|substring|toLowerCase|toUpperCase|lowercase|uppercase|getRequiredProperty|requireNonNullElse)$/;

export function givennessOf(index: JvmIndex, node: JvmNode, by: Arguments = new Map()): Givenness {
  const seen = new Set<JvmNode>();
  const waiting = [node];
  let isSure = true;
  let isMadeNone = false;
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (seen.size > maxSources) return open;
    const step = stepOf(index, one, by);
    if ('from' in step) {
      waiting.push(...step.from);
      continue;
    }
    isSure &&= step.isSure;
    isMadeNone ||= step.isMadeNone;
  }
  return { isSure, isMadeNone };
}

type Step = Givenness | { readonly from: readonly JvmNode[] };

/** What is known of an expression by itself, or those that give it its value. */
function stepOf(index: JvmIndex, node: JvmNode, by: Arguments): Step {
  if (node.kind === 'choice') return { from: node.branches };
  if (node.kind === 'block' && node.children.length > 0) return { from: node.children.slice(-1) };
  const isVariable = node.kind === 'field' || (node.kind === 'name' && node.name !== 'null');
  return isVariable ? stepOfVariable(index, node, by) : byForm(node);
}

function byForm(node: JvmNode): Givenness {
  switch (node.kind) {
    case 'text':
      return node.value.trim() === '' ? none : given;
    case 'join':
      return given;
    case 'call':
      return orNone.test(node.name) ? none : sure.test(node.name) ? given : open;
    case 'name':
      return none;
    default:
      // A branch that throws gives nothing.
      return node.children[0]?.kind === 'new' ? given : open;
  }
}

function stepOfVariable(
  index: JvmIndex,
  node: Extract<JvmNode, { kind: 'name' | 'field' }>,
  by: Arguments,
): Step {
  const variable = declarationOf(index, node);
  // Constants of other files are something; of other names nothing is known.
  if (variable === undefined) return /^[A-Z][A-Z\d_]+$/.test(node.name) ? given : open;
  const argument = by.get(variable);
  const set = referencesOf(index, variable).flatMap(({ parent }, i, all) =>
    parent?.kind === 'assignment' && parent.target === all[i] ? [parent.value] : [],
  );
  const from = [argument ?? variable.value, ...set].filter((one) => one !== undefined);
  const isOpen = argument === undefined && variable.role === 'parameter';
  if (from.length > 0 && !isOpen) return { from };
  return isNeverNull(index, variable) ? given : open;
}

/** By its type in Kotlin, by its annotations in either language. */
function isNeverNull({ file }: JvmIndex, { type, annotations }: JvmVariable): boolean {
  if (file.language === 'kotlin' && type !== undefined && !type.name.endsWith('?')) return true;
  return annotations.some(({ name, args: [value] }) => {
    if (/(?:NonNull|NotNull|NotBlank|NotEmpty|Nonnull)$/.test(name)) return true;
    // Without a default it fails where nothing is set.
    return name.endsWith('Value') && value?.kind === 'text' && /^\$\{[^:}]+(?::[^}]+)?\}$/.test(value.value);
  });
}

/** Whether both have values for sure: by themselves, or by what a caller of their function is seen to give. */
export function areBothGiven(index: JvmIndex, one: JvmNode, other: JvmNode): boolean {
  const are = (by: Arguments) => [one, other].every((node) => givennessOf(index, node, by).isSure);
  return are(new Map()) || callersOf(index, one).some(are);
}

/** What the callers of the function around a node give to it, and what its object is made with. */
function callersOf(index: JvmIndex, node: JvmNode): readonly Arguments[] {
  const own = functionAround(node);
  const type = typeAround(node);
  const makers = (type?.children ?? [])
    .flatMap((one) => (one.kind === 'other' ? one.children : [one]))
    .filter((one): one is JvmFunction => one.kind === 'function' && one.name === '<init>');
  const news = type === undefined ? [] : index.news.filter((made) => made.type === type.name);
  return [
    ...(own === undefined ? [] : ownCallsOf(index, own).map((call) => argumentsOf(own.parameters, call))),
    ...makers.flatMap(({ parameters }) =>
      news
        .filter(({ args }) => args.length === parameters.length)
        .map((made) => argumentsOf(parameters, made)),
    ),
  ];
}

function argumentsOf(parameters: readonly JvmVariable[], { args, argNames }: JvmCall | JvmNew): Arguments {
  return new Map(
    args.flatMap((arg, place) => {
      const name = argNames[place];
      const parameter = name === undefined ? parameters[place] : parameters.find((one) => one.name === name);
      return parameter === undefined ? [] : [[parameter, arg] as const];
    }),
  );
}
