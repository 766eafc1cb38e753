import { Composer, Parser } from 'yaml';
import type { CST, Document } from 'yaml';
import { isNestedBeyond } from './nesting';
import type { Comment } from './reading';

/** Of brackets within each other: no configuration and no workflow has so many. */
const maxDepth = 400;

export interface ParsedYaml {
  readonly documents: readonly Document[];
  readonly comments: readonly Comment[];
}

/** `undefined` for what is nested too deeply to be written by people. Errors are passed over. */
export function parseYaml(text: string): ParsedYaml | undefined {
  if (isNestedBeyond(text, maxDepth)) return undefined;
  try {
    const tokens = [...new Parser().parse(text)];
    // Plain scalars stay strings, as placeholders and IDs are; uniqueness of keys is costly to check.
    const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
    return { documents: [...composer.compose(tokens)], comments: commentsIn(tokens) };
  } catch {
    // The composer walks nested values by recursion, and blocks may be nested too deeply for it as well.
    return undefined;
  }
}

function commentsIn(tokens: readonly CST.Token[]): readonly Comment[] {
  const comments: Comment[] = [];
  const open: unknown[] = [tokens];
  while (open.length > 0) {
    const one = open.pop();
    if (Array.isArray(one)) for (const item of one) open.push(item);
    else if (typeof one === 'object' && one !== null) visit(one, comments, open);
  }
  return comments.sort((a, b) => a.span.start - b.span.start);
}

/** A token or an item of one, as far as comments may be in it. */
interface Loose {
  readonly type?: string;
  readonly offset?: number;
  readonly source?: string;
}

const nested = ['start', 'key', 'sep', 'value', 'items', 'end', 'props'] as const;

function visit(token: Loose, comments: Comment[], open: unknown[]): void {
  if (token.type === 'comment') {
    const [start, text] = [token.offset ?? 0, token.source ?? ''];
    comments.push({ span: { start, end: start + text.length }, text });
    return;
  }
  for (const name of nested) {
    const value = (token as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'object') open.push(value);
  }
}
