/** The memory of a window, for as long as a test. */
export class Memory {
  readonly #values = new Map<string, unknown>();
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- VS Code's own shape
  get = <T>(key: string): T | undefined => this.#values.get(key) as T | undefined;
  update = (key: string, value: unknown): Promise<void> => {
    this.#values.set(key, value);
    return Promise.resolve();
  };
}
