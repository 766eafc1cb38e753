import type { Node } from 'jsonc-parser';
import { betweenQuotes, type Span } from '../span';
import type { Value } from './value';

export function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

export function insideOf(node: Node): Span {
  return betweenQuotes(spanOf(node));
}

export interface Pair {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
  readonly span: Span;
}

/** The entries of an object, without those that are half typed. */
export function pairsOf(node: Node): readonly Pair[] {
  return (node.children ?? []).flatMap((pair): readonly Pair[] => {
    const [key, value] = pair.children ?? [];
    if (key?.type !== 'string' || value === undefined) return [];
    return [{ key: String(key.value), keySpan: insideOf(key), value, span: spanOf(pair) }];
  });
}

/** A number, `true`, `false` or `null`, which are what they are in every language written in JSON; anything else is half typed. */
export function bareValue(node: Node, text: string): Value {
  const span = spanOf(node);
  if (node.type === 'property') return { kind: 'unknown', text: text.slice(span.start, span.end), span };
  return { kind: 'literal', value: node.value as number | boolean | null, span };
}
