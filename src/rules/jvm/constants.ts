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

/** The text an expression stands for, with `hole` for each part that is not constant in this file. */
export function textOf(index: JvmIndex, node: JvmNode, steps = 0): string {
  if (steps > maxSteps) return hole;
  switch (node.kind) {
    case 'text':
      return node.value;
    case 'join':
      return node.children.map((part) => textOf(index, part, steps + 1)).join('');
    case 'name':
    case 'field': {
      const value = constantOf(index, node);
      return value === undefined ? hole : textOf(index, value, steps + 1);
    }
    case 'call':
      if (node.receiver === undefined || !sameText.has(node.name)) return hole;
      return textOf(index, node.receiver, steps + 1);
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
export function sourcesOf(index: JvmIndex, node: JvmNode, steps = 0): readonly JvmNode[] {
  if (steps > maxSteps) return [];
  if (node.kind === 'choice') return node.branches.flatMap((one) => sourcesOf(index, one, steps + 1));
  const value = node.kind === 'name' || node.kind === 'field' ? constantOf(index, node) : undefined;
  return value === undefined ? [node] : sourcesOf(index, value, steps + 1);
}

/** The whole text that a part belongs to: `"a" + b` for `"a"`. */
export function wholeText(node: JvmNode): JvmNode {
  return node.parent?.kind === 'join' ? wholeText(node.parent) : node;
}
