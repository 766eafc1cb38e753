import { Emitter, type Event } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import { mayBeGone } from './explain-opening';
import type { InstanceAddress, RawAnswer, RawRequest, Route } from './ports';
import { cancelled, type Wait } from './waiting';

export interface FollowingSetup {
  readonly first: InstanceAddress;
  /** Makes a route to one instance; connecting is the route's own business. */
  readonly open: (address: InstanceAddress) => Route;
  /** The running instances of the same app, as Azure says now. */
  readonly instances: (signal: AbortSignal) => Promise<readonly InstanceAddress[]>;
  readonly wait: Wait;
  /** How long to wait before each further attempt. */
  readonly delaysMs?: readonly number[];
}

export interface InstanceMove {
  readonly from: string;
  readonly to: string;
  /** One sentence: what became of the one before. */
  readonly why: string;
}

export interface FollowingRoute extends Route {
  readonly address: InstanceAddress;
  /** Requests go to another instance from now on. */
  readonly onDidMove: Event<InstanceMove>;
}

const defaultDelays = [0, 1000, 2000, 4000, 8000, 16_000];

/**
 * A route that stays with an app: when its instance is gone or the line breaks, it reconnects with growing pauses, to the same
 * instance while Azure lists it, else to another one. Gives up with the last failure, and `onDidEnd`, when that did not help.
 */
export function createFollowingRoute(setup: FollowingSetup): FollowingRoute {
  return new Following(setup);
}

class Following implements FollowingRoute {
  readonly #setup: FollowingSetup;
  readonly #moved = new Emitter<InstanceMove>();
  readonly #ended = new Emitter<string>();
  readonly #life = new AbortController();
  #address: InstanceAddress;
  #route: Route;
  #worked = false;
  /** One move at a time, whoever notices first. */
  #moving: Promise<void> | undefined;

  readonly onDidMove = this.#moved.event;
  readonly onDidEnd = this.#ended.event;

  constructor(setup: FollowingSetup) {
    this.#setup = setup;
    this.#address = setup.first;
    this.#route = setup.open(setup.first);
  }

  get kind(): Route['kind'] {
    return this.#route.kind;
  }

  get label(): string {
    return this.#route.label;
  }

  get address(): InstanceAddress {
    return this.#address;
  }

  async exchange(request: RawRequest, signal: AbortSignal): Promise<RawAnswer> {
    let last: unknown;
    const delays = this.#setup.delaysMs ?? defaultDelays;
    for (const delay of [undefined, ...delays]) {
      if (delay !== undefined) await this.#setup.wait(delay, signal);
      if (signal.aborted || this.#life.signal.aborted) throw cancelled();
      const route = this.#route;
      try {
        const answer = await route.exchange(request, signal);
        this.#worked = true;
        return answer;
      } catch (error) {
        // What never worked is not "gone": proxy, network or a private service; waiting would only delay the reason.
        if (!mayBeGone(error) || (!this.#worked && !Failure.is(error, 'not-found'))) throw error;
        last = error;
      }
      last = (await this.#move(route, last, signal)) ?? last;
    }
    this.#ended.fire(Failure.is(last) ? last.why : 'The instance cannot be reached any more.');
    throw last;
  }

  dispose(): void {
    this.#life.abort();
    this.#route.dispose();
    this.#moved.dispose();
    this.#ended.dispose();
  }

  /** Chooses where to go on. Answers the failure of asking Azure, which is the better reason then. */
  async #move(gone: Route, why: unknown, signal: AbortSignal): Promise<unknown> {
    if (this.#route !== gone) return undefined;
    this.#moving ??= this.#choose(gone, why, signal).finally(() => {
      this.#moving = undefined;
    });
    try {
      await this.#moving;
      return undefined;
    } catch (error) {
      if (signal.aborted || !Failure.is(error)) throw error;
      return error;
    }
  }

  async #choose(gone: Route, why: unknown, signal: AbortSignal): Promise<void> {
    const instances = await this.#setup.instances(signal);
    if (this.#life.signal.aborted) return;
    const from = this.#address;
    // The service knows best whether the instance is there; Azure's list may lag behind.
    const stillThere = Failure.is(why, 'not-found')
      ? undefined
      : instances.find((one) => one.instance === from.instance);
    const next = stillThere ?? instances.find((one) => one.instance !== from.instance);
    if (next === undefined) throw nothingRuns(from);
    gone.dispose();
    this.#address = next;
    this.#route = this.#setup.open(next);
    if (next.instance !== from.instance)
      this.#moved.fire({
        from: from.instance,
        to: next.instance,
        why: Failure.is(why) ? why.why : 'The instance cannot be reached any more.',
      });
  }
}

function nothingRuns(address: InstanceAddress): Failure {
  return new Failure({
    code: 'refused',
    what: `The app '${address.app}' has no running instance to go on with.`,
    why: `Instance '${address.instance}' is gone, and Azure lists no other one of deployment '${address.deployment}'.`,
    remedy: 'Start the app, wait until an instance runs, and try again.',
    action: 'refresh',
  });
}
