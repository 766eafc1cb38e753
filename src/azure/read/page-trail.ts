import { Failure } from '../../lifecycle/failure';

/** More pages than any list of Azure has; the largest estates measured need some hundred. */
const mostPages = 1000;

/** The pages of one list. A list that comes back to a page, or does not end, cannot be known to be complete. */
export class PageTrail {
  readonly #what: string;
  readonly #seen = new Set<string>();
  #pages = 0;

  /** `what` did not work, for people: "Could not read the apps of 'shop'." */
  constructor(what: string) {
    this.#what = what;
  }

  /** Notes that a page was read, and what leads to the next one, if known. Throws `Failure` `unexpected`. */
  follow(next: string | undefined): void {
    this.#pages += 1;
    if (this.#pages > mostPages) throw this.#endless(`Azure's list did not end after ${mostPages} pages`);
    if (next === undefined) return;
    if (this.#seen.has(next)) throw this.#endless('Azure led back to a page that had been read already');
    this.#seen.add(next);
  }

  #endless(why: string): Failure {
    return new Failure({
      code: 'unexpected',
      what: this.#what,
      why: `${why}, so the list is not known to be complete.`,
      remedy: 'Try again in a while; if it stays like this, tell Azure support.',
      action: 'retry',
    });
  }
}

interface Paged<T> {
  byPage(): AsyncIterableIterator<T[]>;
}

/** The items of a list of an SDK client. It follows links by itself and does not show them, so its pages are counted. */
export async function* itemsOf<T>(list: Paged<T>, what: string): AsyncGenerator<T, void> {
  const trail = new PageTrail(what);
  for await (const page of list.byPage()) {
    trail.follow(undefined);
    yield* page;
  }
}
