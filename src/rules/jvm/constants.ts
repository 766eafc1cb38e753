import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import { declarationOf, referencesOf, type JvmIndex } from './jvm-index';

/** Stands in folded text for what is known at run time only; no rule takes it for a value. */
export const hole = '${}';

const sameText = new Set([
  'trim',
  'strip',
  'trimIndent',
  'trimMargin',
  'stripIndent',
  'toString',
  'intern',
  'formatted',
]);
const maxSteps = 20;
const maxSources = 100;
const maxLength = 8_000;

const known = new WeakMap<JvmNode, string>();

/** The text an expression stands for, with `hole` for each part that is not constant in this file. */
export function textOf(index: JvmIndex, node: JvmNode, steps = 0): string {
  const before = known.get(node);
  if (before !== undefined) return before;
  const text = steps > maxSteps ? hole : foldedText(index, node, steps + 1);
  // Constants that are put together of each other grow without end.
  const folded = text.length > maxLength ? hole : text;
  known.set(node, folded);
  return folded;
}

function foldedText(index: JvmIndex, node: JvmNode, steps: number): string {
  switch (node.kind) {
    case 'text':
      return node.value;
    case 'join':
      return node.children.map((part) => textOf(index, part, steps)).join('');
    case 'name':
    case 'field': {
      const value = constantOf(index, node);
      return value === undefined ? hole : textOf(index, value, steps);
    }
    case 'call':
      if (node.receiver === undefined || !sameText.has(node.name)) return hole;
      return textOf(index, node.receiver, steps);
    default:
      return hole;
  }
}

/** What a name stands for when it is given one value, in its declaration. */
function constantOf(index: JvmIndex, node: JvmNode): JvmNode | undefined {
  const variable = declarationOf(index, node);
  if (variable?.value === undefined || variable.role === 'parameter') return undefined;
  const isChanged = referencesOf(index, variable).some(
    (one) => one.parent?.kind === 'assignment' && one.parent.target === one,
  );
  return isChanged ? undefined : variable.value;
}

/** The expressions that give an expression its value: both branches of a choice, and what a constant is set to. */
export function sourcesOf(index: JvmIndex, node: JvmNode): readonly JvmNode[] {
  const seen = new Set<JvmNode>();
  const sources: JvmNode[] = [];
  const waiting = [node];
  for (let one = waiting.pop(); one !== undefined && seen.size < maxSources; one = waiting.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    const value = one.kind === 'name' || one.kind === 'field' ? constantOf(index, one) : undefined;
    const others = value === undefined ? alternativesOf(index, one) : [value];
    if (others.length > 0) waiting.push(...others);
    else sources.push(one);
  }
  return sources;
}

/** Calls whose last argument is what they give back when nothing else is there. */
const withDefault = new Set([
  ...['orElse', 'getOrDefault', 'requireNonNullElse', 'getProperty', 'defaultIfEmpty', 'defaultIfBlank'],
  ...['ifEmpty', 'ifBlank', 'orElseGet', 'getOrElse', 'firstNonNull', 'defaultString', 'ofNullable', 'of'],
]);

/** What else an expression may be: the branches of a choice, the default of a call, what Spring puts into a field. */
function alternativesOf(index: JvmIndex, node: JvmNode): readonly JvmNode[] {
  if (node.kind === 'choice') return node.branches;
  if (node.kind === 'call') return withDefault.has(node.name) ? defaultsOf(node) : [];
  const variable = node.kind === 'name' || node.kind === 'field' ? declarationOf(index, node) : undefined;
  const value = variable?.annotations.find(({ name }) => name.endsWith('Value'))?.args[0];
  return value?.kind === 'text' ? [value] : [];
}

function defaultsOf({ name, receiver, args }: JvmCall): readonly JvmNode[] {
  const last = args.at(-1);
  const given = last?.kind === 'lambda' ? last.result : last;
  const isKey = args.length === 1 && ['getProperty', 'getOrDefault'].includes(name);
  return [receiver, isKey ? undefined : given].filter((one) => one !== undefined);
}

/** The whole text that a part belongs to: `"a" + b` for `"a"`. */
export function wholeText(node: JvmNode): JvmNode {
  return node.parent?.kind === 'join' ? wholeText(node.parent) : node;
}
