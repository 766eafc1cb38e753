import type { Node } from 'web-tree-sitter';
import type { Comment } from '../reading';
import type { Span } from '../span';

/** A copy of a parser's node. Reading it costs nothing, where each look at the parser's own crosses into WebAssembly. */
export interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly Syntax[];
}

/** Deeper than people nest; what lies deeper is not read. */
const maxDepth = 300;

export interface Copying {
  /** Types of nodes that are copied without what is in them. */
  readonly leaves: ReadonlySet<string>;
  /** Where the parsed text starts in the file. */
  readonly offset: number;
}

export function copyTree(root: Node, { leaves, offset }: Copying): Syntax {
  const cursor = root.walk();
  const stack: { readonly node: Syntax; readonly children: Syntax[] }[] = [];
  const visit = (): void => {
    const children: Syntax[] = [];
    const { nodeType: type, startIndex, endIndex } = cursor;
    const node = { type, start: startIndex + offset, end: endIndex + offset, children };
    stack.at(-1)?.children.push(node);
    stack.push({ node, children });
  };
  visit();
  const whole = stack[0]?.node;
  for (;;) {
    const top = stack.at(-1);
    if (top === undefined) break;
    const down = stack.length < maxDepth && !leaves.has(top.node.type) && cursor.gotoFirstChild();
    if (down) {
      visit();
      continue;
    }
    while (stack.length > 0) {
      stack.pop();
      if (stack.length === 0) break;
      if (cursor.gotoNextSibling()) {
        visit();
        break;
      }
      cursor.gotoParent();
    }
  }
  cursor.delete();
  return whole ?? { type: '', start: 0, end: 0, children: [] };
}

export function spanOf({ start, end }: Syntax): Span {
  return { start, end };
}

export function child(node: Syntax, ...types: readonly string[]): Syntax | undefined {
  return node.children.find(({ type }) => types.includes(type));
}

export function hasChild(node: Syntax, type: string): boolean {
  return child(node, type) !== undefined;
}

/** All nodes of some types, outermost first, also in what did not parse. */
export function* descendants(node: Syntax, types: ReadonlySet<string>): Generator<Syntax> {
  for (const one of node.children) {
    if (types.has(one.type)) yield one;
    yield* descendants(one, types);
  }
}

export function commentsIn(root: Syntax, text: string): readonly Comment[] {
  return [...descendants(root, new Set(['comment']))].map(({ start, end }) => ({
    span: { start, end },
    text: text.slice(start, end),
  }));
}
