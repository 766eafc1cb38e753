import type { Picture, PictureEdge, PictureNode } from '../report';

/** A picture with places; all lengths in CSS pixels, from the upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

export interface Box {
  readonly node: PictureNode;
  readonly label: string;
  readonly detail: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly edge: PictureEdge;
  readonly from: Box;
  readonly to: Box;
}

const margin = 16;
const gap = { between: 84, below: 12 } as const;
const boxHeight = { one: 30, two: 46 } as const;
/** A box is as wide as the longest words in its column, within these. */
const boxWidth = { least: 90, most: 280 } as const;

/** What is drawn in a box: how it is worded is up to the caller. */
export type BoxWords = (node: PictureNode) => { readonly label: string; readonly detail: string };

/** Width of a text of the picture, roughly: letters of East Asia are about twice as wide as others. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) > 0x2e7f ? 13 : 7.8;
  return width;
}

/** How much of a text fits into a box of this width. */
export function fitted(text: string, width: number): string {
  const room = width - 20;
  if (widthOf(text) <= room) return text;
  let kept = '';
  for (const letter of text) {
    if (widthOf(`${kept}${letter}…`) > room) break;
    kept += letter;
  }
  return `${kept}…`;
}

/**
 * Columns from left to right, boxes without overlap, each as near to what it is joined to as its neighbours let it be. Pure, and quick for
 * the few hundred boxes of a page; pages of larger pictures are made by `pagesOf`.
 */
export function layOut(picture: Picture, words: BoxWords): Layout {
  const columns = columnsOf(picture);
  const ranks = ordered(columns, neighboursOf(picture));
  const boxes = placed(ranks, neighboursOf(picture), words);
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const lines = picture.edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    return from === undefined || to === undefined ? [] : [{ edge, from, to }];
  });
  return {
    width: margin + boxes.reduce((most, { x, width }) => Math.max(most, x + width), margin),
    height: margin + boxes.reduce((most, { y, height }) => Math.max(most, y + height), margin),
    boxes,
    lines,
  };
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

function neighboursOf({ edges }: Picture): Neighbours {
  const joined = new Map<string, string[]>();
  const join = (one: string, other: string): void => {
    const known = joined.get(one);
    if (known === undefined) joined.set(one, [other]);
    else known.push(other);
  };
  for (const { from, to } of edges) {
    join(from, to);
    join(to, from);
  }
  return joined;
}

function columnsOf({ nodes }: Picture): readonly (readonly PictureNode[])[] {
  const columns = new Map<number, PictureNode[]>();
  for (const node of nodes) {
    const known = columns.get(node.column);
    if (known === undefined) columns.set(node.column, [node]);
    else known.push(node);
  }
  return [...columns.entries()].sort(([a], [b]) => a - b).map(([, column]) => column);
}

/** Orders each column by where its neighbours stand, a few times from left to right and back. */
function ordered(
  columns: readonly (readonly PictureNode[])[],
  neighbours: Neighbours,
): readonly (readonly PictureNode[])[] {
  let now = columns;
  for (let turn = 0; turn < 4; turn += 1) {
    const places = new Map(
      now.flatMap((column) => column.map(({ id }, i): [string, number] => [id, (i + 0.5) / column.length])),
    );
    const indices = now.map((_, i) => (turn % 2 === 0 ? i : now.length - 1 - i));
    const next = [...now];
    for (const index of indices) {
      const column = byMean(next[index] ?? [], neighbours, places);
      column.forEach(({ id }, i) => places.set(id, (i + 0.5) / column.length));
      next[index] = column;
    }
    now = next;
  }
  return now;
}

function byMean(
  column: readonly PictureNode[],
  neighbours: Neighbours,
  places: ReadonlyMap<string, number>,
): readonly PictureNode[] {
  const wish = new Map(
    column.map(({ id }) => {
      const known = (neighbours.get(id) ?? []).flatMap((other) => places.get(other) ?? []);
      return [id, known.length === 0 ? (places.get(id) ?? 0) : mean(known)];
    }),
  );
  return [...column].sort((a, b) => (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Puts the tallest column down first; the others stand around it as their neighbours wish. */
function placed(
  columns: readonly (readonly PictureNode[])[],
  neighbours: Neighbours,
  words: BoxWords,
): readonly Box[] {
  const rows = columns.map((column) => sized(column, words));
  const tallest = rows.reduce((best, row, i) => (heightOf(row) > heightOf(rows[best] ?? []) ? i : best), 0);
  const middles = new Map<string, number>();
  const tops = new Map<string, number>();
  const indices = [...rows.keys()];
  const around = [...indices.filter((i) => i >= tallest), ...indices.filter((i) => i < tallest).reverse()];
  for (const index of around) {
    let free = margin;
    for (const { node, height } of rows[index] ?? []) {
      const near = (neighbours.get(node.id) ?? []).flatMap((other) => middles.get(other) ?? []);
      const wish = near.length === 0 ? free : mean(near) - height / 2;
      const y = Math.round(Math.max(free, wish));
      tops.set(node.id, y);
      free = y + height + gap.below;
    }
    for (const { node, height } of rows[index] ?? [])
      middles.set(node.id, (tops.get(node.id) ?? 0) + height / 2);
  }
  let x = margin;
  return rows.flatMap((row) => {
    const left = x;
    const width = row.reduce((most, one) => Math.max(most, one.width), 0);
    x += width + gap.between;
    return row.map((box) => ({ ...box, x: left, y: tops.get(box.node.id) ?? margin, width }));
  });
}

function sized(column: readonly PictureNode[], words: BoxWords): readonly Omit<Box, 'x' | 'y'>[] {
  return column.map((node) => {
    const { label, detail } = words(node);
    const wish = Math.max(widthOf(label), widthOf(detail)) + 24;
    return {
      node,
      label,
      detail,
      width: Math.round(Math.min(boxWidth.most, Math.max(boxWidth.least, wish))),
      height: detail === '' ? boxHeight.one : boxHeight.two,
    };
  });
}

function heightOf(row: readonly { readonly height: number }[]): number {
  return row.reduce((sum, { height }) => sum + height + gap.below, 0);
}
