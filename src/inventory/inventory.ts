import type { SignIn } from '../account/sign-in';
import { removeApp, replaceApp, replaceService } from '../estate/frozen/edits';
import { emptySnapshot, type Estate } from '../estate/estate';
import { absent, type Loadable } from '../estate/loadable';
import { allServices, findApp, findService, findSubscription } from '../estate/lookup';
import { resourceKey, type ResourceKey, type Subscription } from '../estate/resources';
import type { EstateSnapshot } from '../estate/frozen/snapshot';
import { DisposableStore, type Disposable } from '../lifecycle/disposable-store';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import type { Log } from '../lifecycle/log';
import { branchId, entryOf, isBelow, isPartial, type Branch } from './branch';
import { eachBounded } from '../lifecycle/flow/bounded';
import { leafLoad, type LeafBranch, type LeavesDeps } from './leaves/leaf-load';
import { readManyRoles, type WantedRoles } from './many-roles';
import type { EstateReader } from './ports';
import { readReach, readServices, servicesLoad } from './reach';
import { SharedLoads } from './shared-loads';
import { Turns } from '../lifecycle/flow/turns';

export type { Branch } from './branch';

export interface InventoryDeps {
  readonly estate: Estate;
  readonly signIn: SignIn;
  readonly reader: EstateReader;
  readonly log: Log;
  /** Resolves in the next turn of the event loop. */
  readonly nextTurn: () => Promise<void>;
}

/** How many branches are read at once when many are wanted. */
const width = 16;

/** Apps applied in one turn of the event loop: well under 50 ms, redrawing included. */
const appsPerTurn = 500;

/**
 * Fills the estate lazily: a branch is read when somebody opens it, once, however many ask.
 *
 * Trouble with Azure never throws here: it becomes the state of its branch. When the sign-in changes everything is
 * forgotten with one change of the estate; who shows it opens `reach` again.
 */
export class Inventory implements Disposable {
  readonly #deps: InventoryDeps & LeavesDeps;
  readonly #loads = new SharedLoads();
  /** What has been opened below the services, to be read again on refresh. */
  readonly #opened = new Map<string, LeafBranch>();
  readonly #owned = new DisposableStore();

  constructor(deps: InventoryDeps) {
    this.#deps = { ...deps, turns: new Turns(appsPerTurn, deps.nextTurn) };
    this.#owned.add(
      deps.signIn.onDidChange(() => {
        this.reset();
      }),
    );
  }

  /** Reads a branch that is absent or failed, joins one that is being read, and does nothing for one that is there. */
  async open(branch: Branch): Promise<void> {
    const isThere = this.#stateOf(branch) === 'ready';
    if (isPartial(this.#snapshot, branch)) {
      await this.#load(branch, true);
      return;
    }
    if (isThere && (branch.kind !== 'reach' || !this.#loads.has(branchId(branch)))) return;
    await this.#load(branch, false);
  }

  /**
   * Reads a branch and what was opened below it again. What is shown stays until then, and what did not change keeps
   * its object identity and is not touched.
   */
  async refresh(branch: Branch): Promise<void> {
    await Promise.all([this.#load(branch, true), this.#refreshService(branch)]);
    const below = [...this.#opened.values()].filter(
      (leaf) => leaf.kind !== branch.kind && isBelow(leaf, branch),
    );
    const services = below.filter(({ kind }) => kind === 'service');
    // Apps first: whether what hangs on them is still there is known only then.
    await eachBounded(services, width, (leaf) => this.#load(leaf, true));
    const rest = below.filter(({ kind }) => kind !== 'service');
    await eachBounded(rest, width, (leaf) => this.#load(leaf, true));
  }

  /**
   * Reads the apps of every service that has not been read yet, failed ones once more. `report` tells how many
   * services are done, failures included. Resolves early, and quietly, when `signal` ends.
   */
  async loadAll(signal: AbortSignal, report: (done: number, total: number) => void): Promise<void> {
    await this.open({ kind: 'reach' });
    const failed = [...this.#snapshot.services].filter(([, { state }]) => state === 'failed');
    const retry = ([key]: (typeof failed)[number], leave: AbortSignal): Promise<void> =>
      this.#load({ kind: 'subscription', key }, false, leave);
    await eachBounded(failed, width, retry, signal);
    const all = [...allServices(this.#snapshot)].map(({ service }) => resourceKey(service));
    const missing = all.filter((key) => this.#stateOf({ kind: 'service', key }) !== 'ready');
    let done = all.length - missing.length;
    report(done, all.length);
    const work = async (key: ResourceKey, leave: AbortSignal): Promise<void> => {
      await this.#load({ kind: 'service', key }, false, leave);
      if (signal.aborted) return;
      done += 1;
      report(done, all.length);
    };
    await eachBounded(missing, width, work, signal);
  }

  /**
   * Reads the roles of many principals with as few requests as there can be, without those of their groups; what was read before is not
   * read again. What came of it stands in the estate.
   */
  async openRoles(wanted: readonly WantedRoles[], signal: AbortSignal): Promise<void> {
    await readManyRoles(this.#deps, wanted, signal);
  }

  /** Reads one app again with one request. Throws `Failure`; an app that is gone is taken out of the estate. */
  async readApp(key: ResourceKey, signal: AbortSignal): Promise<void> {
    const found = findApp(this.#snapshot, key);
    if (found === undefined) {
      throw new Failure({
        code: 'not-found',
        what: say('Could not read the app.'),
        why: say('It is not among the apps that were read.'),
        remedy: say('Refresh its service.'),
        action: 'refresh',
      });
    }
    const app = await this.#deps.reader.getApp(found.subscription, found.app.id, signal);
    signal.throwIfAborted();
    const edit = app === undefined ? removeApp(this.#snapshot, key) : replaceApp(this.#snapshot, app);
    this.#deps.estate.apply(() => edit.snapshot, edit.touched);
  }

  /** Forgets everything and ends all loads; one change tells of it, none when there is nothing to forget. */
  reset(): void {
    const isPristine = this.#loads.isIdle && this.#snapshot.reach.state === 'absent';
    this.#loads.abortAll();
    this.#opened.clear();
    if (!isPristine) this.#deps.estate.apply(emptySnapshot, [{ kind: 'everything' }]);
  }

  dispose(): void {
    this.#owned.dispose();
    this.#loads.abortAll();
  }

  get #snapshot(): EstateSnapshot {
    return this.#deps.estate.snapshot;
  }

  #stateOf(branch: Branch): Loadable<unknown>['state'] {
    return (entryOf(this.#snapshot, branch) ?? absent).state;
  }

  /** Starts or joins the load of a branch; a branch whose parent is not known (any more) is nothing to load. */
  async #load(branch: Branch, quiet: boolean, leave?: AbortSignal): Promise<void> {
    const name = branchId(branch);
    if (branch.kind === 'reach') {
      await this.#loads.join(name, { run: (signal) => this.#readAll(signal) }, leave);
    } else if (branch.kind === 'subscription') {
      const subscription = findSubscription(this.#snapshot, branch.key);
      if (subscription === undefined) return;
      await this.#loads.join(name, servicesLoad(this.#deps, subscription), leave);
    } else {
      const load = leafLoad(branch, this.#deps, quiet);
      if (load === undefined) {
        this.#opened.delete(name);
        return;
      }
      this.#opened.set(name, branch);
      await this.#loads.join(name, load, leave);
    }
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const subscriptions = await readReach(this.#deps, signal);
    if (subscriptions === undefined || signal.aborted) return;
    const work = readServices(this.#deps, subscriptions, signal);
    const alias = ({ key }: Subscription): Promise<void> =>
      this.#loads.join(branchId({ kind: 'subscription', key }), { run: () => work });
    // Who opens one of these subscriptions meanwhile waits for the common answer instead of asking again.
    await Promise.all([work, ...subscriptions.map(alias)]);
  }

  /** The list of apps does not say whether their service was stopped meanwhile. */
  async #refreshService(branch: Branch): Promise<void> {
    const found = branch.kind === 'service' ? findService(this.#snapshot, branch.key) : undefined;
    if (found === undefined) return;
    const { reader, estate, log } = this.#deps;
    const { subscription, service } = found;
    const run = async (signal: AbortSignal): Promise<void> => {
      try {
        const fresh = await reader.getService({ subscription, id: service.id }, signal);
        if (signal.aborted) return;
        const edit = replaceService(estate.snapshot, fresh);
        estate.apply(() => edit.snapshot, edit.touched);
      } catch (error) {
        // What is wrong shows at the apps of the service, which are read at the same time.
        if (!signal.aborted)
          log.warn(`Could not read the state of service '${service.name}': ${String(error)}`);
      }
    };
    await this.#loads.join(`service-state:${resourceKey(service)}`, { run });
  }
}
