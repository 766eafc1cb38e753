import type { FoundApp } from '../../../estate/lookup';
import { DisposableStore } from '../../../lifecycle/disposable-store';
import { Failure } from '../../../lifecycle/failure';
import { Emitter, type Event } from '../../../lifecycle/emitter';
import type { Text } from '../../../lifecycle/text';
import type { InstanceMove } from '../../../tunnel/follow-app';
import type { Forward, ForwardUser, Life } from '../../ways-in';
import { worded, type Translate } from '../../words';

/** What a forward stands on: a route, or a forwarded port. */
interface Ground {
  readonly onDidEnd: Event<Text>;
  readonly onDidChange?: Event<void>;
  readonly onDidMove?: Event<InstanceMove>;
}

/** What every forward has: its news in words, and all that ends with it. */
class ForwardLife implements Life {
  readonly owned = new DisposableStore();
  readonly #changed = this.owned.add(new Emitter<void>());
  readonly #moved = this.owned.add(new Emitter<string>());
  readonly #ended = this.owned.add(new Emitter<string>());
  readonly #name: string;
  readonly #t: Translate;
  readonly onDidChange = this.#changed.event;
  readonly onDidMove = this.#moved.event;
  readonly onDidEnd = this.#ended.event;
  moved: { readonly from: string; readonly to: string } | undefined;

  constructor(name: string, t: Translate) {
    this.#name = name;
    this.#t = t;
  }

  /** Passes on what happens below. `onMove` runs before the move is told. */
  follow(ground: Ground, onMove?: () => void): void {
    const t = this.#t;
    this.owned.add(
      ground.onDidEnd((why) => {
        this.#ended.fire(t("The port forward of '{0}' ended: {1}", this.#name, worded(why, t)));
      }),
    );
    this.follows(ground.onDidChange);
    const moving = ground.onDidMove?.(({ from, to }) => {
      onMove?.();
      this.moved = { from, to };
      this.#moved.fire(
        t("'{0}' is gone; the port forward of '{1}' goes on with '{2}'.", from, this.#name, to),
      );
    });
    if (moving !== undefined) this.owned.add(moving);
  }

  readonly #users = new Set<ForwardUser>();

  get users(): readonly string[] {
    return [...this.#users].map(({ name }) => name);
  }

  /** What lives on the forward ends with it, unless it ends before. */
  own(user: ForwardUser): void {
    this.owned.add(user);
    this.#users.add(user);
    this.owned.add(
      user.onDidEnd(() => {
        this.#users.delete(user);
        this.#changed.fire();
      }),
    );
  }

  /** Something that is shown changes with this event. */
  follows(event: Event<unknown> | undefined): void {
    if (event === undefined) return;
    this.owned.add(
      event(() => {
        this.#changed.fire();
      }),
    );
  }

  dispose(): void {
    this.owned.dispose();
  }
}

/** Opens a forward of an app; what of it is open already ends when that fails. */
export async function openLiving<T extends Forward>(
  { app }: FoundApp,
  t: Translate,
  open: (life: ForwardLife) => Promise<T>,
): Promise<T> {
  const life = new ForwardLife(app.name, t);
  try {
    return await open(life);
  } catch (error) {
    life.dispose();
    throw error;
  }
}

/** Opens a forward at the port it had, unless another program took that meanwhile. */
export async function atSamePort<T extends Forward>(
  port: number,
  open: (port: number) => Promise<T>,
): Promise<T> {
  try {
    return await open(port);
  } catch (error) {
    if (!Failure.is(error, 'conflict')) throw error;
    return open(0);
  }
}
