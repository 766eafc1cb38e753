import type { JvmNode } from '../../source/jvm/jvm-file';
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
const maxLength = 100_000;

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
export function constantOf(index: JvmIndex, node: JvmNode): JvmNode | undefined {
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
    if (one.kind === 'choice') waiting.push(...one.branches);
    else if (value !== undefined) waiting.push(value);
    else sources.push(one);
  }
  return sources;
}

/** The whole text that a part belongs to: `"a" + b` for `"a"`. */
export function wholeText(node: JvmNode): JvmNode {
  return node.parent?.kind === 'join' ? wholeText(node.parent) : node;
}
