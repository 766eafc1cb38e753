import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import { say, type Text } from '../lifecycle/text';
import { mayBeGone } from './hosts/explain-opening';
import type { InstanceAddress } from './ports';
import { abortError } from '../lifecycle/flow/abort';
import { type Wait } from './waiting';

export interface FollowSetup<T extends Disposable> {
  readonly first: InstanceAddress;
  /** Makes the way to one instance; connecting is the way's own business. */
  readonly open: (address: InstanceAddress) => T;
  /** The running instances of the same app, as Azure says now. */
  readonly instances: (signal: AbortSignal) => Promise<readonly InstanceAddress[]>;
  readonly wait: Wait;
  /** How long to wait before each further attempt. */
  readonly delaysMs?: readonly number[];
  /** The first instance has answered already: what fails from now on is a line that broke. */
  readonly worked?: boolean;
}

export interface InstanceMove {
  readonly from: string;
  readonly to: string;
  /** One sentence: what became of the one before. */
  readonly why: Text;
}

const defaultDelays = [0, 1000, 2000, 4000, 8000, 16_000];

/**
 * Stays with an app: when its instance is gone or the line breaks, it tries again with growing pauses, at the same instance
 * while Azure lists it, else at another one. Gives up with the last failure, and `onDidEnd`, when that did not help.
 */
export class AppFollower<T extends Disposable> implements Disposable {
  readonly #setup: FollowSetup<T>;
  readonly #moved = new Emitter<InstanceMove>();
  readonly #changed = new Emitter<void>();
  readonly #ended = new Emitter<Text>();
  readonly #life = new AbortController();
  #address: InstanceAddress;
  #way: T;
  #worked: boolean;
  /** Who waits for the line to come back. */
  readonly #retrying = new Set<object>();
  #reconnecting = false;
  /** One move at a time, whoever notices first. */
  #moving: Promise<void> | undefined;

  /** Another instance is used from now on. */
  readonly onDidMove = this.#moved.event;
  /** `reconnecting` changed. */
  readonly onDidChange = this.#changed.event;
  readonly onDidEnd = this.#ended.event;

  constructor(setup: FollowSetup<T>) {
    this.#setup = setup;
    this.#address = setup.first;
    this.#worked = setup.worked ?? false;
    this.#way = setup.open(setup.first);
  }

  get address(): InstanceAddress {
    return this.#address;
  }

  get way(): T {
    return this.#way;
  }

  /** The line broke, and somebody waits for it to come back. */
  get reconnecting(): boolean {
    return this.#reconnecting;
  }

  /** Does something at the app's instance, again and elsewhere if need be. Throws the last `Failure`, or an `AbortError`. */
  async run<R>(work: (way: T) => Promise<R>, signal: AbortSignal): Promise<R> {
    const me = {};
    const lost = (): void => {
      this.#retrying.add(me);
      this.#say(true);
    };
    try {
      const result = await this.#insist(work, lost, signal);
      this.#say(false);
      return result;
    } finally {
      this.#retrying.delete(me);
      if (this.#retrying.size === 0) this.#say(false);
    }
  }

  dispose(): void {
    this.#life.abort();
    this.#way.dispose();
    this.#moved.dispose();
    this.#changed.dispose();
    this.#ended.dispose();
  }

  async #insist<R>(work: (way: T) => Promise<R>, lost: () => void, signal: AbortSignal): Promise<R> {
    let last: unknown;
    for (const delay of [undefined, ...(this.#setup.delaysMs ?? defaultDelays)]) {
      if (delay !== undefined) await this.#setup.wait(delay, signal);
      if (signal.aborted || this.#life.signal.aborted) throw abortError();
      const way = this.#way;
      try {
        const result = await work(way);
        this.#worked = true;
        return result;
      } catch (error) {
        if (!this.#mayComeBack(error)) throw error;
        last = error;
      }
      lost();
      last = (await this.#move(way, last, signal)) ?? last;
    }
    this.#ended.fire(wordsOf(last));
    throw last;
  }

  /** What never worked is not "gone": proxy, network or a private service; waiting would only delay the reason. */
  #mayComeBack(error: unknown): boolean {
    return mayBeGone(error) && (this.#worked || Failure.is(error, 'not-found'));
  }

  #say(reconnecting: boolean): void {
    if (this.#reconnecting === reconnecting) return;
    this.#reconnecting = reconnecting;
    this.#changed.fire();
  }

  /** Chooses where to go on. Answers the failure of asking Azure, which is the better reason then. */
  async #move(gone: T, why: unknown, signal: AbortSignal): Promise<unknown> {
    if (this.#way !== gone) return undefined;
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

  async #choose(gone: T, why: unknown, signal: AbortSignal): Promise<void> {
    const instances = await this.#setup.instances(signal);
    if (this.#life.signal.aborted) return;
    const from = this.#address;
    // The service knows best whether the instance is there; Azure's list may lag behind.
    const stillThere = Failure.is(why, 'not-found')
      ? undefined
      : instances.find((one) => one.instance === from.instance);
    const next = stillThere ?? instances.find((one) => one.instance !== from.instance);
    if (next === undefined) throw nothingRuns(from, wordsOf(why));
    gone.dispose();
    this.#address = next;
    this.#way = this.#setup.open(next);
    if (next.instance !== from.instance)
      this.#moved.fire({
        from: from.instance,
        to: next.instance,
        why: wordsOf(why),
      });
  }
}

function wordsOf(error: unknown): Text {
  return Failure.is(error) ? error.words.why : say('The instance cannot be reached any more.');
}

function nothingRuns(address: InstanceAddress, why: Text): Failure {
  return new Failure({
    code: 'refused',
    what: say("The app '{0}' has no running instance to go on with.", address.app),
    why: say("{0} Azure lists no other running instance of deployment '{1}'.", why, address.deployment),
    remedy: say('Start the app, wait until an instance runs, and try again.'),
    action: 'refresh',
  });
}
