import type { SignInChange } from '../../account/sign-in';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import type { Forward, Forwards } from '../ways-in';

/** The forwards that run, oldest first. One that ends by itself leaves the list and says why. */
export class RunningForwards implements Forwards, Disposable {
  readonly #running = new Map<Forward, DisposableStore>();
  readonly #changed = new Emitter<void>();
  readonly #tell: (message: string) => void;
  readonly onDidChange = this.#changed.event;

  constructor(tell: (message: string) => void) {
    this.#tell = tell;
  }

  get all(): readonly Forward[] {
    return [...this.#running.keys()];
  }

  add(forward: Forward): void {
    const { life } = forward;
    const listening = new DisposableStore();
    listening.add(
      life.onDidEnd((why) => {
        this.stop(forward);
        this.#tell(why);
      }),
    );
    listening.add(
      life.onDidMove((what) => {
        this.#tell(what);
        this.#changed.fire();
      }),
    );
    listening.add(
      life.onDidChange(() => {
        this.#changed.fire();
      }),
    );
    this.#running.set(forward, listening);
    this.#changed.fire();
  }

  stop(forward: Forward): void {
    const listening = this.#running.get(forward);
    if (listening === undefined) return;
    this.#running.delete(forward);
    listening.dispose();
    forward.life.dispose();
    this.#changed.fire();
  }

  /** Ends what belongs to accounts that are gone, and nothing else: other accounts come and go without it. */
  stopOf(signedOut: SignInChange['signedOut']): void {
    for (const forward of this.all)
      if (signedOut === 'all' || signedOut.includes(forward.accountId)) this.stop(forward);
  }

  stopAll(): void {
    this.stopOf('all');
  }

  dispose(): void {
    this.stopAll();
    this.#changed.dispose();
  }
}
