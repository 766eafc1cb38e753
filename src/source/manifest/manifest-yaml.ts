import { isAlias, isMap, isScalar, isSeq, visit, type Document, type Scalar } from 'yaml';
import type { Span } from '../span';

/** Stands for what a template fills in. */
export const gap = '\uE000';

/** Each character keeps its place; lines that are a template's alone become blank. */
export function withoutTemplates(text: string): string {
  if (!text.includes('{{')) return text;
  return text
    .replace(/\{\{[^\n{}]{0,500}\}\}/g, (found) => gap.repeat(found.length))
    .replace(/^[ \t]*\uE000+[ \t]*$/gm, (line) => ' '.repeat(line.length));
}

/** Each entry of a map by its key. */
export type Entries = ReadonlyMap<string, { readonly key: Scalar; readonly value: unknown }>;

/** `$(NAME)` is filled in by Kubernetes, `${NAME}` by compose; to Spring, that is a placeholder of its own. */
export function isKnown(value: string, isCompose: boolean): boolean {
  return !value.includes(gap) && !(isCompose ? /\$/ : /\$\(/).test(value);
}

export function entriesIn(node: unknown): Entries {
  const entries = new Map<string, { readonly key: Scalar; readonly value: unknown }>();
  if (isMap(node))
    for (const { key, value } of node.items)
      if (isScalar(key) && typeof key.value === 'string') entries.set(key.value, { key, value });
  return entries;
}

/** What `&name` stands before in a document, by the name. */
export type Anchors = ReadonlyMap<string, unknown>;

export function anchorsIn(document: Document): Anchors {
  const anchors = new Map<string, unknown>();
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return anchors;
}

/** What stands in place of `*name`; all else is itself. */
export function namedBy(node: unknown, anchors: Anchors): unknown {
  return isAlias(node) ? anchors.get(node.source) : node;
}

/** Also what `<<: *name` puts into the map, which has the last word. */
export function mergedEntriesIn(node: unknown, anchors: Anchors, around = new Set<unknown>()): Entries {
  const map = namedBy(node, anchors);
  // One map may be put into many, and each of these twice; once says all.
  if (around.has(map)) return new Map();
  around.add(map);
  const own = entriesIn(map);
  const merged = namedBy(own.get('<<')?.value, anchors);
  const others = (isSeq(merged) ? merged.items : [merged]).filter((other) => other !== undefined);
  return new Map([...others.flatMap((other) => [...mergedEntriesIn(other, anchors, around)]), ...own]);
}

export function literalOf(node: unknown): string | undefined {
  return isScalar(node) && typeof node.value === 'string' && !node.value.includes(gap)
    ? node.value
    : undefined;
}

/** Without quotes. */
export function contentOf({ range, type }: Scalar): Span {
  const [start, end] = range ?? [0, 0];
  const quotes = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? 1 : 0;
  return { start: start + quotes, end: Math.max(start + quotes, end - quotes) };
}
