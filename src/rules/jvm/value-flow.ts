import type { JvmCall, JvmFunction, JvmNew, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { declarationOf, functionAround, referencesOf, type JvmIndex } from './jvm-index';
import { ownCallsOf } from './own-calls';

/** A call or a constructor that is given a value, or is called on it. */
export type Consumer = JvmCall | JvmNew;

export function nameOf(consumer: Consumer): string {
  return consumer.kind === 'call' ? consumer.name : consumer.type.slice(consumer.type.lastIndexOf('.') + 1);
}

/**
 * What a value is given to, through text it becomes part of, variables, choices and functions of the file. `passes`
 * tells which calls give the value on as part of their own result.
 */
export function consumersOf(
  index: JvmIndex,
  value: JvmNode,
  passes: (consumer: Consumer) => boolean,
): readonly Consumer[] {
  const seen = new Set<JvmNode>();
  const found = new Set<Consumer>();
  const waiting = [value];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const { parent } = node;
    if (parent?.kind === 'call' || parent?.kind === 'new') {
      found.add(parent);
      if (passes(parent)) waiting.push(parent);
    } else waiting.push(...carriersOf(index, node));
  }
  return [...found];
}

/** Other expressions that have the same value. */
function carriersOf(index: JvmIndex, node: JvmNode): readonly JvmNode[] {
  const { parent } = node;
  switch (parent?.kind) {
    case 'join':
    case 'lambda':
      return [parent];
    case 'choice':
      return parent.branches.includes(node) ? [parent] : [];
    case 'variable':
      return parent.value === node ? referencesOf(index, parent) : [];
    case 'assignment':
      return parent.value === node ? mentionsOf(index, declarationOf(index, parent.target)) : [];
    case 'return':
      return resultsOf(index, functionAround(parent));
    default:
      return [];
  }
}

function mentionsOf(index: JvmIndex, variable: JvmVariable | undefined): readonly JvmNode[] {
  return variable === undefined ? [] : referencesOf(index, variable);
}

function resultsOf(index: JvmIndex, from: JvmFunction | undefined): readonly JvmNode[] {
  return from === undefined ? [] : ownCallsOf(index, from);
}
