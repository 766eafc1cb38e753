import type { SignIn } from '../account/sign-in';
import type { Estate } from '../estate/estate';
import { keep, recall, type LastTime } from '../estate/last-time';
import type { ResourceKey } from '../estate/resources';
import { DisposableStore, type Disposable } from '../lifecycle/disposable-store';
import { Emitter } from '../lifecycle/emitter';
import type { Log } from '../lifecycle/log';
import { AfterBurst } from './after-burst';

export interface LastTimeDependencies {
  readonly estate: Estate;
  readonly signIn: Pick<SignIn, 'kind' | 'onDidChange'>;
  readonly log: Log;
  /** Where it is kept, by the source of sign-in: what one source saw is not shown under another. */
  readonly store: (kind: string) => Promise<Store>;
  /** The services that stand open in the tree. */
  readonly open: () => ReadonlySet<ResourceKey>;
}

interface Store {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  forget(): Promise<void>;
}

/** Characters; ids are ASCII, so about as many bytes. */
const most = 5_000_000;
/** Changes come in bursts; milliseconds. */
const writeAfterMs = 3000;

/** Keeps what the tree showed for the next window, and forgets it when somebody signs out. Trouble with it goes to the log only. */
export class LastTimeKeeper implements Disposable {
  readonly #deps: LastTimeDependencies;
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Emitter<undefined>());
  readonly onDidChange = this.#changed.event;
  #lastTime: LastTime | undefined;
  readonly #writing = this.#owned.add(new AfterBurst(writeAfterMs, () => void this.#write()));
  #written = '';
  #isRead = false;
  /** Whose it is: after a change of the source, that of the one before. */
  #kind: string;

  constructor(deps: LastTimeDependencies) {
    this.#deps = deps;
    this.#kind = deps.signIn.kind;
    this.#owned.add(
      deps.signIn.onDidChange(({ signedOut }) => {
        if (signedOut === 'all' || signedOut.length > 0) this.#forget();
      }),
    );
    this.#owned.add(
      deps.estate.onDidChange(({ snapshot: { reach } }) => {
        if (reach.state === 'failed' && reach.failure.code === 'signed-out') this.#forget();
        else if (reach.state === 'ready') this.#writing.ask();
      }),
    );
  }

  get lastTime(): LastTime | undefined {
    return this.#lastTime;
  }

  /** Reads once what was kept; whoever shows it hears of it. */
  async read(): Promise<void> {
    if (this.#isRead) return;
    this.#isRead = true;
    await this.#attempt('read', async (store) => {
      const text = await store.read();
      // Signed out while it was read: it is gone.
      if (text === undefined || !this.#isRead) return;
      this.#written = text;
      this.#lastTime = recall(text);
      if (this.#lastTime !== undefined) this.#changed.fire(undefined);
    });
  }

  async #write(): Promise<void> {
    const { estate, open } = this.#deps;
    if (estate.snapshot.reach.state !== 'ready') return;
    const text = keep(estate.snapshot, open(), most);
    if (text === this.#written) return;
    this.#written = text;
    await this.#attempt('write', (store) => store.write(text));
  }

  #forget(): void {
    this.#writing.forget();
    this.#written = '';
    this.#isRead = false;
    const had = this.#lastTime !== undefined;
    this.#lastTime = undefined;
    void this.#attempt('forget', (store) => store.forget());
    this.#kind = this.#deps.signIn.kind;
    if (had) this.#changed.fire(undefined);
  }

  async #attempt(what: string, work: (store: Store) => Promise<void>): Promise<void> {
    try {
      await work(await this.#deps.store(this.#kind));
    } catch (error) {
      this.#deps.log.warn(`Could not ${what} what the tree showed last time: ${String(error)}`);
    }
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
