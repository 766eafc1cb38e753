import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { Span } from '../../source/span';

/**
 * Where in the JSON of an app, or of its identity alone, a finding's path leads: its deepest part that is there; of objects
 * and lists only the key. `undefined` when nothing of it is.
 */
export function spanInApp(json: string, at: readonly string[]): Span | undefined {
  const root = parseTree(json);
  if (root === undefined) return undefined;
  for (let length = at.length; length > 0; length -= 1) {
    const path = at.slice(0, length);
    const node = findNodeAtLocation(root, path) ?? inIdentityAlone(root, path);
    if (node !== undefined) return shortSpan(node);
  }
  return undefined;
}

function inIdentityAlone(root: Node, [first, ...rest]: readonly string[]): Node | undefined {
  return first === 'identity' && rest.length > 0 ? findNodeAtLocation(root, rest) : undefined;
}

/** The key and a plain value; of objects and lists only the key, so that half the document is not underlined. */
function shortSpan(node: Node): Span {
  const shown = node.type === 'object' || node.type === 'array' ? node.parent?.children?.[0] : node;
  const { offset, length } = shown ?? node;
  return { start: offset, end: offset + length };
}
