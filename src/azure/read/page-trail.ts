import { Failure } from '../../lifecycle/failure';
import { say, type Words, type Text } from '../../lifecycle/text';

/** More pages than any list of Azure has; the largest estates measured need some hundred. */
const mostPages = 1000;

/** The pages of one list. A list that comes back to a page, or does not end, cannot be known to be complete. */
export class PageTrail {
  readonly #what: Text;
  readonly #seen = new Set<string>();
  #pages = 0;

  /** `what` did not work, for people: "Could not read the apps of 'shop'." */
  constructor(what: Text) {
    this.#what = what;
  }

  /** Notes that a page was read, and what leads to the next one, if known. Throws `Failure` `unexpected`. */
  follow(next: string | undefined): void {
    this.#pages += 1;
    if (this.#pages > mostPages)
      throw this.#endless(say("Azure's list did not end after {0} pages", mostPages));
    if (next === undefined) return;
    if (this.#seen.has(next)) throw this.#endless(say('Azure led back to a page that had been read already'));
    this.#seen.add(next);
  }

  #endless(why: Words): Failure {
    return new Failure({
      code: 'unexpected',
      what: this.#what,
      why: say('{0}, so the list is not known to be complete.', why),
      remedy: say('Try again in a while; if it stays like this, tell Azure support.'),
      action: 'retry',
    });
  }
}

interface Paged<T> {
  byPage(): AsyncIterableIterator<T[]>;
}

/** The items of a list of an SDK client. It follows links by itself and does not show them, so its pages are counted. */
export async function* itemsOf<T>(list: Paged<T>, what: Text): AsyncGenerator<T, void> {
  const trail = new PageTrail(what);
  for await (const page of list.byPage()) {
    trail.follow(undefined);
    yield* page;
  }
}
