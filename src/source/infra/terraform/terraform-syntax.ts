import { child, spanOf, type Syntax } from '../../grammar/syntax';
import { betweenQuotes, type Span } from '../../span';
import { unescapedTemplate } from '../escapes';
import type { LiteralValue } from '../value';

/** Nodes that are read without what is in them. */
export const terraformLeaves: ReadonlySet<string> = new Set([
  ...['block_start', 'block_end', 'object_start', 'object_end', 'tuple_start', 'tuple_end'],
  ...['comment', 'template_literal', 'string_lit', 'numeric_lit', 'bool_lit', 'null_lit'],
]);

/** What is read from each thing of `a[*].b.c`. */
export function splatParts(splat: Syntax): readonly Syntax[] {
  return (splat.children[0]?.children ?? []).filter(({ type }) => type === 'get_attr' || type === 'index');
}

/** The value of an attribute of a body. */
export function attributeIn(text: string, body: Syntax, name: string): Syntax | undefined {
  const found = partCalled(text, body, 'attribute', name);
  return found && child(found, 'expression');
}

/** The body of a block in a body. */
export function innerBody(text: string, body: Syntax, name: string): Syntax | undefined {
  const found = partCalled(text, body, 'block', name);
  return found && child(found, 'body');
}

function partCalled(text: string, { children }: Syntax, type: string, name: string): Syntax | undefined {
  return children.find((one) => {
    const key = one.type === type ? child(one, 'identifier') : undefined;
    return key !== undefined && text.slice(key.start, key.end) === name;
  });
}

/** A text without templates in it, a number or a word of the language. */
export function literalOf(text: string, node: Syntax): LiteralValue {
  const inner = node.children[0] ?? node;
  const written = text.slice(inner.start, inner.end);
  if (inner.type === 'string_lit') {
    const span = betweenQuotes(inner);
    return { kind: 'literal', value: unescapedTemplate(text.slice(span.start, span.end)), span };
  }
  const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
  return {
    kind: 'literal',
    value: written in words ? (words[written] ?? null) : Number(written),
    span: spanOf(inner),
  };
}

/** A here-document, from its first line to its last. */
export function documentSpan(text: string, node: Syntax): Span {
  const marks = node.children.filter(({ type }) => type === 'heredoc_identifier');
  const from = marks[0]?.end ?? node.start;
  const to = (marks.length > 1 ? marks.at(-1)?.start : undefined) ?? node.end;
  const whole = text.slice(from, to);
  const start = from + (/^\r?\n/.exec(whole)?.[0].length ?? 0);
  return { start, end: Math.max(start, start + whole.slice(start - from).trimEnd().length) };
}
