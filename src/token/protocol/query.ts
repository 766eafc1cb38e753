import { wishTrouble, type TokenWish, type WhichIdentity } from '../token-wish';

/** A request as a server received it: header names in lower case. */
export interface InboundRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** What a request asks for; `fresh` leaves caches out (`bypass_cache=true`). */
export interface AskedFor {
  readonly wish: TokenWish;
  readonly fresh: boolean;
}

export type QueryTrouble =
  'version' | 'resource' | 'repeated' | 'several-identities' | 'malformed' | 'too-long' | 'wrong-version';

/** Which parameter names an identity how. IMDS and App Service differ, and libraries mix them up. */
const identityParameters: readonly (readonly [string, Exclude<WhichIdentity['by'], 'none'>])[] = [
  ['client_id', 'client-id'],
  ['object_id', 'object-id'],
  ['principal_id', 'object-id'],
  ['msi_res_id', 'resource-id'],
  ['mi_res_id', 'resource-id'],
];

const known: ReadonlySet<string> = new Set([
  'api-version',
  'resource',
  'bypass_cache',
  ...identityParameters.map(([name]) => name),
]);

/** Splits path and query; a path that begins with two slashes (msal4j) is the same path. */
export function splitTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    path: path
      .replace(/^\/{2}(?!\/)/, '/')
      .replace(/\/$/, '')
      .toLowerCase(),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
  };
}

/** Reads the parameters both protocols share. Unknown ones are ignored, as libraries send new ones over time. */
export function readQuery(
  query: URLSearchParams,
  version: { readonly only?: string },
): AskedFor | { readonly trouble: QueryTrouble; readonly why: string } {
  const values = new Map<string, string>();
  for (const [name, value] of query) {
    const key = name.toLowerCase();
    if (!known.has(key)) continue;
    if (values.has(key)) return { trouble: 'repeated', why: `The parameter '${key}' was given twice.` };
    values.set(key, value);
  }
  const trouble = versionTrouble(values.get('api-version'), version.only);
  if (trouble !== undefined) return trouble;
  const resource = values.get('resource') ?? '';
  if (resource === '') return { trouble: 'resource', why: "The parameter 'resource' is missing." };
  const named = identityParameters.filter(([name]) => (values.get(name) ?? '') !== '');
  if (named.length > 1)
    return { trouble: 'several-identities', why: 'The identity may be named by one parameter only.' };
  const [first] = named;
  const identity: WhichIdentity =
    first === undefined ? { by: 'none' } : { by: first[1], value: values.get(first[0]) ?? '' };
  const wish = { resource, identity };
  const why = wishTrouble(wish);
  if (why !== undefined) return { trouble: 'malformed', why };
  return { wish, fresh: values.get('bypass_cache')?.toLowerCase() === 'true' };
}

function versionTrouble(
  asked: string | undefined,
  only: string | undefined,
): { readonly trouble: QueryTrouble; readonly why: string } | undefined {
  if (asked === undefined || asked === '')
    return { trouble: 'version', why: "The parameter 'api-version' is missing." };
  if (only !== undefined && asked !== only)
    return { trouble: 'wrong-version', why: `The parameter 'api-version' must be ${only}.` };
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(asked))
    return { trouble: 'wrong-version', why: "The parameter 'api-version' is no version." };
  return undefined;
}
