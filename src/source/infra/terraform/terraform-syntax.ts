import type { Syntax } from '../../grammar/syntax';
import type { Span } from '../../span';

/** Nodes that are read without what is in them. */
export const terraformLeaves: ReadonlySet<string> = new Set([
  ...['block_start', 'block_end', 'object_start', 'object_end', 'tuple_start', 'tuple_end'],
  ...['comment', 'template_literal', 'string_lit', 'numeric_lit', 'bool_lit', 'null_lit'],
]);

export function spanOf({ start, end }: Syntax): Span {
  return { start, end };
}

export function insideOf({ start, end }: Syntax): Span {
  return { start: start + 1, end: Math.max(start + 1, end - 1) };
}

/** What is read from each thing of `a[*].b.c`. */
export function splatParts(splat: Syntax): readonly Syntax[] {
  return (splat.children[0]?.children ?? []).filter(({ type }) => type === 'get_attr' || type === 'index');
}
