import { resourceKey, type ResourceKey, type SubscriptionKey } from '../estate/resources';
import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter } from '../lifecycle/emitter';
import { Failure, isAbort } from '../lifecycle/failure';
import type { DebuggedDeployment, RemoteDebugging, RemoteDebuggingApi, SeenDebugging } from './ports';

/** What is known of remote debugging of a deployment. */
export type DebuggingState =
  | ({ readonly is: 'known' } & RemoteDebugging)
  /** A change is under way, of this window or of one before. */
  | { readonly is: 'updating' }
  /** Reading it takes a permission of its own. */
  | { readonly is: 'unreadable'; readonly why: string };

/** A change that was asked for and of which nobody has heard the end. Plain data, so that it can be stored. */
export interface DebuggingChange {
  readonly id: string;
  readonly subscription: SubscriptionKey;
  readonly wish: { readonly enabled: boolean; readonly port?: number };
  /** Unix milliseconds. */
  readonly startedAt: number;
}

export interface KnownDebuggingDeps {
  readonly api: RemoteDebuggingApi;
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Recorded changes took some ten seconds; Azure's own deadline is far longer, but nobody looks at it so long. */
const longestChangeMs = 15 * 60_000;
const betweenLooksMs = 5_000;

/** Remote debugging of deployments with what is known of it: an open door that nobody sees stays open. */
export class KnownDebugging implements RemoteDebuggingApi, Disposable {
  readonly #deps: KnownDebuggingDeps;
  readonly #states = new Map<ResourceKey, DebuggingState>();
  readonly #changes = new Map<ResourceKey, DebuggingChange>();
  /** Deployments that somebody waits for already. */
  readonly #followed = new Set<ResourceKey>();
  readonly #changed = new Emitter<ResourceKey>();
  readonly #ended = new AbortController();
  /** The deployment of which something else is known now. */
  readonly onDidChange = this.#changed.event;

  constructor(deps: KnownDebuggingDeps) {
    this.#deps = deps;
  }

  get(deployment: ResourceKey): DebuggingState | undefined {
    return this.#changes.has(deployment) ? { is: 'updating' } : this.#states.get(deployment);
  }

  /** Changes under way, for `fromRecords` of a window after this one. */
  toRecords(): readonly DebuggingChange[] {
    return [...this.#changes.values()];
  }

  /** Takes what a window before has stored; anybody may have written it. */
  fromRecords(stored: unknown): void {
    for (const one of Array.isArray(stored) ? stored.filter(isChange) : [])
      if (this.#deps.now() - one.startedAt < longestChangeMs) this.#changes.set(resourceKey(one), one);
  }

  async read(of: DebuggedDeployment, signal: AbortSignal): Promise<RemoteDebugging> {
    const now = await this.#deps.api.read(of, signal);
    this.#take(keyOf(of), now);
    return now;
  }

  enable(of: SeenDebugging, port: number, signal: AbortSignal): Promise<RemoteDebugging> {
    return this.#change(of, { enabled: true, port }, () => this.#deps.api.enable(of, port, signal));
  }

  disable(of: SeenDebugging, signal: AbortSignal): Promise<RemoteDebugging> {
    return this.#change(of, { enabled: false }, () => this.#deps.api.disable(of, signal));
  }

  /** Reads what Azure says now, and until a change under way has ended. Never rejects. */
  async look(of: DebuggedDeployment): Promise<void> {
    const key = keyOf(of);
    if (this.#followed.has(key)) return;
    this.#followed.add(key);
    try {
      do {
        await this.read(of, this.#ended.signal);
        if (this.#changes.has(key)) await this.#deps.wait(betweenLooksMs, this.#ended.signal);
      } while (this.#changes.has(key));
    } catch (error) {
      if (!isAbort(error)) this.#set(key, { is: 'unreadable', why: Failure.is(error) ? error.message : '' });
    } finally {
      this.#followed.delete(key);
    }
  }

  async #change(
    of: SeenDebugging,
    wish: DebuggingChange['wish'],
    work: () => Promise<RemoteDebugging>,
  ): Promise<RemoteDebugging> {
    const key = keyOf(of);
    const { id, subscription } = of;
    this.#followed.add(key);
    this.#changes.set(key, { id, subscription: subscription.key, wish, startedAt: this.#deps.now() });
    this.#changed.fire(key);
    try {
      const after = await work();
      this.#changes.delete(key);
      this.#set(key, { is: 'known', ...after });
      return after;
    } catch (error) {
      // Who stops waiting does not stop Azure.
      if (!isAbort(error)) this.#changes.delete(key);
      this.#changed.fire(key);
      throw error;
    } finally {
      this.#followed.delete(key);
      if (this.#changes.has(key)) void this.look(of);
    }
  }

  #take(key: ResourceKey, now: RemoteDebugging): void {
    const change = this.#changes.get(key);
    if (change !== undefined) {
      const { enabled, port } = change.wish;
      const isDone = now.enabled === enabled && (port === undefined || now.port === port);
      if (isDone || this.#deps.now() - change.startedAt >= longestChangeMs) this.#changes.delete(key);
    }
    this.#set(key, { is: 'known', ...now });
  }

  #set(key: ResourceKey, state: DebuggingState): void {
    this.#states.set(key, state);
    this.#changed.fire(key);
  }

  dispose(): void {
    this.#ended.abort();
    this.#changed.dispose();
  }
}

function keyOf({ id, subscription }: DebuggedDeployment): ResourceKey {
  return resourceKey({ id, subscription: subscription.key });
}

function isChange(stored: unknown): stored is DebuggingChange {
  if (typeof stored !== 'object' || stored === null) return false;
  const { id, subscription, wish, startedAt } = stored as Readonly<Record<keyof DebuggingChange, unknown>>;
  if (typeof id !== 'string' || typeof subscription !== 'string' || typeof startedAt !== 'number')
    return false;
  if (typeof wish !== 'object' || wish === null || !('enabled' in wish)) return false;
  const { enabled, port } = wish as { readonly enabled: unknown; readonly port?: unknown };
  return typeof enabled === 'boolean' && (port === undefined || typeof port === 'number');
}
