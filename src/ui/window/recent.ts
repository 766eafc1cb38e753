import type { Memento } from 'vscode';

const kept = 10;

/** What was used last, newest first; ids only. Lives in the window's memory of the extension. */
export class Recent {
  readonly #memento: Pick<Memento, 'get' | 'update'>;
  readonly #name: string;

  constructor(memento: Pick<Memento, 'get' | 'update'>, name: 'apps' | 'identities' | 'targets') {
    this.#memento = memento;
    this.#name = `recent.${name}`;
  }

  get all(): readonly string[] {
    const stored = this.#memento.get<unknown>(this.#name);
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  }

  /** The place of an id among the recent ones; `Infinity` when it is none of them. */
  rank(id: string): number {
    const place = this.all.indexOf(id);
    return place < 0 ? Infinity : place;
  }

  async add(...ids: readonly string[]): Promise<void> {
    const rest = this.all.filter((id) => !ids.includes(id));
    await this.#memento.update(this.#name, [...ids, ...rest].slice(0, kept));
  }
}
