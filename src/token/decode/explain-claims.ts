import { say, type Text, type Words } from '../../lifecycle/text';
import { oneLine } from '../protocol/answer';
import { claimMeanings, headerMeanings, timeClaims } from './claim-meanings';
import { momentOf, type DecodedToken } from './decode-token';

/** One line of a token, for people. */
export interface ExplainedClaim {
  readonly name: string;
  /** One line, of a bearable length; a moment is Unix milliseconds in `moment` instead. */
  readonly value: Words;
  readonly moment?: number;
  readonly meaning?: Text;
}

/** The claims that say most, first; the others follow in the token's order. */
const first = [
  'aud',
  'appid',
  'azp',
  'oid',
  'xms_mirid',
  'tid',
  'iss',
  'idtyp',
  'roles',
  'ver',
  'iat',
  'nbf',
  'exp',
];
/** A hostile token may have any number of claims. */
const most = 100;

export function explainClaims(token: DecodedToken): readonly ExplainedClaim[] {
  const names = Object.keys(token.claims);
  const ordered = [
    ...first.filter((name) => names.includes(name)),
    ...names.filter((name) => !first.includes(name)),
  ];
  return ordered.slice(0, most).map((name) => explain(name, token.claims[name], claimMeanings));
}

export function explainHeader(token: DecodedToken): readonly ExplainedClaim[] {
  return Object.keys(token.header)
    .slice(0, most)
    .map((name) => explain(name, token.header[name], headerMeanings));
}

function explain(name: string, value: unknown, meanings: Readonly<Record<string, Text>>): ExplainedClaim {
  const moment = timeClaims.has(name) ? momentOf(value) : undefined;
  const meaning = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
  return {
    name: oneLine(name),
    value: typeof value === 'string' ? oneLine(value) : jsonOf(value),
    ...(moment !== undefined && { moment }),
    ...(meaning !== undefined && { meaning }),
  };
}

function jsonOf(value: unknown): Words {
  try {
    return oneLine(JSON.stringify(value));
  } catch {
    // Nested deeper than the stack is high.
    return say('(too deeply nested to show)');
  }
}
