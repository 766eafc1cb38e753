import { sameIdentities } from '../estate/app-identity';
import { removeApp, replaceApp, replaceService, type Edit } from '../estate/frozen/edits';
import { findSubscription } from '../estate/lookup';
import { resourceKey, type SpringApp, type SpringService, type Subscription } from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter, type Event } from '../lifecycle/emitter';
import { Failure, isAbort, toFailure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import { endOf } from '../operations/activity';
import type { DeedEnd } from '../operations/deed';
import type { Operation } from '../operations/operation';
import { deedEnd, deedOf } from './deed-words';
import type { ChangeOutcome } from './outcome';
import { planIdentity, type IdentityChangePlan } from './plan/plan';
import { lossOf, type Loss } from './loss';
import { changedMeanwhile, isReady } from './plan/refusal';
import { readRecordedChange, type RecordedChange } from './result';
import { notFoundAgain, unsent, Watch, type WatchDeps } from './watch';
import { deltaOf, type IdentityWish } from './plan/wish';
import { titleOf } from './words';

export interface ChangeTarget {
  readonly subscription: Subscription;
  readonly service: SpringService;
  /** As the user saw it when confirming. */
  readonly app: SpringApp;
}

/** How a change ended that nobody waited for any more. */
export type LateEnd =
  | { readonly operation: Operation; readonly outcome: ChangeOutcome }
  | { readonly operation: Operation; readonly failure: Failure };

export interface IdentityChangesDeps extends WatchDeps {
  /** Is told of a principal before it is lost for good, and may refuse by throwing: nothing is sent then. */
  readonly keepLost?: (loss: Loss, signal: AbortSignal) => Promise<void>;
}

/** A change that may be sent: nobody interfered, and the plan is made from what Azure says right now. */
interface Prepared {
  readonly kind: 'prepared';
  readonly app: SpringApp;
  readonly service: SpringService;
  readonly plan: IdentityChangePlan;
}

/**
 * Changes apps' identities, one change per app at a time.
 *
 * Who waits may stop waiting at any time. Before anything was sent that ends the change; afterwards Azure goes on, so
 * the operation stays on record and is watched to its end: the estate shows how it ended, `onDidEndLate` tells.
 */
export class IdentityChanges implements Disposable {
  readonly #deps: IdentityChangesDeps;
  readonly #life = new AbortController();
  readonly #watches = new Map<string, Promise<ChangeOutcome>>();
  readonly #endedLate = new Emitter<LateEnd>();
  readonly onDidEndLate: Event<LateEnd> = this.#endedLate.event;

  constructor(deps: IdentityChangesDeps) {
    this.#deps = deps;
  }

  /**
   * Reads the app again, stops if somebody changed it, sends the change and waits for its end.
   *
   * Throws `Failure`: `refused` (another change of this app is under way, or its state forbids it), `operation-failed`
   * (Azure accepted and failed it, or the app is not as wished afterwards), `timeout` (not ended after 30 minutes;
   * Azure may still finish), `conflict`, and whatever the edge throws. Throws an `AbortError` when `signal` ends
   * before anything was sent.
   */
  async change(target: ChangeTarget, wish: IdentityWish, signal: AbortSignal): Promise<ChangeOutcome> {
    const { activity, operations, now } = this.#deps;
    const { app, subscription } = target;
    const deed = activity.newId();
    const change: RecordedChange = { wish, before: app.identity };
    const operation = operations.begin({
      app: resourceKey(app),
      appId: app.id,
      subscription: subscription.key,
      appName: app.name,
      title: titleOf(app, deltaOf(app.identity, wish)),
      startedAt: now(),
      wish: change,
      deed,
    });
    let prepared: Prepared | ChangeOutcome;
    try {
      prepared = await this.#prepare(target, wish, signal);
      const loss = prepared.kind === 'prepared' ? lossOf(prepared, subscription) : undefined;
      if (loss !== undefined) await this.#deps.keepLost?.(loss, signal);
      signal.throwIfAborted();
    } catch (error) {
      operations.end(operation.app);
      throw error;
    }
    if (prepared.kind !== 'prepared') {
      operations.end(operation.app);
      return prepared;
    }
    const { app: before } = prepared;
    activity.begin(deedOf(before, prepared.plan, subscription), deed);
    const work = async (): Promise<ChangeOutcome> => {
      const sent = await this.#send(operation, target, { wish, ...prepared });
      if ('now' in sent) return sent;
      const { statusUrl } = sent;
      const watch = new Watch(this.#deps, { operation, subscription, change }, this.#life.signal);
      const after = await watch.follow(statusUrl);
      watch.check(after);
      return { kind: 'done', app: after, before };
    };
    return await this.#waitFor(operation, this.#keep(operation, deed, work), signal);
  }

  /**
   * Picks up an operation that was under way when the window closed, or joins the one that is watched here. Like
   * `change`; `nothing` when it turns out that Azure never got the change. The subscription must have been read.
   */
  async resume(operation: Operation, signal: AbortSignal): Promise<ChangeOutcome> {
    const running = this.#watches.get(operation.app);
    return await this.#waitFor(operation, running ?? this.#pickUp(operation), signal);
  }

  /** Stops watching. What runs stays on record, to be found again. */
  dispose(): void {
    this.#life.abort();
    this.#endedLate.dispose();
  }

  #pickUp(operation: Operation): Promise<ChangeOutcome> {
    const { estate } = this.#deps;
    return this.#keep(operation, operation.deed, async () => {
      const change = readRecordedChange(operation.wish);
      const subscription = findSubscription(estate.snapshot, operation.subscription);
      if (change === undefined || subscription === undefined) throw notFoundAgain(operation);
      const watch = new Watch(this.#deps, { operation, subscription, change }, this.#life.signal);
      const app = await watch.follow(operation.statusUrl);
      if (operation.statusUrl === undefined && sameIdentities(app.identity, change.before)) {
        return {
          kind: 'nothing',
          why: say("{0} never reached Azure: '{1}' is as it was.", operation.title, app.name),
        };
      }
      watch.check(app);
      return { kind: 'done', app, before: { ...app, identity: change.before } };
    });
  }

  /**
   * The app is always read again: one request that decides whether anybody interfered. The service only when it is
   * not known to be running: one that was stopped since is refused by Azure itself, but one that was started since
   * must not be refused from memory.
   */
  async #prepare(
    { subscription, service, app }: ChangeTarget,
    wish: IdentityWish,
    signal: AbortSignal,
  ): Promise<Prepared | ChangeOutcome> {
    const { api } = this.#deps;
    const [now, serviceNow] = await Promise.all([
      api.getApp(subscription, app.id, signal),
      isReady(service) ? service : api.getService({ subscription, id: service.id }, signal),
    ]);
    signal.throwIfAborted();
    if (serviceNow !== service) this.#apply((snapshot) => replaceService(snapshot, serviceNow));
    if (now === undefined) throw this.#gone(app);
    this.#apply((snapshot) => replaceApp(snapshot, now));
    if (!sameIdentities(now.identity, app.identity)) return { kind: 'changed-meanwhile', now };
    const plan = planIdentity(now, serviceNow, wish);
    if (plan.kind === 'refused') throw plan.failure;
    return plan.kind === 'nothing' ? plan : { kind: 'prepared', app: now, service: serviceNow, plan };
  }

  /**
   * Sends the change, unless the app is another one by then: it is read and planned anew before every sending, because minutes
   * may pass in which Azure wants to be left alone or the user is asked to sign in. `statusUrl` is absent when Azure was done
   * at once.
   */
  async #send(
    operation: Operation,
    { subscription }: ChangeTarget,
    { app, service, wish, plan: { patch } }: Prepared & { readonly wish: IdentityWish },
  ): Promise<{ readonly statusUrl?: string } | Extract<ChangeOutcome, { kind: 'changed-meanwhile' }>> {
    const { api, operations } = this.#deps;
    let now: SpringApp | undefined;
    let changed: Failure | undefined;
    const recheck = async (signal: AbortSignal): Promise<void> => {
      now = await api.getApp(subscription, operation.appId, signal);
      if (now === undefined) throw this.#gone(app);
      const plan = planIdentity(now, service, wish);
      if (plan.kind === 'refused') throw plan.failure;
      const isSame =
        sameIdentities(now.identity, app.identity) &&
        plan.kind === 'change' &&
        JSON.stringify(plan.patch) === JSON.stringify(patch);
      if (!isSame) throw (changed = changedMeanwhile(app));
    };
    try {
      // Not the caller's signal: a request torn down half-way leaves nobody knowing whether Azure has it.
      const handle = await api.patchIdentity(
        subscription,
        operation.appId,
        { patch, recheck },
        this.#life.signal,
      );
      if (handle === undefined) return {};
      operations.advance(operation.app, { phase: 'running', statusUrl: handle.statusUrl });
      return handle;
    } catch (error) {
      if (this.#life.signal.aborted) throw error;
      const seen = now;
      if (seen !== undefined) this.#apply((snapshot) => replaceApp(snapshot, seen));
      if (seen !== undefined && changed !== undefined && error === changed)
        return { kind: 'changed-meanwhile', now: seen };
      throw unsent(operation, error);
    }
  }

  #gone(app: SpringApp): Failure {
    this.#apply((snapshot) => removeApp(snapshot, resourceKey(app)));
    return new Failure({
      code: 'not-found',
      what: say("'{0}' is gone.", app.name),
      why: say('The app was deleted in Azure; nothing was sent.'),
      remedy: say('Refresh its service.'),
      action: 'refresh',
    });
  }

  /** Runs the rest of an operation and takes it off the record at its end, but not when merely this window closes. */
  #keep(
    operation: Operation,
    deed: string | undefined,
    work: () => Promise<ChangeOutcome>,
  ): Promise<ChangeOutcome> {
    const run = async (): Promise<ChangeOutcome> => {
      try {
        const outcome = await work();
        await this.#endDeed(deed, deedEnd(outcome));
        return outcome;
      } catch (error) {
        if (!this.#life.signal.aborted) await this.#endDeed(deed, endOf(error));
        throw error;
      } finally {
        this.#watches.delete(operation.app);
        if (!this.#life.signal.aborted) this.#deps.operations.end(operation.app);
      }
    };
    const watch = run();
    this.#watches.set(operation.app, watch);
    return watch;
  }

  async #endDeed(deed: string | undefined, end: DeedEnd): Promise<void> {
    if (deed !== undefined) await this.#deps.activity.end(deed, end);
  }

  async #waitFor(
    operation: Operation,
    watch: Promise<ChangeOutcome>,
    signal: AbortSignal,
  ): Promise<ChangeOutcome> {
    let leave = (): void => undefined;
    const left = new Promise<'left'>((resolve) => {
      leave = () => {
        resolve('left');
      };
    });
    signal.addEventListener('abort', leave);
    if (signal.aborted) leave();
    try {
      const outcome = await Promise.race([watch, left]);
      if (outcome !== 'left') return outcome;
      void this.#tellLate(operation, watch);
      return { kind: 'left-running' };
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  async #tellLate(operation: Operation, watch: Promise<ChangeOutcome>): Promise<void> {
    try {
      this.#endedLate.fire({ operation, outcome: await watch });
    } catch (error) {
      if (this.#life.signal.aborted && isAbort(error)) return;
      const failure = toFailure(error, say('{0} failed.', operation.title));
      this.#deps.log.error(failure.message, failure);
      this.#endedLate.fire({ operation, failure });
    }
  }

  #apply(edit: (snapshot: EstateSnapshot) => Edit): void {
    const { estate } = this.#deps;
    const { snapshot, touched } = edit(estate.snapshot);
    estate.apply(() => snapshot, touched);
  }
}
