import { removeApp, replaceApp } from '../estate/frozen/edits';
import type { Estate } from '../estate/estate';
import type { SpringApp, Subscription } from '../estate/resources';
import { Failure, toFailure, spoken } from '../lifecycle/failure';
import { say, sentences } from '../lifecycle/text';
import type { Log } from '../lifecycle/log';
import type { Activity } from '../operations/activity';
import { titleWords, type Operation } from '../operations/operation';
import { pauseBeforePoll } from '../operations/poll-pace';
import type { RunningOperations } from '../operations/running-operations';
import type { IdentityApi } from './ports';
import { shortfall, type RecordedChange } from './result';

export interface WatchDeps {
  readonly api: IdentityApi;
  readonly estate: Estate;
  readonly operations: RunningOperations;
  readonly activity: Pick<Activity, 'newId' | 'begin' | 'end'>;
  readonly log: Log;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects with an `AbortError` when `signal` ends first. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Watched {
  readonly operation: Operation;
  readonly subscription: Subscription;
  readonly change: RecordedChange;
}

/** After this long nobody waits any more; recorded changes took seconds. */
const deadlineMs = 30 * 60_000;

/** How often in a row the state may be unreadable. The port has already been patient each time. */
const patience = 3;

/** Trouble on the way that says nothing about the change itself. */
const passing: readonly unknown[] = ['offline', 'timeout', 'throttled', 'unavailable'];

/**
 * Follows a change that Azure has accepted to its end, by its status URL first and by reading the app then. Throws
 * `Failure` when Azure fails the change or when it cannot be followed. Whatever is read of the app goes to the estate.
 */
export class Watch {
  readonly #deps: WatchDeps;
  readonly #watched: Watched;
  readonly #signal: AbortSignal;
  readonly #deadline: number;

  constructor(deps: WatchDeps, watched: Watched, signal: AbortSignal) {
    this.#deps = deps;
    this.#watched = watched;
    this.#signal = signal;
    this.#deadline = deps.now() + deadlineMs;
  }

  /** The app once Azure is done with it, whatever has become of it. Without a status URL the app itself is watched. */
  async follow(statusUrl: string | undefined): Promise<SpringApp> {
    const { operations } = this.#deps;
    const { operation } = this.#watched;
    if (statusUrl !== undefined) await this.#untilFinished(statusUrl);
    operations.advance(operation.app, { phase: 'reading' });
    return await this.#untilSettled();
  }

  /** Throws `Failure` when the app is not as wished; nothing half-done is taken for done. */
  check(app: SpringApp): void {
    const { change, operation } = this.#watched;
    const missing = shortfall(app, change);
    if (missing === undefined) return;
    throw new Failure({
      code: 'operation-failed',
      what: say('{0} did not come true.', operation.title),
      why: sentences(say('Azure is done with the change.'), missing),
      remedy: say('Somebody else may have changed the app at the same time: look at it, then try again.'),
      action: 'refresh',
    });
  }

  /** Polls the status URL; returns when Azure says the change succeeded, or does not know the URL (any more). */
  async #untilFinished(statusUrl: string): Promise<void> {
    const { api } = this.#deps;
    const { subscription, operation } = this.#watched;
    // The answer that accepts a change names no pace, and no recorded change was over at once.
    for (let askedMs: number | undefined; ;) {
      await this.#pauseBeforeDeadline(askedMs);
      const status = await this.#patiently(() =>
        api.operationStatus(subscription, { statusUrl }, this.#signal).catch(refusedAsUnknown),
      );
      // Azure forgets finished operations after a while; the app itself tells how it ended.
      if (status === 'not-found' || status.state === 'succeeded') return;
      if (status.state === 'failed') {
        await this.#showTruth();
        throw new Failure({
          code: 'operation-failed',
          what: say('{0} failed: Azure accepted the change, then could not carry it out.', operation.title),
          why: say('{0}: {1}', status.code, status.message),
          remedy: say('Look at the app as it is now, then try again.'),
          action: 'refresh',
          azureCode: status.code,
        });
      }
      askedMs = status.retryAfterMs;
    }
  }

  /** Reads the app until Azure is done with it. What is read while it is busy may be the state before. */
  async #untilSettled(): Promise<SpringApp> {
    const { api } = this.#deps;
    const { subscription, operation } = this.#watched;
    for (;;) {
      const app = await this.#patiently(() => api.getApp(subscription, operation.appId, this.#signal));
      if (app === 'not-found' || app === undefined) {
        this.#apply(undefined);
        throw new Failure({
          code: 'not-found',
          what: say("'{0}' is gone.", operation.appName),
          why: say('The app was deleted while its identities were being changed.'),
          remedy: say('Refresh its service.'),
          action: 'refresh',
        });
      }
      this.#apply(app);
      if (app.state.is !== 'busy') return app;
      await this.#pauseBeforeDeadline();
    }
  }

  async #pauseBeforeDeadline(askedMs?: number): Promise<void> {
    const { operation } = this.#watched;
    const pauseMs = pauseBeforePoll(askedMs);
    if (askedMs !== undefined && askedMs !== pauseMs)
      this.#deps.log.info(
        `${titleWords(operation)}: Azure asks to be asked again in ${askedMs / 1000} s; it will be in ${pauseMs / 1000} s.`,
      );
    if (this.#deps.now() + pauseMs >= this.#deadline) {
      throw new Failure({
        code: 'timeout',
        what: say('{0} has not ended after {1} minutes.', operation.title, deadlineMs / 60_000),
        why: say('Azure still says that it is running; it may finish later.'),
        remedy: say('Refresh the app in a while to see how it ended.'),
        action: 'refresh',
      });
    }
    await this.#deps.wait(pauseMs, this.#signal);
  }

  /** Asks again when the answer is lost on the way; `not-found` is an answer. */
  async #patiently<T>(ask: () => Promise<T>): Promise<T | 'not-found'> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask();
      } catch (error) {
        if (this.#signal.aborted) throw error;
        const failure = toFailure(error, say('Could not ask how far the change has come.'));
        if (failure.code === 'not-found') return 'not-found';
        if (!passing.includes(failure.code) || tries >= patience) throw this.#lost(failure);
        this.#deps.log.warn(`${titleWords(this.#watched.operation)}: ${failure.message} Asking again.`);
        await this.#pauseBeforeDeadline();
      }
    }
  }

  #lost(failure: Failure): Failure {
    const { operation } = this.#watched;
    return new Failure({
      code: failure.code,
      what: say('{0}: how it ends could not be read. Azure goes on with it and may finish.', operation.title),
      why: sentences(...spoken(failure.words)),
      remedy: say('Refresh the app in a while to see how it ended.'),
      action: failure.action ?? 'refresh',
      cause: failure,
      ...(failure.azureCode === undefined ? {} : { azureCode: failure.azureCode }),
      ...(failure.missingAction === undefined ? {} : { missingAction: failure.missingAction }),
      ...(failure.challenge === undefined ? {} : { challenge: failure.challenge }),
    });
  }

  /** What a failed change has left behind is not known before the app is read. */
  async #showTruth(): Promise<void> {
    const { api, log } = this.#deps;
    const { subscription, operation } = this.#watched;
    try {
      this.#apply(await api.getApp(subscription, operation.appId, this.#signal));
    } catch (error) {
      if (this.#signal.aborted) throw error;
      log.warn(toFailure(error, say("Could not read '{0}'.", operation.appName)).message);
    }
  }

  #apply(app: SpringApp | undefined): void {
    const { estate } = this.#deps;
    const edit =
      app === undefined
        ? removeApp(estate.snapshot, this.#watched.operation.app)
        : replaceApp(estate.snapshot, app);
    estate.apply(() => edit.snapshot, edit.touched);
  }
}

/**
 * Operations need a right of their own to be read, which who may change the app need not have; and no refusal to tell of one says how the
 * change ends. The app itself is watched then.
 */
function refusedAsUnknown(error: unknown): 'not-found' {
  const isRefusal = Failure.is(error) && ['forbidden', 'conflict', 'rejected'].includes(error.code);
  if (isRefusal) return 'not-found';
  throw error;
}

/** Why sending failed. A lost answer is not a no: Azure may have the change all the same. */
export function unsent(operation: Operation, error: unknown): Failure {
  const failure = toFailure(error, say('{0} failed.', operation.title));
  const { code, why, azureCode } = failure;
  if (code === 'conflict') {
    return new Failure({
      code,
      why,
      action: 'refresh',
      cause: failure,
      what: say(
        '{0} was refused: Azure is busy with another change of the app or its service.',
        operation.title,
      ),
      remedy: say('Wait until that has ended, refresh and try again.'),
      ...(azureCode === undefined ? {} : { azureCode }),
    });
  }
  if (code !== 'offline' && code !== 'timeout' && code !== 'unavailable') return failure;
  return new Failure({
    code,
    why,
    action: failure.action ?? 'refresh',
    cause: failure,
    what: say('{0}: no answer from Azure.', operation.title),
    remedy: say('Azure may have received the change all the same: refresh the app before trying again.'),
  });
}

/** A record of an operation that cannot be followed: written by another version, or out of this sign-in's reach. */
export function notFoundAgain(operation: Operation): Failure {
  return new Failure({
    code: 'not-found',
    what: say('{0} was under way, but cannot be followed any more.', operation.title),
    why: say(
      'Its subscription is not within reach of this sign-in, or another version of the extension started it.',
    ),
    remedy: say('Refresh the app to see how it ended.'),
    action: 'refresh',
  });
}
