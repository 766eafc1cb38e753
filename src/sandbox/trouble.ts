import type { Disposable } from '../lifecycle/disposable-store';
import { Failure } from '../lifecycle/failure';
import { operationFailures } from './arm/operation-failures';
import { matchesPattern } from './http/pattern';
import { troubledAnswers } from './plane/token/token-errors';

/** What a rule makes go wrong. See `troubleHelp` for words. */
export const troubleKinds = {
  throttled: '429; with `retryAfterSeconds` the header Retry-After, without it none',
  forbidden: '403 AuthorizationFailed, naming the action and scope of the request',
  'linked-forbidden': '403 LinkedAuthorizationFailed: the identity may not be assigned',
  'not-found': '404 as Azure Spring Apps answers it',
  'resource-not-found': '404 as Azure Resource Manager answers it',
  conflict: '409 as while the app is being updated',
  'principal-not-found': '400 PrincipalNotFound, as while the directory has not heard of a new principal',
  'token-expired': '401 ExpiredAuthenticationToken',
  'claims-challenge': '401 with a claims challenge, until the token was asked for with these claims',
  'server-error':
    '`status` 500, 502, 503 or 504 (500 when left out); with `applied` after the change was accepted',
  'dropped-connection':
    'the connection is cut before an answer; with `applied` after the change was accepted',
  slow: 'the answer takes `delayMs` longer',
  'operation-hangs': 'a change is accepted and stays Running while the rule stands',
  'operation-fails':
    'a change is accepted and ends as Failed, with the code `error` (BadRequest when left out)',
  'token-error': 'the token endpoint of an app answers the error named by `error`',
  'channel-cut': 'a WebSocket to an instance is cut `delayMs` after it opened, or after `bytes` bytes',
  'instance-replaced': 'the instance is replaced by another `delayMs` after a WebSocket to it opened',
} as const;

export type TroubleKind = keyof typeof troubleKinds;

export interface TroubleRule {
  readonly kind: TroubleKind;
  /** HTTP method; any when left out. */
  readonly method?: string;
  /** Path without host; `*` stands for anything. Case is ignored. Any path when left out. */
  readonly path?: string;
  /** How many requests meet the trouble; until cleared when left out. */
  readonly times?: number;
  /** How many matching requests pass before the trouble starts. */
  readonly after?: number;
  readonly retryAfterSeconds?: number;
  readonly status?: number;
  readonly delayMs?: number;
  /** Bytes sent to the client before its WebSocket is cut. */
  readonly bytes?: number;
  /** For `token-error`: `not_found`, `updating`, `unknown_source`, ...; for `operation-fails` the code it fails with. */
  readonly error?: string;
  /** For `server-error` and `dropped-connection`: the request is carried out, only its answer is lost. */
  readonly applied?: boolean;
}

/** Switches trouble on and off. */
export interface Trouble {
  /** Adds a rule; disposing it removes it. Rules are tried in the order they were added. */
  add(rule: TroubleRule): Disposable & { readonly id: string };
  /** Removes one rule, or all. */
  clear(id?: string): void;
  /** The rules in force, with how often each has struck. */
  list(): readonly (TroubleRule & { readonly id: string; readonly struck: number })[];
}

interface Armed {
  readonly id: string;
  readonly rule: TroubleRule;
  seen: number;
  struck: number;
}

function isAbout({ path }: TroubleRule, asked: string): boolean {
  return path === undefined || matchesPattern(path, asked);
}

/** Each request is compared with every rule. */
const mostRules = 1000;

export class TroubleBook implements Trouble {
  readonly #rules: Armed[] = [];
  #count = 0;

  add(rule: TroubleRule): Disposable & { readonly id: string } {
    if (this.#rules.length >= mostRules) throw invalid(`There are ${mostRules} already; remove some first.`);
    const id = `trouble-${++this.#count}`;
    this.#rules.push({ id, rule, seen: 0, struck: 0 });
    return {
      id,
      dispose: () => {
        this.clear(id);
      },
    };
  }

  clear(id?: string): void {
    const kept = id === undefined ? [] : this.#rules.filter((armed) => armed.id !== id);
    this.#rules.splice(0, this.#rules.length, ...kept);
  }

  list(): readonly (TroubleRule & { readonly id: string; readonly struck: number })[] {
    return this.#rules.map(({ id, rule, struck }) => ({ ...rule, id, struck }));
  }

  has(id: string): boolean {
    return this.#rules.some((armed) => armed.id === id);
  }

  /** The first rule of one of `kinds` that strikes this request, and counts it. `spares` lets a request pass uncounted. */
  strike(
    request: { readonly method: string; readonly path: string },
    kinds: (kind: TroubleKind) => boolean,
    spares: (rule: TroubleRule) => boolean = () => false,
  ): { readonly id: string; readonly rule: TroubleRule } | undefined {
    for (const armed of this.#rules) {
      const { rule } = armed;
      if (!kinds(rule.kind) || !isAbout(rule, request.path)) continue;
      if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) continue;
      if (rule.times !== undefined && armed.struck >= rule.times) continue;
      if (spares(rule)) continue;
      armed.seen += 1;
      if (armed.seen <= (rule.after ?? 0)) continue;
      armed.struck += 1;
      return { id: armed.id, rule };
    }
    return undefined;
  }
}

const numbers = ['times', 'after', 'retryAfterSeconds', 'status', 'delayMs', 'bytes'] as const;
const texts = ['method', 'path', 'error'] as const;

function invalid(why: string): Failure {
  return new Failure({
    code: 'invalid',
    what: 'This is no trouble rule.',
    why,
    remedy: `Kinds: ${Object.keys(troubleKinds).join(', ')}.`,
  });
}

function checkFields(given: Readonly<Record<string, unknown>>): void {
  for (const name of numbers) {
    const number = given[name];
    if (number !== undefined && (typeof number !== 'number' || !(number >= 0)))
      throw invalid(`'${name}' must be a number from 0.`);
  }
  for (const name of texts)
    if (given[name] !== undefined && typeof given[name] !== 'string')
      throw invalid(`'${name}' must be a text.`);
  if (typeof given['path'] === 'string' && given['path'].length > longestPath)
    throw invalid(`'path' may have ${longestPath} characters at most.`);
  const known: readonly string[] = ['kind', 'applied', ...numbers, ...texts];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalid(`'${unknown}' is not known.`);
}

/** Longer than any id of Azure; a rule is compared with every request. */
const longestPath = 2048;

/** Values of `error`, by the kind they belong to. */
const errors: Readonly<Record<string, readonly string[]>> = {
  'token-error': Object.keys(troubledAnswers),
  'operation-fails': Object.keys(operationFailures),
};

/** What one kind needs, and what only some kinds know. */
function checkKind({ kind, status, error, applied }: Readonly<Record<string, unknown>>): void {
  if (kind === 'server-error' && ![undefined, 500, 502, 503, 504].includes(status as number))
    throw invalid(`'status' must be 500, 502, 503 or 504.`);
  const known = errors[kind as string] ?? [];
  const isNeeded = kind === 'token-error' || (error !== undefined && known.length > 0);
  if (isNeeded && !known.includes(error as string))
    throw invalid(`'error' must be one of ${known.join(', ')}.`);
  if (applied === undefined) return;
  if (kind !== 'server-error' && kind !== 'dropped-connection')
    throw invalid(`'applied' is for server-error and dropped-connection.`);
  if (typeof applied !== 'boolean') throw invalid(`'applied' must be true or false.`);
}

/** A rule from parsed JSON. Throws `Failure` `invalid` that says what is wrong with it. */
export function parseTroubleRule(value: unknown): TroubleRule {
  if (typeof value !== 'object' || value === null) throw invalid('It must be an object.');
  const given = value as Record<string, unknown>;
  if (typeof given['kind'] !== 'string' || !Object.hasOwn(troubleKinds, given['kind']))
    throw invalid(`'kind' is ${JSON.stringify(given['kind'])}.`);
  checkFields(given);
  checkKind(given);
  return value as TroubleRule;
}
