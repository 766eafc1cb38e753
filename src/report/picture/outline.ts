import type { Picture, PictureNode, Words } from '../report';
import { notesOf } from '../speech';

/** A line of a picture told in words. */
export interface OutlineLine {
  readonly depth: number;
  readonly node: PictureNode;
  /** What follows it was told further above. */
  readonly again?: true;
}

export interface Outline {
  readonly lines: readonly OutlineLine[];
  /** Lines beyond `most` are left out. */
  readonly complete: boolean;
}

/** A picture in words, for those who do not see it and for plain text: each node, and below it where its lines lead. */
export function outlineOf(picture: Picture, most = 200): Outline {
  const next = followers(picture);
  const led = ledTo(picture);
  const lines: OutlineLine[] = [];
  const told = new Set<string>();
  // Last in, first out: `pending` holds what is still to be told, the next of it at its end.
  const starts = picture.nodes.filter(({ id }) => !led.has(id));
  const pending = starts.map((node) => ({ depth: 0, node })).reverse();
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    if (lines.length >= most) return { lines, complete: false };
    const { depth, node } = step;
    const after = next.get(node.id) ?? [];
    const again = told.has(node.id) && after.length > 0;
    told.add(node.id);
    lines.push({ depth, node, ...(again && { again }) });
    if (!again)
      for (let i = after.length - 1; i >= 0; i -= 1) {
        const follower = after[i];
        if (follower !== undefined) pending.push({ depth: depth + 1, node: follower });
      }
  }
  return { lines, complete: true };
}

/** A line in words: `id-orders (Not known · all it was given)`. */
export function lineText({ node, again }: OutlineLine, words: (words: Words) => string): string {
  const notes = notesOf(node).map(words).join(' · ');
  return `${words(node.label)}${notes === '' ? '' : ` (${notes})`}${again === true ? ' ...' : ''}`;
}

/** The nodes that a line from further left leads to: all others begin something. */
export function ledTo({ nodes, edges }: Picture): ReadonlySet<string> {
  const columns = new Map(nodes.map(({ id, column }) => [id, column]));
  const columnOf = (id: string): number => columns.get(id) ?? Infinity;
  return new Set(edges.filter(({ from, to }) => columnOf(from) < columnOf(to)).map(({ to }) => to));
}

/** The nodes that lines of each node lead to, in the order of the lines. */
function followers({ nodes, edges }: Picture): ReadonlyMap<string, readonly PictureNode[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const next = new Map<string, PictureNode[]>();
  for (const { from, to } of edges) {
    const node = byId.get(to);
    if (node === undefined || !byId.has(from)) continue;
    const known = next.get(from);
    if (known === undefined) next.set(from, [node]);
    else known.push(node);
  }
  return next;
}
