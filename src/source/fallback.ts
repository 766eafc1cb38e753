import type { Span } from './span';

/** What stands in a text for a variable that is not set. */
export interface Fallback extends Span {
  /** Of the variable; a digit for an argument of a shell. */
  readonly name: string;
}

/** More of them within each other are written by nobody. */
const mostNested = 8;

/**
 * Where the text stands that `${NAME:-text}` has without its variable, as shells, compose files, Dockerfiles and files of variables
 * have it (also `-`, `:=` and `=`; what `:+` holds stands for a variable that is set, and is a mark), without its quotes; of one within another, the innermost. `undefined` where it is no
 * such expression, or only a run tells its text.
 */
export function fallbackIn(text: string, depth = 0): Fallback | undefined {
  const [head, name] = /^\$\{(\w{1,100}):?[-=]/.exec(text) ?? [];
  if (head === undefined || name === undefined || !text.endsWith('}') || depth > mostNested) return undefined;
  const { start, end } = withoutQuotes(text, { start: head.length, end: text.length - 1 });
  const inner = text.slice(start, end);
  const nested = fallbackIn(inner, depth + 1);
  if (nested !== undefined) return { name, start: start + nested.start, end: start + nested.end };
  return inner === '' || /[$`{}]/.test(inner) ? undefined : { name, start, end };
}

/** The same for a value that stands in a file: the text, and where it stands. */
export function fallbackAt(
  text: string,
  { start, end }: Span,
): { readonly value: string; readonly span: Span } | undefined {
  const found = fallbackIn(text.slice(start, end));
  if (found === undefined) return undefined;
  const span = { start: start + found.start, end: start + found.end };
  return { value: text.slice(span.start, span.end), span };
}

function withoutQuotes(text: string, { start, end }: Span): Span {
  const quote = text.charAt(start);
  const isQuoted = end - start > 1 && /["']/.test(quote) && text[end - 1] === quote;
  return isQuoted ? { start: start + 1, end: end - 1 } : { start, end };
}
