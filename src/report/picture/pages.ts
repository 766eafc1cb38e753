import { say } from '../../lifecycle/text';
import { ledTo } from './outline';
import type { Picture, PictureEdge, PictureNode, Words } from '../report';

/** More boxes than this on one page are no picture any more. */
const most = 120;

/** A picture in pages of a bearable size. */
export interface Pages {
  readonly count: number;
  /** Counted from 0; a page that does not exist is empty. */
  page(index: number): Picture;
}

/**
 * Cuts a picture into pages: each begins with some of the nodes that no line leads to and holds what can be reached from them, so that
 * no page shows a line with an end missing. What several of them lead to stands on each of their pages. Takes time in
 * proportion to the picture once, and to what a page holds for each page.
 */
export function pagesOf(picture: Picture, size = most): Pages {
  const graph = graphOf(picture);
  const starts = cut(graph, size);
  return {
    count: Math.max(1, starts.length),
    page: (index) => pageFrom(graph, starts[index] ?? [], size),
  };
}

/** The nodes that match, with all that leads to them and all they lead to. */
export function matching(picture: Picture, matches: (node: PictureNode) => boolean): Picture {
  const { byId, out } = graphOf(picture);
  const into = edgesBy(picture, byId, 'to');
  const hits = picture.nodes.filter(matches).map(({ id }) => id);
  const kept = new Set([...reach(hits, out), ...reach(hits, into)]);
  return {
    nodes: picture.nodes.filter(({ id }) => kept.has(id)),
    edges: picture.edges.filter(
      ({ from, to }) => kept.has(from) && kept.has(to) && byId.has(from) && byId.has(to),
    ),
  };
}

interface Graph {
  readonly picture: Picture;
  readonly byId: ReadonlyMap<string, PictureNode>;
  readonly out: ReadonlyMap<string, readonly PictureEdge[]>;
}

function graphOf(picture: Picture): Graph {
  const byId = new Map(picture.nodes.map((node) => [node.id, node]));
  return { picture, byId, out: edgesBy(picture, byId, 'from') };
}

/** The edges of each node that begin or end there; those with an end missing are left out. */
function edgesBy(
  { edges }: Picture,
  byId: ReadonlyMap<string, PictureNode>,
  end: 'from' | 'to',
): ReadonlyMap<string, readonly PictureEdge[]> {
  const lists = new Map<string, PictureEdge[]>();
  for (const edge of edges) if (byId.has(edge.from) && byId.has(edge.to)) append(lists, edge[end], edge);
  return lists;
}

function append<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** The starts of each page, in the picture's order. */
function cut({ picture, out }: Graph, size: number): readonly (readonly string[])[] {
  const led = ledTo(picture);
  const pages: string[][] = [];
  let page: string[] = [];
  let held = new Set<string>();
  for (const { id } of picture.nodes) {
    if (led.has(id)) continue;
    const reached = reach([id], out, size);
    const more = [...reached].filter((one) => !held.has(one)).length;
    if (page.length > 0 && held.size + more > size) {
      pages.push(page);
      page = [];
      held = new Set();
    }
    page.push(id);
    for (const one of reached) held.add(one);
  }
  if (page.length > 0) pages.push(page);
  return pages;
}

/** What can be reached from here, breadth first, these included; not much more than `limit`. */
function reach(
  from: readonly string[],
  edges: ReadonlyMap<string, readonly PictureEdge[]>,
  limit = Infinity,
): ReadonlySet<string> {
  const reached = new Set(from);
  for (const id of reached) {
    for (const { from: start, to } of edges.get(id) ?? []) {
      if (reached.size >= limit) return reached;
      reached.add(start === id ? to : start);
    }
  }
  return reached;
}

/** One page; what a single start leads to beyond `size` is counted in a box of its own in each column. */
function pageFrom({ picture, byId, out }: Graph, starts: readonly string[], size: number): Picture {
  if (starts.length === 0) return { nodes: [], edges: [] };
  const whole = reach(starts, out);
  const shown = whole.size <= size ? whole : reach(starts, out, size);
  const nodes = [...shown].flatMap((id) => byId.get(id) ?? []);
  const edges: PictureEdge[] = [];
  const left = new Map<string, { readonly node: PictureNode; readonly ids: Set<string> }>();
  for (const id of shown) {
    for (const edge of out.get(id) ?? []) {
      const to = byId.get(edge.to);
      if (shown.has(edge.to)) edges.push(edge);
      else if (to !== undefined) edges.push({ from: id, to: leaveOut(left, to) });
    }
  }
  const more = [...left.values()].map(({ node, ids }) => ({ ...node, label: moreWords(ids.size) }));
  const order = new Map(picture.nodes.map(({ id }, i) => [id, i]));
  nodes.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return { nodes: [...nodes, ...more], edges: withoutTwins(edges) };
}

function leaveOut(
  left: Map<string, { readonly node: PictureNode; readonly ids: Set<string> }>,
  { column, id }: PictureNode,
): string {
  const box = `more in column ${column}`;
  const known = left.get(box) ?? { node: { id: box, column, label: '' }, ids: new Set() };
  known.ids.add(id);
  left.set(box, known);
  return box;
}

function moreWords(count: number): Words {
  return say('{0} more, in the tables', count);
}

function withoutTwins(edges: readonly PictureEdge[]): readonly PictureEdge[] {
  return [...new Map(edges.map((edge) => [`${edge.from}\n${edge.to}`, edge])).values()];
}
