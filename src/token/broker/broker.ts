import type { Disposable } from '../../lifecycle/disposable-store';
import { Failure, isAbort, notInTime, toFailure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import type { RawAnswer, RawRequest, Route } from '../../tunnel/ports';
import { decodeToken, type DecodedToken } from '../decode/decode-token';
import type { HeldToken, TokenOwner } from '../held-token';
import { grantedToken, refusalWords, type RefusalWords, type TokenFields } from '../protocol/answer';
import { appServiceRequest, type AppServiceEndpoint } from '../protocol/app-service';
import { imdsRequest } from '../protocol/imds';
import type { AskedFor } from '../protocol/query';
import { wishKey } from '../token-wish';
import { retryDelay } from './retry-table';
import { TokenCache } from './token-cache';
import { onAbort } from '../../lifecycle/flow/abort';
import { Gate } from '../../lifecycle/flow/gate';

/** Time as a parameter. `after` must not keep the process alive. Milliseconds. */
export interface Clock {
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
  after(ms: number, call: () => void): Disposable;
}

export interface BrokerDeps {
  readonly route: Pick<Route, 'exchange'>;
  /** What the endpoint at the far end speaks. */
  readonly protocol: { readonly kind: 'imds' } | ({ readonly kind: 'app-service' } & AppServiceEndpoint);
  readonly owner: TokenOwner;
  readonly clock: Clock;
  /** Exchanges under way at once. A VM allows five, and the app itself needs some. */
  readonly atOnce?: number;
  /** For one question with all its retries. */
  readonly deadlineMs?: number;
}

export interface Granted {
  readonly kind: 'granted';
  /** The receiver's own hold: it disposes it when done. */
  readonly token: HeldToken;
  readonly fields: TokenFields;
  /** `undefined` for a token that is no JWT. */
  readonly decoded: DecodedToken | undefined;
  readonly fromCache: boolean;
  readonly tries: number;
  /** The endpoint's clock, where it told: Unix milliseconds, full seconds. */
  readonly endpointTime?: number;
}

export interface Refused {
  readonly kind: 'refused';
  /** As the endpoint answered, after the retries. */
  readonly answer: RawAnswer;
  readonly words: RefusalWords;
  readonly tries: number;
}

export type TokenOutcome = Granted | Refused;

interface Running {
  readonly control: AbortController;
  readonly outcome: Promise<TokenOutcome>;
  waiting: number;
}

/**
 * Asks one endpoint for tokens on behalf of many: the same question is asked once at a time, answers are kept for a
 * while, passing trouble is retried as Azure's guidance says.
 */
export class TokenBroker implements Disposable {
  readonly #deps: BrokerDeps;
  readonly #cache = new TokenCache();
  readonly #gate: Gate;
  readonly #running = new Map<string, Running>();
  #ended = false;

  constructor(deps: BrokerDeps) {
    this.#deps = deps;
    this.#gate = new Gate(deps.atOnce ?? 4);
  }

  /**
   * Throws `Failure` when no answer came. An aborted `signal` rejects at once; the exchange under way ends when nobody
   * else waits for it.
   */
  async ask(asked: AskedFor, signal: AbortSignal): Promise<TokenOutcome> {
    signal.throwIfAborted();
    if (this.#ended) throw ended();
    const key = wishKey(asked.wish);
    const cached = asked.fresh ? undefined : this.#cache.get(key, this.#deps.clock.now());
    if (cached !== undefined)
      return {
        kind: 'granted',
        ...cached,
        token: this.#deps.owner.share(cached.token),
        fromCache: true,
        tries: 0,
      };
    return await this.#wait(this.#join(`${asked.fresh ? 'fresh' : 'any'}|${key}`, asked), signal);
  }

  /** Forgets every token: the instance or its identities changed. */
  forget(): void {
    this.#cache.clear();
  }

  dispose(): void {
    this.#ended = true;
    for (const { control } of this.#running.values()) control.abort(ended());
    this.#running.clear();
    this.#cache.clear();
    this.#deps.owner.dispose();
  }

  #join(key: string, asked: AskedFor): Running {
    const known = this.#running.get(key);
    if (known !== undefined) return known;
    const control = new AbortController();
    const started: Running = { control, waiting: 0, outcome: this.#exchange(asked, control) };
    this.#running.set(key, started);
    const settle = (): void => {
      if (this.#running.get(key) === started) this.#running.delete(key);
    };
    started.outcome.then(settle, settle);
    control.signal.addEventListener('abort', settle, { once: true });
    return started;
  }

  /** Every receiver gets a hold of its own; the exchange's one ends with the last of them. */
  async #wait(running: Running, signal: AbortSignal): Promise<TokenOutcome> {
    running.waiting += 1;
    try {
      const outcome = await abortable(running.outcome, signal);
      if (outcome.kind === 'refused') return outcome;
      return { ...outcome, token: this.#deps.owner.share(outcome.token) };
    } finally {
      running.waiting -= 1;
      if (running.waiting === 0) {
        running.control.abort(new DOMException('Nobody waits.', 'AbortError'));
        running.outcome.then(letGo, () => undefined);
      }
    }
  }

  async #exchange(asked: AskedFor, control: AbortController): Promise<TokenOutcome> {
    const { clock, deadlineMs = 120_000 } = this.#deps;
    const deadline = clock.after(deadlineMs, () => {
      control.abort(late(deadlineMs));
    });
    try {
      const { answer, tries } = await this.#withRetries(this.#requestFor(asked), control.signal);
      return this.#outcomeOf(asked, answer, tries);
    } catch (error) {
      const { signal } = control;
      if (signal.aborted) throw signal.reason;
      throw isAbort(error) ? error : toFailure(error, say('The token could not be fetched.'));
    } finally {
      deadline.dispose();
    }
  }

  async #withRetries(
    request: RawRequest,
    signal: AbortSignal,
  ): Promise<{ readonly answer: RawAnswer; readonly tries: number }> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#gate.run(signal, () =>
        // A route that does not end at its signal must not hold a turn for ever.
        abortable(this.#deps.route.exchange(request, signal), signal),
      );
      const delay = retryDelay(answer.status, tries, answer.headers['retry-after']);
      if (delay === undefined) return { answer, tries };
      await this.#deps.clock.wait(delay, signal);
    }
  }

  #requestFor(asked: AskedFor): RawRequest {
    const { protocol } = this.#deps;
    return protocol.kind === 'imds' ? imdsRequest(asked) : appServiceRequest(asked, protocol);
  }

  #outcomeOf({ wish }: AskedFor, answer: RawAnswer, tries: number): TokenOutcome {
    const now = this.#deps.clock.now();
    if (answer.status !== 200) return { kind: 'refused', answer, words: refusalWords(answer), tries };
    const granted = grantedToken(answer, wish.resource, now);
    if (granted === undefined) throw noToken();
    if (this.#ended) throw ended();
    const { owner } = this.#deps;
    const decoded = decodeToken(granted.raw);
    const kept = { decoded: decoded.kind === 'token' ? decoded : undefined, fields: granted.fields };
    const token = owner.hold(granted.raw);
    this.#cache.put(wishKey(wish), { ...kept, token: owner.share(token) }, now);
    const endpointTime = Date.parse(answer.headers['date'] ?? '');
    return {
      kind: 'granted',
      ...kept,
      token,
      fromCache: false,
      tries,
      ...(!Number.isNaN(endpointTime) && { endpointTime }),
    };
  }
}

function letGo(outcome: TokenOutcome): void {
  if (outcome.kind === 'granted') outcome.token.dispose();
}

/** Settles like `work`, or rejects with the signal's reason when that comes first. */
async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = onAbort(signal, () => {
      reject(signal.reason as Error);
    });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stop();
  }
}

function ended(): Failure {
  return new Failure({
    code: 'refused',
    what: say('The token was not fetched.'),
    why: say('The port forward it belongs to was stopped.'),
  });
}

function late(ms: number): Failure {
  return notInTime({
    what: say('The token could not be fetched.'),
    why: say('The token endpoint did not answer within {0} s.', Math.round(ms / 1000)),
    remedy: say('Try again; restart the port forward if it goes on.'),
  });
}

function noToken(): Failure {
  return new Failure({
    code: 'unexpected',
    what: say('The token could not be fetched.'),
    why: say('The endpoint answered 200 without a token, so it may not be a token endpoint.'),
    remedy: say('Check what the address leads to.'),
  });
}
