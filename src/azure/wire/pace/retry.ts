import {
  isRestError,
  type PipelinePolicy,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

import type { Log } from '../../../lifecycle/log';
import { pause } from '../pause';
import { networkTrouble } from '../network-trouble';
import { askedDelay, backoff } from './retry-delay';

/** How long and how often a request is tried again before its trouble becomes the caller's. */
export interface Patience {
  /** From the first attempt on, waiting included; milliseconds. */
  readonly totalMs: number;
  /** Answers that speak of passing trouble of Azure: 408, 500, 502, 503, 504. */
  readonly serverErrors: number;
  /** Connections that broke off, or attempts that took too long. */
  readonly drops: number;
  /** Hosts that could not be reached at all. */
  readonly unreachable: number;
}

export const readingPatience: Patience = { totalMs: 120_000, serverErrors: 3, drops: 3, unreachable: 1 };
/** A running change is worth more patience: a poll may meet a gateway time-out, a closed lid, a changed network. */
export const pollingPatience: Patience = { totalMs: 180_000, serverErrors: 8, drops: 8, unreachable: 6 };

/** Graph's quota comes back within seconds; when it does not, ARM's lists are the better answer. */
export const graphPatience: Patience = { totalMs: 20_000, serverErrors: 1, drops: 2, unreachable: 1 };

/** Whoever asks for less has not said how long to wait. Milliseconds. */
const shortestWaitMs = 1000;

interface Deps {
  readonly log: Log;
  readonly patience: Patience;
  readonly pauses: Pauses;
}

/** Until when a subscription (or the tenant level) is not to be asked, because Azure said so to one of the requests. */
export class Pauses {
  readonly #until = new Map<string, number>();

  set(request: PipelineRequest, until: number): void {
    this.#until.set(bucketOf(request), until);
  }

  remaining(request: PipelineRequest): number {
    const until = this.#until.get(bucketOf(request));
    return until === undefined ? 0 : until - Date.now();
  }
}

/** ARM counts requests per principal and subscription; Resource Graph has a quota of its own. */
function bucketOf(request: PipelineRequest): string {
  const path = new URL(request.url).pathname.toLowerCase();
  return /^\/subscriptions\/[^/]+/.exec(path)?.[0] ?? path;
}

/**
 * Tries again in place of the SDK's own retry policy, whose three short tries give up on throttling that ARM means
 * seriously. 429 is repeated for every method (nothing was done yet); 5xx and broken connections only for reads:
 * whether a write got through must be looked up by whoever sent it.
 */
export function createRetryPolicy(deps: Deps): PipelinePolicy {
  return {
    name: 'springIdentityRetryPolicy',
    async sendRequest(request, next) {
      const deadline = Date.now() + deps.patience.totalMs;
      const counts: Counts = { throttled: 0, serverErrors: 0, drops: 0, unreachable: 0 };
      for (;;) {
        await waitForPause(request, deps, deadline);
        const outcome = await tryOnce(request, next);
        const wait = decideWait(request, outcome, deps, counts);
        if (wait === undefined || Date.now() + wait > deadline) {
          if (wait !== undefined)
            deps.log.warn(
              `${describe(request)}: ${outcomeOf(outcome)}; a wait of ${seconds(wait)} s is too long, giving up.`,
            );
          if ('error' in outcome) throw outcome.error;
          return outcome.response;
        }
        deps.log.info(`${describe(request)}: ${outcomeOf(outcome)}; trying again in ${seconds(wait)} s.`);
        await pause(wait, request.abortSignal as AbortSignal | undefined);
      }
    },
  };
}

type Outcome = { readonly response: PipelineResponse } | { readonly error: unknown };

async function tryOnce(
  request: PipelineRequest,
  next: (request: PipelineRequest) => Promise<PipelineResponse>,
): Promise<Outcome> {
  try {
    return { response: await next(request) };
  } catch (error) {
    return { error };
  }
}

async function waitForPause(request: PipelineRequest, deps: Deps, deadline: number): Promise<void> {
  const remaining = deps.pauses.remaining(request);
  if (remaining > 0 && Date.now() + remaining <= deadline)
    await pause(remaining, request.abortSignal as AbortSignal | undefined);
}

interface Counts {
  throttled: number;
  serverErrors: number;
  drops: number;
  unreachable: number;
}

/** Milliseconds until the next try, or `undefined` when this outcome is final. */
function decideWait(
  request: PipelineRequest,
  outcome: Outcome,
  deps: Deps,
  counts: Counts,
): number | undefined {
  if ('error' in outcome)
    return isRead(request) ? afterError(outcome.error, deps.patience, counts) : undefined;
  const { response } = outcome;
  const asked = askedDelay(response.headers, response.bodyAsText ?? undefined, Date.now());
  if (response.status === 429) {
    // `Retry-After: 0` would be a storm of requests.
    const wait =
      asked !== undefined && asked >= shortestWaitMs ? asked : backoff(counts.throttled++, 1000, 30_000);
    deps.pauses.set(request, Date.now() + wait);
    // A little later than asked, and not all at the same moment.
    return wait + Math.random() * 250;
  }
  if (!isPassing(response.status) || !isRead(request) || counts.serverErrors >= deps.patience.serverErrors)
    return undefined;
  return Math.max(asked ?? 0, backoff(counts.serverErrors++, 500, 15_000));
}

function afterError(error: unknown, patience: Patience, counts: Counts): number | undefined {
  const trouble = isRestError(error) ? networkTrouble(error) : undefined;
  switch (trouble) {
    case 'offline':
      return counts.unreachable < patience.unreachable
        ? backoff(counts.unreachable++, 500, 15_000)
        : undefined;
    case 'dropped':
    case 'timeout':
      return counts.drops < patience.drops ? backoff(counts.drops++, 200, 15_000) : undefined;
    default:
      return undefined;
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 500 || (status >= 502 && status <= 504);
}

/** Whether a request changes nothing by its very form. */
export function isRead(request: PipelineRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  return (
    request.method === 'POST' && /\/providers\/Microsoft\.ResourceGraph\/resources(\?|$)/i.test(request.url)
  );
}

function outcomeOf(outcome: Outcome): string {
  if ('response' in outcome) return `Azure answered ${outcome.response.status}`;
  return `no answer (${isRestError(outcome.error) ? (outcome.error.code ?? 'unknown') : 'unknown'})`;
}

/** Method and path, for the log: queries may be long and hold page tokens. */
export function describe(request: PipelineRequest): string {
  return `${request.method} ${new URL(request.url).pathname}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
