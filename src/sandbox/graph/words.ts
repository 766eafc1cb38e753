import { Failure } from '../../lifecycle/failure';

export interface Word {
  readonly kind: 'name' | 'number' | 'text' | 'sign';
  /** Content of a text without its quotes; signs and names as written. */
  readonly value: string;
  /** Position in the query, from 0. */
  readonly at: number;
}

/** Why a query cannot be run here, as one kind of error. */
export function queryFailure(why: string, at: number): Failure {
  return new Failure({
    code: 'invalid',
    what: 'The query could not be understood.',
    why: `${why} (at character ${at + 1}).`,
    remedy: 'The sandbox runs a part of KQL only: where, project, extend, order by, limit, take and count.',
  });
}

// Longest first: `!in~` must not be read as `!` and `in`.
const patterns: readonly (readonly [Word['kind'] | 'space', RegExp])[] = [
  ['space', /^(?:\s+|\/\/[^\n]*)/],
  ['text', /^'(?:[^'\\]|\\.)*'|^"(?:[^"\\]|\\.)*"/],
  ['number', /^\d+(?:\.\d+)?/],
  ['sign', /^!?in~|^!(?:in|contains|has|startswith|endswith)\b|^[=!]~|^[=!<>]=|^[|(),.=<>[\]]/],
  ['name', /^[A-Za-z_]\w*/],
];

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** Splits a query into words. Throws `Failure` `invalid` for a character that means nothing. */
export function splitQuery(query: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < query.length) {
    const rest = query.slice(at);
    const hit = patterns
      .map(([kind, pattern]) => [kind, pattern.exec(rest)?.[0]] as const)
      .find(([, text]) => text);
    const [kind, text] = hit ?? [];
    if (kind === undefined || text === undefined)
      throw queryFailure(`'${rest.charAt(0)}' is not expected`, at);
    if (kind !== 'space') words.push({ kind, value: kind === 'text' ? unquoted(text) : text, at });
    at += text.length;
  }
  return words;
}
