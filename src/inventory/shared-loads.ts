import { onAbort } from '../lifecycle/flow/abort';

/** One piece of loading. Must end soon after its signal does. */
export interface Load {
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Called at once when the last one who wanted it has left; undoes what `run` has shown so far. */
  readonly abandoned?: () => void;
}

interface Running {
  readonly controller: AbortController;
  readonly done: Promise<void>;
  readonly abandoned: (() => void) | undefined;
  wanted: number;
}

/** Loads under way, by name. Who asks for one that is under way joins it; one that nobody wants any more is aborted. */
export class SharedLoads {
  readonly #running = new Map<string, Running>();

  /**
   * Starts or joins a load and resolves when it has ended, or as soon as `leave` is aborted. Rejects with what `run`
   * rejects with, for everybody who waits; an aborted load resolves.
   */
  async join(name: string, load: Load, leave?: AbortSignal): Promise<void> {
    if (leave?.aborted === true) return;
    const running = this.#running.get(name) ?? this.#start(name, load);
    running.wanted += 1;
    if (leave === undefined) return running.done;
    let stopListening = (): void => undefined;
    const left = new Promise<void>((resolve) => {
      // One signal often covers many loads.
      stopListening = onAbort(leave, () => {
        this.#leave(name, running);
        resolve();
      });
    });
    try {
      await Promise.race([running.done, left]);
    } finally {
      stopListening();
    }
  }

  /** Ends all loads without undoing anything; who waits is released. */
  abortAll(): void {
    const all = [...this.#running.values()];
    this.#running.clear();
    for (const { controller } of all) controller.abort();
  }

  has(name: string): boolean {
    return this.#running.has(name);
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  #start(name: string, load: Load): Running {
    const controller = new AbortController();
    const running: Running = {
      controller,
      wanted: 0,
      abandoned: load.abandoned,
      done: this.#run(name, load, controller),
    };
    this.#running.set(name, running);
    return running;
  }

  async #run(name: string, load: Load, controller: AbortController): Promise<void> {
    const { signal } = controller;
    const aborted = new Promise<void>((resolve) => {
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    });
    try {
      // One turn later, so that the load is on record before it can end.
      await Promise.resolve();
      if (signal.aborted) return;
      const work = load.run(signal);
      // Nobody waits for what an aborted load still comes to say.
      work.catch(() => undefined);
      await Promise.race([work, aborted]);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (this.#running.get(name)?.controller === controller) this.#running.delete(name);
    }
  }

  #leave(name: string, running: Running): void {
    running.wanted -= 1;
    if (running.wanted > 0 || this.#running.get(name) !== running) return;
    this.#running.delete(name);
    running.controller.abort();
    running.abandoned?.();
  }
}
