import type { Disposable } from './disposable-store';

/** Subscribes a listener; the same shape as VS Code's `Event`, without needing VS Code. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** Tells listeners about something that happened. A listener removed while others are told is not called any more. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<{ readonly call: (value: T) => void }>();

  readonly event: Event<T> = (listener) => {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return { dispose: () => void this.#listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const entry of [...this.#listeners]) if (this.#listeners.has(entry)) entry.call(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
