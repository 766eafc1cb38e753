/** Something that holds a resource until it is disposed. Disposing twice does nothing the second time. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables and ends them together, last one first. What is added after the end is ended at once. */
export class DisposableStore implements Disposable {
  #owned: Disposable[] | undefined = [];

  add<T extends Disposable>(item: T): T {
    if (this.#owned === undefined) item.dispose();
    else this.#owned.push(item);
    return item;
  }

  dispose(): void {
    const owned = this.#owned ?? [];
    this.#owned = undefined;
    for (const item of owned.reverse()) item.dispose();
  }
}
