import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';
import { walk } from '../../source/jvm/walk';

/** What is called on an object, one call on the other's result, and where the result goes. */
export interface CallChain {
  readonly calls: readonly JvmCall[];
  /** The last call, or the object itself. */
  readonly top: JvmNode;
}

/** Functions of Kotlin that call back with the object as receiver or as `it`. */
const scopeFunctions = new Set(['apply', 'also', 'run', 'let']);

export function chainFrom(object: JvmNode): CallChain {
  const calls: JvmCall[] = [];
  let top = object;
  for (;;) {
    const call = top.parent;
    if (call?.kind !== 'call' || call.receiver !== top) return { calls, top };
    if (scopeFunctions.has(call.name)) calls.push(...callsWithin(call));
    calls.push(call);
    top = call;
  }
}

function callsWithin(call: JvmCall): readonly JvmCall[] {
  return [...walk(call.args)].filter(
    (node): node is JvmCall => node.kind === 'call' && isOnScope(node.receiver),
  );
}

function isOnScope(receiver: JvmNode | undefined): boolean {
  if (receiver?.kind === 'call') return isOnScope(receiver.receiver);
  return receiver === undefined || (receiver.kind === 'name' && ['it', 'this'].includes(receiver.name));
}
