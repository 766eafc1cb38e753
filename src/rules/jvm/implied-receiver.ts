import type { JvmAssignment, JvmCall, JvmName, JvmNode } from '../../source/jvm/jvm-file';
import { callbacks, withReceiver } from './flow-names';

/** What stands for a value in a lambda or function whose receiver or only parameter it is without being named. */
export interface Implied {
  /** `it` or `this`. */
  readonly names: readonly JvmNode[];
  /** Calls that may be on the value, with nothing before the dot. */
  readonly calls: readonly JvmCall[];
  /** Names that may be properties of the value. */
  readonly reads: readonly JvmName[];
  /** `property = ...`. */
  readonly sets: readonly JvmAssignment[];
}

/** Larger bodies are not looked through. */
const maxNodes = 5000;

/** Finds them; what lies in a further lambda with an `it` or `this` of its own is left out. */
export function impliedIn(body: JvmNode, word: 'it' | 'this'): Implied {
  const nodes = nodesIn(body, word);
  const names = nodes.filter((node) => node.kind === 'name' && node.name === word);
  if (word === 'it') return { names, calls: [], reads: [], sets: [] };
  return {
    names,
    calls: nodes.filter((node) => node.kind === 'call').filter(({ receiver }) => receiver === undefined),
    reads: nodes
      .filter((node) => node.kind === 'name')
      .filter((node) => node.name !== word && !isTarget(node)),
    sets: nodes.filter((node) => node.kind === 'assignment').filter(({ target }) => target.kind === 'name'),
  };
}

function nodesIn(body: JvmNode, word: 'it' | 'this'): readonly JvmNode[] {
  const nodes: JvmNode[] = [];
  const waiting: JvmNode[] = [...body.children].reverse();
  for (let node = waiting.pop(); node !== undefined && nodes.length < maxNodes; node = waiting.pop()) {
    if (isOfAnother(node, word)) continue;
    nodes.push(node);
    waiting.push(...[...node.children].reverse());
  }
  return nodes;
}

function isTarget({ parent, span }: JvmName): boolean {
  return parent?.kind === 'assignment' && parent.target.span.start === span.start;
}

/** Whether `word` means something else within a lambda. */
function isOfAnother(node: JvmNode, word: 'it' | 'this'): boolean {
  if (node.kind === 'type') return true;
  if (node.kind !== 'lambda' || node.parameters.length > 0 || node.isReference) return false;
  const { parent } = node;
  const takesReceiver = parent?.kind === 'call' && (withReceiver.has(parent.name) || parent.name === 'with');
  if (word === 'this') return takesReceiver;
  // Others, such as those that loggers take, have no parameter at all.
  return !takesReceiver && parent?.kind === 'call' && callbacks.has(parent.name);
}
