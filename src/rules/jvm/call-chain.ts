import type { JvmCall, JvmNode } from '../../source/jvm/jvm-file';

/** What is called on an object, one call on the other's result, and where the result goes. */
export interface CallChain {
  readonly calls: readonly JvmCall[];
  /** The last call, or the object itself. */
  readonly top: JvmNode;
}

export function chainFrom(object: JvmNode): CallChain {
  const calls: JvmCall[] = [];
  let top = object;
  for (;;) {
    const call = top.parent;
    if (call?.kind !== 'call' || call.receiver !== top) return { calls, top };
    calls.push(call);
    top = call;
  }
}
