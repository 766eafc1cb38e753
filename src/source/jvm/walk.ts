import type { JvmNode } from './jvm-file';

/** Every node of the trees, parents before their parts, in the order of the text. */
export function* walk(nodes: readonly JvmNode[]): Generator<JvmNode> {
  const waiting = [...nodes].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (let i = node.children.length - 1; i >= 0; i--) {
      const one = node.children[i];
      if (one !== undefined) waiting.push(one);
    }
  }
}
