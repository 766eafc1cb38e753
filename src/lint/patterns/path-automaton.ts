import type { Pattern } from './pattern';

/** A place in a pattern: what the next character must be there, or where else it may go on without one. */
interface Place {
  readonly is?: (code: number) => boolean;
  readonly next: readonly number[];
  /** Set where a pattern ends: its number. */
  readonly ended?: number;
}

/** All places the patterns may have reached after some characters, as far as these wait for another one. */
interface Reached {
  readonly places: readonly number[];
  /** The numbers of the patterns that match when the text ends here, in order. */
  readonly ended: readonly number[];
  /** What each character leads to, as far as it is remembered. */
  readonly after?: Map<number, Reached>;
}

/** How many places are kept in what was reached before; each takes some bytes. */
const mostKept = 100_000;
/** What reaches more places is not kept: it takes longer to know it again than to follow it. */
const mostKnown = 1_000;

/**
 * Matches paths with many patterns at once. Whatever the patterns are, a character of a path costs as much as there are places in
 * them at most: they are followed side by side, nothing is tried twice. What was reached once is remembered.
 */
export class PathAutomaton {
  readonly #places: Place[] = [];
  readonly #start: Reached;
  /** For each place, the last round in which it was reached. */
  readonly #seen: Uint32Array;
  #round = 0;
  #known = new Map<string, Reached>();
  #kept = 0;

  constructor(patterns: readonly Pattern[]) {
    const starts = patterns.map((pattern, i) => this.#compile(pattern, this.#add({ next: [], ended: i })));
    this.#seen = new Uint32Array(this.#places.length);
    this.#round = 1;
    const open: number[] = [];
    this.#mark(starts, open);
    this.#start = this.#reach(open);
  }

  /** The numbers of all patterns that match the whole text, in order. */
  matching(text: string): readonly number[] {
    let reached = this.#start;
    for (let i = 0; i < text.length; i += 1) {
      if (reached.places.length === 0) return [];
      reached = this.#step(reached, text.charCodeAt(i));
    }
    return reached.ended;
  }

  #step(reached: Reached, code: number): Reached {
    const known = reached.after?.get(code);
    if (known !== undefined) return known;
    const next: number[] = [];
    this.#round += 1;
    for (const id of reached.places) {
      const place = this.#places[id];
      if (place?.is?.(code) === true) this.#mark(place.next, next);
    }
    const stepped = this.#reach(next);
    if (stepped.after !== undefined) reached.after?.set(code, stepped);
    return stepped;
  }

  /** Adds those that were not reached in this round. */
  #mark(ids: readonly number[], reached: number[]): void {
    for (const id of ids) {
      if (this.#seen[id] === this.#round) continue;
      this.#seen[id] = this.#round;
      reached.push(id);
    }
  }

  /** What is reached from some places of this round, with those that need no further character. */
  #reach(open: number[]): Reached {
    const places: number[] = [];
    const ended: number[] = [];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const place = this.#places[id];
      if (place?.is !== undefined) places.push(id);
      else if (place?.ended !== undefined) ended.push(place.ended);
      else if (place !== undefined) this.#mark(place.next, open);
    }
    ended.sort((a, b) => a - b);
    if (places.length > mostKnown) return { places, ended };
    places.sort((a, b) => a - b);
    const key = `${places.join()};${ended.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const reached: Reached = { places, ended, after: new Map() };
    this.#keep(key, reached);
    return reached;
  }

  #keep(key: string, reached: Reached): void {
    this.#kept += reached.places.length + 1;
    if (this.#kept > mostKept) {
      // What is remembered from others goes, too, when nobody remembers those.
      this.#known = new Map();
      this.#start.after?.clear();
      this.#kept = reached.places.length + 1;
    }
    this.#known.set(key, reached);
  }

  #add(place: Place): number {
    this.#places.push(place);
    return this.#places.length - 1;
  }

  /** Where a pattern begins that goes on at `next` when it has matched. */
  #compile(pattern: Pattern, next: number): number {
    switch (pattern.kind) {
      case 'character':
        return this.#add({ is: pattern.is, next: [next] });
      case 'sequence':
        return pattern.parts.reduceRight((following, part) => this.#compile(part, following), next);
      case 'choice':
        return this.#add({ next: pattern.options.map((option) => this.#compile(option, next)) });
      case 'repeated': {
        const ways = [next];
        const again = this.#add({ next: ways });
        ways.push(this.#compile(pattern.part, again));
        return again;
      }
    }
  }
}
