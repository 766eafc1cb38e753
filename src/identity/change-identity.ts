import type { Estate } from '../estate/estate';
import { replaceApp } from '../estate/edits';
import { resourceKey, type SpringApp, type SpringService, type Subscription } from '../estate/resources';
import type { Disposable } from '../lifecycle/disposable-store';
import { Failure } from '../lifecycle/failure';
import type { Log } from '../lifecycle/log';
import type { Operation } from '../operations/operation';
import type { RunningOperations } from '../operations/running-operations';
import { planIdentity } from './plan';
import type { IdentityApi } from './ports';
import type { IdentityWish } from './wish';

export type ChangeOutcome =
  | { readonly kind: 'done'; readonly app: SpringApp; readonly before: SpringApp }
  | { readonly kind: 'nothing'; readonly why: string }
  /** Somebody changed the app's identities after the user had seen them; nothing was sent. */
  | { readonly kind: 'changed-meanwhile'; readonly now: SpringApp }
  /** The user stopped waiting; Azure goes on, and so does watching it. */
  | { readonly kind: 'left-running' };

export interface ChangeTarget {
  readonly subscription: Subscription;
  readonly service: SpringService;
  /** As the user saw it when confirming. */
  readonly app: SpringApp;
}

export interface IdentityChangesDeps {
  readonly api: IdentityApi;
  readonly estate: Estate;
  readonly operations: RunningOperations;
  readonly log: Log;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects with an `AbortError` when `signal` ends first. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Changes apps' identities, one change per app at a time. */
export class IdentityChanges implements Disposable {
  readonly #deps: IdentityChangesDeps;

  constructor(deps: IdentityChangesDeps) {
    this.#deps = deps;
  }

  async change(target: ChangeTarget, wish: IdentityWish, signal: AbortSignal): Promise<ChangeOutcome> {
    const { api, operations, now } = this.#deps;
    const plan = planIdentity(target.app, target.service, wish);
    if (plan.kind === 'nothing') return plan;
    if (plan.kind === 'refused') throw plan.failure;
    const key = resourceKey(target.app);
    operations.begin({
      app: key,
      appId: target.app.id,
      subscription: target.subscription.key,
      appName: target.app.name,
      title: target.app.name,
      startedAt: now(),
      wish,
    });
    try {
      const handle = await api.patchIdentity(target.subscription, target.app.id, plan.patch, signal);
      while (handle !== undefined) {
        operations.advance(key, { phase: 'running', statusUrl: handle.statusUrl });
        const status = await api.operationStatus(target.subscription, handle, signal);
        if (status.state === 'succeeded') break;
        await this.#deps.wait(2000, signal);
      }
      operations.advance(key, { phase: 'reading' });
      const app = await api.getApp(target.subscription, target.app.id, signal);
      if (app === undefined) throw new Failure({ code: 'not-found', what: 'gone', why: 'gone' });
      const edit = replaceApp(this.#deps.estate.snapshot, app);
      this.#deps.estate.apply(() => edit.snapshot, edit.touched);
      return { kind: 'done', app, before: target.app };
    } finally {
      operations.end(key);
    }
  }

  resume(operation: Operation, signal: AbortSignal): Promise<ChangeOutcome> {
    void operation;
    void signal;
    return Promise.resolve({ kind: 'left-running' });
  }

  dispose(): void {
    // Nothing to end yet.
  }
}
