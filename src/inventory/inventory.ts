import type { SignIn } from '../account/sign-in';
import { emptySnapshot, type Estate } from '../estate/estate';
import { withEntry } from '../estate/frozen-map';
import { findService, findSubscription } from '../estate/lookup';
import type { ResourceKey } from '../estate/resources';
import type { Disposable } from '../lifecycle/disposable-store';
import { toFailure } from '../lifecycle/failure';
import type { Log } from '../lifecycle/log';
import type { Branch } from './branch';
import type { EstateReader } from './ports';

export interface InventoryDeps {
  readonly estate: Estate;
  readonly signIn: SignIn;
  readonly reader: EstateReader;
  readonly log: Log;
}

/** Fills the estate lazily: a branch is read when somebody opens it, once, however many ask. */
export class Inventory implements Disposable {
  readonly #deps: InventoryDeps;
  readonly #life = new AbortController();

  constructor(deps: InventoryDeps) {
    this.#deps = deps;
  }

  async open(branch: Branch): Promise<void> {
    await this.#load(branch);
  }

  async refresh(branch: Branch): Promise<void> {
    await this.#load(branch);
  }

  async loadAll(signal: AbortSignal, report: (done: number, total: number) => void): Promise<void> {
    await this.open({ kind: 'reach' });
    report(0, 0);
    signal.throwIfAborted();
  }

  async readApp(key: ResourceKey, signal: AbortSignal): Promise<void> {
    void key;
    void signal;
    await Promise.resolve();
  }

  reset(): void {
    this.#deps.estate.apply(emptySnapshot, [{ kind: 'everything' }]);
  }

  async #load(branch: Branch): Promise<void> {
    const { estate, signIn, reader } = this.#deps;
    const signal = this.#life.signal;
    if (branch.kind === 'reach') {
      try {
        const listing = await signIn.list(signal);
        const found = await reader.listServices(listing.subscriptions, signal);
        estate.apply(
          (snapshot) => ({
            ...snapshot,
            reach: {
              state: 'ready',
              value: {
                subscriptions: listing.subscriptions,
                lockedTenants: listing.unauthenticated,
                unreadableTenants: listing.failures.map(({ tenantId, failure }) => ({
                  tenantId,
                  why: failure.why,
                })),
                filteredOut: listing.filteredOut,
              },
            },
            services: new Map(
              found.bySubscription.map((entry) => [
                entry.subscription,
                'services' in entry
                  ? { state: 'ready', value: entry.services }
                  : { state: 'failed', failure: entry.failure },
              ]),
            ),
          }),
          [{ kind: 'everything' }],
        );
      } catch (error) {
        const failure = toFailure(error, 'Could not read the subscriptions.');
        estate.apply(
          (snapshot) => ({ ...snapshot, reach: { state: 'failed', failure } }),
          [{ kind: 'everything' }],
        );
      }
    } else if (branch.kind === 'service') {
      const found = findService(estate.snapshot, branch.key);
      if (found === undefined) return;
      const apps = await reader.listApps(found.subscription, found.service, signal);
      estate.apply(
        (snapshot) => ({
          ...snapshot,
          apps: withEntry(snapshot.apps, branch.key, { state: 'ready', value: apps }),
        }),
        [{ kind: 'service', key: branch.key }],
      );
    } else if (branch.kind === 'deployments') {
      const subscription = findSubscription(estate.snapshot, branch.key.split('|')[0] as never);
      if (subscription === undefined) return;
    }
  }

  dispose(): void {
    this.#life.abort();
  }
}
