import { base64Bytes, base64Url, textOf, utf8 } from '../../lifecycle/bytes';
import { digest } from '../http/paging/pages';
import type { Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import type { Row } from './expression';
import { parseQuery, type Query } from './query';
import { tableRows, tables } from './tables';
import { QueryError } from './words';

interface Asked {
  readonly query: string;
  readonly subscriptions: readonly string[] | undefined;
  readonly top: number;
  readonly skip: number | undefined;
  readonly skipToken: string | undefined;
  readonly format: string;
  /** Whether role assignments above the subscriptions are asked for. Azure leaves them out unless told otherwise. */
  readonly withAbove: boolean;
}

interface Detail {
  readonly code: string;
  readonly message: string;
}

function badRequest(code: string, message: string, status = 400, more: readonly Detail[] = []): Reply {
  return {
    status,
    body: {
      error: {
        code: status === 429 ? code : 'BadRequest',
        message: 'Please provide below info when asking for support: the query and the time.',
        details: [{ code, message }, ...more],
      },
    },
  };
}

interface GivenOptions {
  readonly $top?: unknown;
  readonly $skip?: unknown;
  readonly $skipToken?: unknown;
  readonly resultFormat?: unknown;
  readonly authorizationScopeFilter?: unknown;
}

interface GivenQuery {
  readonly query?: unknown;
  readonly subscriptions?: unknown;
  readonly options?: GivenOptions;
}

function only<T extends 'string' | 'number'>(type: T, value: unknown) {
  return typeof value === type ? (value as T extends 'string' ? string : number) : undefined;
}

function readAsked(body: unknown): Asked | Reply {
  const given = (typeof body === 'object' ? (body ?? {}) : {}) as GivenQuery;
  const { query, subscriptions, options = {} } = given;
  if (typeof query !== 'string') return badRequest('QueryMissing', 'A query is required.');
  const asked = readOptions(options);
  if ('status' in asked) return asked;
  return {
    query,
    subscriptions: Array.isArray(subscriptions) ? subscriptions.map(String) : undefined,
    ...asked,
  };
}

function readOptions(options: GivenOptions): Omit<Asked, 'query' | 'subscriptions'> | Reply {
  // Without `$top`, documentation of 2021 says 100 rows; a page never has more than 1000.
  const top = options.$top ?? 100;
  if (typeof top !== 'number' || !Number.isInteger(top) || top < 1 || top > 1000)
    return badRequest('InvalidTop', '$top must be a whole number from 1 to 1000.');
  return {
    top,
    skip: only('number', options.$skip),
    skipToken: only('string', options.$skipToken),
    format: only('string', options.resultFormat) ?? 'objectArray',
    withAbove: /above/i.test(only('string', options.authorizationScopeFilter) ?? ''),
  };
}

/** A token is good for the same query in the same scope only. */
function tokenFor(asked: Asked, offset: number): string {
  const context = digest(`${asked.query}\n${asked.subscriptions?.join(',') ?? ''}`);
  return base64Url(utf8(JSON.stringify({ offset, context })));
}

function offsetOf(asked: Asked): number | undefined {
  if (asked.skipToken === undefined) return asked.skip ?? 0;
  try {
    const token = JSON.parse(textOf(base64Bytes(asked.skipToken))) as { offset?: unknown };
    const offset = Number(token.offset);
    return tokenFor(asked, offset) === asked.skipToken ? (asked.skip ?? offset) : undefined;
  } catch {
    return undefined;
  }
}

function readable(exchange: Exchange): string[] {
  return [...exchange.world.estate.subscriptions.values()]
    .filter((subscription) => subscription.tenantId === exchange.caller.tenantId)
    .map((subscription) => subscription.subscriptionId.toLowerCase());
}

function columnType(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'object' && value !== null) return 'object';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

function asTable(query: Query, rows: readonly Row[]): unknown {
  const names = [...query.columns];
  return {
    columns: names.map((name) => ({ name, type: columnType(rows[0]?.[name]) })),
    rows: rows.map((row) => names.map((name) => row[name] ?? null)),
  };
}

function answer(asked: Asked, query: Query, rows: readonly Row[]): Reply {
  const offset = offsetOf(asked);
  if (offset === undefined) return badRequest('InvalidSkipToken', 'The $skipToken is not one of this query.');
  const page = rows.slice(offset, offset + asked.top);
  const more = offset + page.length < rows.length;
  // Resource Graph can only go on when the rows can be told apart; without `id` the result is cut.
  const pageable = query.columns.has('id');
  return {
    status: 200,
    body: {
      totalRecords: rows.length,
      count: page.length,
      data: asked.format === 'table' ? asTable(query, page) : page,
      facets: [],
      resultTruncated: more && !pageable ? 'true' : 'false',
      ...(more && pageable ? { $skipToken: tokenFor(asked, offset + page.length) } : {}),
    },
  };
}

function runQuery(exchange: Exchange): Reply {
  const asked = readAsked(exchange.body);
  if ('status' in asked) return asked;
  const mine = readable(exchange);
  const scope = asked.subscriptions?.map((id) => id.toLowerCase()).filter((id) => mine.includes(id)) ?? mine;
  if (scope.length === 0)
    return badRequest(
      'NoValidSubscriptionsInQueryRequest',
      `There must be at least one subscription that is eligible to contain resources. Given: '${asked.subscriptions?.join(', ') ?? ''}'.`,
    );
  try {
    const query = parseQuery(asked.query, tables);
    const { withAbove } = asked;
    const rows = tableRows(exchange, query.table, { subscriptions: new Set(scope), withAbove });
    return answer(asked, query, query.run(rows));
  } catch (error) {
    if (error instanceof QueryError) return badQuery(asked.query, error);
    throw error;
  }
}

/** As recorded: that the query is wrong, and where; lines count from 1, characters from 0. */
function badQuery(query: string, { at, message, reason }: QueryError): Reply {
  const before = query.slice(0, at).split('\n');
  const token = /^\w+|^./.exec(query.slice(at, at + 100))?.[0] ?? '<EOF>';
  const where = {
    code: 'ParserFailure',
    message: reason,
    line: before.length,
    characterPositionInLine: before.at(-1)?.length ?? 0,
    token,
  };
  return badRequest('InvalidQuery', message, 400, [where]);
}

/** Every answer carries the quota; the body of a refused query is not verified. */
function withQuota(exchange: Exchange): Reply {
  const turn = exchange.world.graph.take(exchange.caller.objectId, exchange.world.now());
  const headers = {
    'x-ms-user-quota-remaining': String(turn.remaining),
    'x-ms-user-quota-resets-after': turn.resetsAfter,
    'x-ms-ratelimit-remaining-tenant-resource-requests': String(turn.remaining),
  };
  const reply = turn.exhausted
    ? badRequest(
        'RateLimiting',
        'Client application has been throttled and should not attempt to repeat the request yet.',
        429,
      )
    : runQuery(exchange);
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

export const graphRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources',
    provider: 'resourceGraph',
    action: 'Microsoft.ResourceGraph/resources/read',
    handle: withQuota,
  },
];
