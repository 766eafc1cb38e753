import { isMap, isScalar, type Scalar } from 'yaml';
import type { Span } from '../span';

/** Stands for what a template fills in. */
export const gap = '\uE000';

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
