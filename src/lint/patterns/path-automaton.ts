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

/** How many places are kept of what all automata of some patterns reached before; each takes some bytes. */
const mostKept = 100_000;
/** What reaches more places is not kept: it takes longer to know it again than to follow it. */
const mostKnown = 1_000;
/**
 * Patterns with more places together are followed apart: what each reaches is known again soon, what all of them reach at once may be
 * new with each character.
 */
const mostTogether = 400;
/** Places that are followed anew for one path: some ten milliseconds. The first path of 300 patterns that people write takes a third of it. */
const mostSteps = 150_000;

/**
 * Matches paths with many patterns at once. Whatever the patterns are, a character of a path costs as much as there are places in
 * them at most: they are followed side by side, nothing is tried twice. What was reached once is remembered.
 */
export class PathAutomaton {
  readonly #groups: readonly Group[];

  constructor(patterns: readonly Pattern[]) {
    const split = splitUp(patterns);
    this.#groups = split.map((group) => ({
      first: group.first,
      automaton: new Automaton(group.patterns, mostKept / split.length),
    }));
  }

  /** The numbers of all patterns that match the whole text, in order; `undefined` when patterns and text are made to take long. */
  matching(text: string): readonly number[] | undefined {
    const [only, ...others] = this.#groups;
    if (only === undefined) return [];
    const work = { left: mostSteps };
    if (others.length === 0) return only.automaton.matching(text, work);
    const found: number[] = [];
    for (const { first, automaton } of this.#groups) {
      const matching = automaton.matching(text, work);
      if (matching === undefined) return undefined;
      for (const one of matching) found.push(first + one);
    }
    return found;
  }
}

interface Group {
  /** The number of its first pattern. */
  readonly first: number;
  readonly automaton: Automaton;
}

/** Patterns in their order, in groups that are small or hold one pattern alone. */
function splitUp(
  patterns: readonly Pattern[],
): readonly { readonly first: number; readonly patterns: readonly Pattern[] }[] {
  const groups: { readonly first: number; readonly patterns: Pattern[] }[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const [i, pattern] of patterns.entries()) {
    const own = sizeOf(pattern);
    if (size + own > mostTogether) {
      groups.push({ first: i, patterns: [] });
      size = 0;
    }
    size += own;
    groups.at(-1)?.patterns.push(pattern);
  }
  return groups;
}

/** How many characters a pattern waits for somewhere. */
function sizeOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'character':
      return 1;
    case 'sequence':
      return pattern.parts.reduce((sum, part) => sum + sizeOf(part), 0);
    case 'choice':
      return pattern.options.reduce((sum, option) => sum + sizeOf(option), 0);
    case 'repeated':
      return sizeOf(pattern.part);
  }
}

/** Patterns that are followed together. */
class Automaton {
  readonly #places: Place[] = [];
  readonly #start: Reached;
  /** For each place, the last round in which it was reached. */
  readonly #seen: Uint32Array;
  readonly #mostKept: number;
  #round = 0;
  /** By a number that others may have, too: of these the last one is remembered. */
  #known = new Map<number, Reached>();
  #kept = 0;

  constructor(patterns: readonly Pattern[], most: number) {
    this.#mostKept = most;
    const starts = patterns.map((pattern, i) => this.#compile(pattern, this.#add({ next: [], ended: i })));
    this.#seen = new Uint32Array(this.#places.length);
    this.#round = 1;
    const open: number[] = [];
    this.#mark(starts, open);
    this.#start = this.#reach(open);
  }

  /** As told above. `work` is what is left of it for this text. */
  matching(text: string, work: { left: number }): readonly number[] | undefined {
    let reached = this.#start;
    for (let i = 0; i < text.length; i += 1) {
      if (reached.places.length === 0) return [];
      const code = text.charCodeAt(i);
      const known = reached.after?.get(code);
      if (known === undefined) {
        work.left -= reached.places.length;
        if (work.left < 0) return undefined;
      }
      reached = known ?? this.#step(reached, code);
    }
    return reached.ended;
  }

  #step(reached: Reached, code: number): Reached {
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
    const key = keyOf(places, ended);
    const known = this.#known.get(key);
    if (known !== undefined && this.#isThis(known, places, ended)) return known;
    const reached: Reached = { places, ended, after: new Map() };
    this.#keep(key, reached);
    return reached;
  }

  /** Whether what was known before reached the places of this round. */
  #isThis(known: Reached, places: readonly number[], ended: readonly number[]): boolean {
    return (
      known.places.length === places.length &&
      known.ended.length === ended.length &&
      known.places.every((id) => this.#seen[id] === this.#round) &&
      known.ended.every((one, i) => one === ended[i])
    );
  }

  #keep(key: number, reached: Reached): void {
    this.#kept += reached.places.length + 1;
    if (this.#kept > this.#mostKept) {
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

/** The same for the same places in whatever order. */
function keyOf(places: readonly number[], ended: readonly number[]): number {
  let key = places.length;
  for (const id of places) key = (key + Math.imul(id + 1, 0x9e3779b1)) | 0;
  for (const one of ended) key = (Math.imul(key, 31) + one) | 0;
  return key;
}
