import { ResourceGraphClient, type QueryRequest } from '@azure/arm-resourcegraph';
import type { FullOperationResponse } from '@azure/core-client';

import type { Subscription } from '../../estate/resources';
import { Failure, isAbort } from '../../lifecycle/failure';
import { orAborted } from '../../lifecycle/flow/abort';
import { say, type Text } from '../../lifecycle/text';
import { apiVersions } from '../api-versions';
import { pause } from '../wire/pause';
import type { Arm, Ask } from '../wire/arm';
import { PageTrail } from './page-trail';
import { graphPatience } from '../wire/pace/retry';
import { fromClock } from '../wire/pace/retry-delay';
import { asArray, asObject, text, type Json } from './json';

/** Microsoft's advice for one query; also the most rows of a page, see "Guidance for throttled requests". */
const subscriptionsPerQuery = 300;
const rowsPerPage = 1000;

/** Azure Resource Graph: one query over many subscriptions of one tenant, all pages, within the user's quota. */
export class Graph {
  readonly #arm: Arm;
  readonly #clients = new Map<string, ResourceGraphClient>();
  readonly #running = new Map<string, Promise<readonly unknown[]>>();
  /** By account: no query before this moment (Unix milliseconds), Graph said the quota is used up until then. */
  readonly #notBefore = new Map<string, number>();

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  /** Subscriptions that one query may cover: of one account and tenant, at most 300. */
  batches(subscriptions: readonly Subscription[]): (readonly Subscription[])[] {
    const groups = new Map<string, Subscription[]>();
    for (const subscription of subscriptions) {
      const key = accessKey(subscription);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [subscription]);
      else group.push(subscription);
    }
    return [...groups.values()].flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / subscriptionsPerQuery) }, (_, i) =>
        group.slice(i * subscriptionsPerQuery, (i + 1) * subscriptionsPerQuery),
      ),
    );
  }

  /**
   * All rows of a query over one batch. Who asks what is being asked already waits for that answer: queries are few (15 in five seconds), and
   * what shows two identities asks for both at once.
   */
  async query(batch: readonly Subscription[], query: string, ask: GraphAsk): Promise<readonly unknown[]> {
    const { withAbove, whole, signal } = ask;
    const key = JSON.stringify([batch.map((one) => one.key), query, withAbove, whole]);
    for (let running = this.#running.get(key); running !== undefined; running = this.#running.get(key))
      try {
        return await orAborted(running, signal);
      } catch (error) {
        // Whoever began it may have called it off.
        if (signal.aborted || !isAbort(error)) throw error;
        if (this.#running.get(key) === running) this.#running.delete(key);
      }
    const own = this.#read(batch, query, ask);
    this.#running.set(key, own);
    try {
      return await own;
    } finally {
      if (this.#running.get(key) === own) this.#running.delete(key);
    }
  }

  async #read(
    batch: readonly Subscription[],
    query: string,
    { withAbove = false, whole = false, ...ask }: GraphAsk,
  ): Promise<readonly unknown[]> {
    const [first] = batch;
    if (first === undefined) return [];
    const rows: unknown[] = [];
    const trail = new PageTrail(ask.what);
    let skipToken: string | undefined;
    do {
      const page = await this.#page(first, { batch, query, skipToken, withAbove }, ask);
      for (const row of asArray(page['data'], 'data')) rows.push(row);
      const next = text(page, '$skipToken');
      const isCut = next === undefined && page['resultTruncated'] === 'true';
      if (isCut && whole) throw cutShort(ask.what);
      if (isCut) this.#arm.log.warn('Resource Graph cut its answer short; something may be missing.');
      trail.follow(next);
      skipToken = next;
    } while (skipToken !== undefined);
    return rows;
  }

  async #page(access: Subscription, wanted: Wanted, ask: Omit<Ask, 'access'>): Promise<Json> {
    const key = accessKey(access);
    const wait = (this.#notBefore.get(key) ?? 0) - Date.now();
    if (wait > graphPatience.totalMs) throw quotaGone(ask.what, wait);
    if (wait > 0) {
      this.#arm.log.info(`Resource Graph's quota is used up; waiting ${wait} ms.`);
      await pause(wait, ask.signal);
    }
    let body: unknown;
    const read = (response: FullOperationResponse): void => {
      this.#noteQuota(key, response);
      body = response.parsedBody;
    };
    await this.#arm.call(ask, () =>
      this.#client(access).resources(requestOf(wanted), {
        abortSignal: ask.signal,
        onResponse: read,
        // This version describes `data` as a dictionary and would make an object of the list of rows.
        requestOptions: { shouldDeserialize: ({ status }) => status !== 200 },
      }),
    );
    return asObject(body, 'answer');
  }

  #noteQuota(key: string, response: FullOperationResponse): void {
    const remaining = response.headers.get('x-ms-user-quota-remaining');
    const resets = fromClock(response.headers.get('x-ms-user-quota-resets-after'));
    if (remaining === '0' && resets !== undefined) this.#notBefore.set(key, Date.now() + resets);
  }

  #client(access: Subscription): ResourceGraphClient {
    const key = accessKey(access);
    let client = this.#clients.get(key);
    if (client === undefined) {
      client = new ResourceGraphClient(noCredential, {
        endpoint: this.#arm.endpoint,
        $host: this.#arm.endpoint,
        apiVersion: apiVersions.graph,
        httpClient: this.#arm.http,
        pipeline: this.#arm.createClientPipeline(access, graphPatience),
      });
      this.#clients.set(key, client);
    }
    return client;
  }
}

/** Resource Graph says that its quota is back after a time nobody waits for; Azure Resource Manager is asked instead. */
function quotaGone(what: Text, waitMs: number): Failure {
  return new Failure({
    code: 'throttled',
    what,
    why: say('Azure Resource Graph asks to wait {0} s until its quota is back.', Math.ceil(waitMs / 1000)),
    remedy: say('Try again later.'),
    action: 'retry',
  });
}

function cutShort(what: Text): Failure {
  return new Failure({
    code: 'unavailable',
    what,
    why: say('Azure Resource Graph cut its answer short.'),
    remedy: say('Try again later.'),
    action: 'retry',
  });
}

/** How a query is asked. */
export interface GraphAsk extends Omit<Ask, 'access'> {
  /** An answer that was cut short is a failure: what is not among the rows is taken for not being there. */
  readonly whole?: boolean;
  /** Of grants, those at management groups and at the root as well, which otherwise do not come. */
  readonly withAbove?: boolean;
}

interface Wanted {
  readonly batch: readonly Subscription[];
  readonly query: string;
  readonly skipToken: string | undefined;
  readonly withAbove: boolean;
}

function requestOf({ batch, query, skipToken, withAbove }: Wanted): QueryRequest {
  return {
    subscriptions: batch.map(({ subscriptionId }) => subscriptionId),
    query,
    options: {
      top: rowsPerPage,
      resultFormat: 'objectArray',
      ...(skipToken !== undefined && { skipToken }),
      ...(withAbove && { authorizationScopeFilter: 'AtScopeAboveAndBelow' }),
    },
  };
}

/** The clients insist on a credential; the pipeline they are given has its own way of authorising. */
export const noCredential = { getToken: () => Promise.resolve(null) };

function accessKey(access: Subscription): string {
  return `${access.accountId}|${access.tenantId}`.toLowerCase();
}
