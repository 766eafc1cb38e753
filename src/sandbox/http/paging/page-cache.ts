interface Kept {
  readonly revision: string;
  readonly json: Uint8Array;
}

/** Keeps serialised pages of lists until what they list changes: a list of 50 apps is written once, not per request. */
export class PageCache {
  readonly #pages = new Map<string, Kept>();

  get(key: string, revision: string): Uint8Array | undefined {
    const kept = this.#pages.get(key);
    return kept?.revision === revision ? kept.json : undefined;
  }

  set(key: string, revision: string, json: Uint8Array): void {
    if (this.#pages.size > 5000) this.#pages.clear();
    this.#pages.set(key, { revision, json });
  }
}
