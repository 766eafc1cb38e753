/** Does nothing twice at a time: what goes by a name that something else still goes by is not begun. */
export class OnceAtATime {
  readonly #running = new Set<string>();

  /** Runs `work`, and answers as it does; answers `undefined` without running it while another of that name runs. */
  async run<T>(name: string, work: () => PromiseLike<T>): Promise<T | undefined> {
    if (this.#running.has(name)) return undefined;
    this.#running.add(name);
    try {
      return await work();
    } finally {
      this.#running.delete(name);
    }
  }
}
