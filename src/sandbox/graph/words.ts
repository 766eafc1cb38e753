import { Failure } from '../../lifecycle/failure';

export interface Word {
  readonly kind: 'name' | 'number' | 'text' | 'sign';
  /** Content of a text without its quotes; signs and names as written. */
  readonly value: string;
  /** Position in the query, from 0. */
  readonly at: number;
}

/** A query that cannot be run here: why, and where in it. */
export class QueryError extends Failure {
  /** Position in the query, from 0. */
  readonly at: number;
  readonly reason: string;

  constructor(reason: string, at: number) {
    super({
      code: 'invalid',
      what: 'The query could not be understood.',
      why: `${reason} (at character ${at + 1}).`,
      remedy:
        'The sandbox runs a part of KQL only: where, project, extend, summarize, order by, limit, take and count.',
    });
    this.at = at;
    this.reason = reason;
  }
}

export function queryFailure(why: string, at: number): QueryError {
  return new QueryError(why, at);
}

/** Longer than any query that people write; each is run over every row. */
const longest = 32_000;

// In this order: `!in~` must not be read as `!` and `in`. Sticky: each is tried where the last word ended.
const patterns: readonly (readonly [Word['kind'] | 'space', RegExp])[] = [
  ['space', /\s+|\/\/[^\n]*/y],
  ['text', /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y],
  ['number', /\d+(?:\.\d+)?/y],
  ['sign', /!?in~|!(?:in|contains|has|startswith|endswith)\b|[=!]~|[=!<>]=|[|(),.=<>[\]]/y],
  ['name', /[A-Za-z_]\w*/y],
];

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

function wordAt(query: string, at: number): readonly [Word['kind'] | 'space', string] | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(query)?.[0];
    if (text !== undefined) return [kind, text];
  }
  return undefined;
}

/** Splits a query into words. Throws `QueryError` for a character that means nothing, and for a query of great length. */
export function splitQuery(query: string): readonly Word[] {
  if (query.length > longest) throw queryFailure(`a query has ${longest} characters at most`, longest);
  const words: Word[] = [];
  for (let at = 0; at < query.length;) {
    const found = wordAt(query, at);
    if (found === undefined) throw queryFailure(`'${query.charAt(at)}' is not expected`, at);
    const [kind, text] = found;
    if (kind !== 'space') words.push({ kind, value: kind === 'text' ? unquoted(text) : text, at });
    at += text.length;
  }
  return words;
}
