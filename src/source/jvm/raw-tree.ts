import type { Node, TreeCursor } from 'web-tree-sitter';

/** A node of a parser's tree as plain data. Comments are left out. */
export interface RawNode {
  readonly type: string;
  readonly field: string | undefined;
  readonly named: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly RawNode[];
}

/** Below this depth nothing is read: no code that people write is nested so deeply. */
const maxDepth = 400;

interface Open extends RawNode {
  readonly children: RawNode[];
}

/** Whether what lies below a node is of no use; `parent` is the type of the node above it. */
export type Skip = (node: RawNode, parent: string | undefined) => boolean;

/** Copies a tree, without what lies below the nodes that `skip` names. */
export function rawTree(root: Node, skip: Skip): RawNode {
  const cursor = root.walk();
  try {
    const top = take(cursor);
    const above: Open[] = [];
    for (let node = top; ;) {
      const enter = above.length < maxDepth && !skip(node, above.at(-1)?.type);
      if (enter && cursor.gotoFirstChild()) above.push(node);
      else {
        while (!cursor.gotoNextSibling()) {
          if (!cursor.gotoParent()) return top;
          above.pop();
        }
      }
      node = take(cursor);
      if (!node.type.endsWith('comment')) above.at(-1)?.children.push(node);
    }
  } finally {
    cursor.delete();
  }
}

function take(cursor: TreeCursor): Open {
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName ?? undefined,
    named: cursor.nodeIsNamed,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}

export function child(node: RawNode, field: string): RawNode | undefined {
  return node.children.find((one) => one.field === field);
}

export function childOf(node: RawNode, ...types: readonly string[]): RawNode | undefined {
  return node.children.find(({ type }) => types.includes(type));
}

export function named(node: RawNode): readonly RawNode[] {
  return node.children.filter((one) => one.named);
}
