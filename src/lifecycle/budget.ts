/** No file that people wrote needs as many steps to follow its names. */
const usualSteps = 100_000;
/** Nor do its names, or its brackets, lead as deep. */
const usualDepth = 200;

/**
 * Work that a walk over foreign text may do: names that repeat names cost steps without end, and the stack of a walk that
 * follows them is not endless either. Whoever walks makes one for a file (not one for each name) and lets it throw: what
 * judges the file says which one was given up.
 */
export class Budget {
  #steps: number;
  #depth: number;

  constructor(steps = usualSteps, depth = usualDepth) {
    this.#steps = steps;
    this.#depth = depth;
  }

  /** Counts work: a name that is looked up, a value that is put together, or `steps` characters of it. Throws `BudgetSpent`. */
  spend(steps = 1): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new BudgetSpent('steps');
  }

  /** Does a part of the walk one level deeper, for one step. Throws `BudgetSpent`. */
  enter<T>(work: () => T): T {
    this.spend();
    if (this.#depth === 0) throw new BudgetSpent('depth');
    this.#depth -= 1;
    try {
      return work();
    } finally {
      this.#depth += 1;
    }
  }
}

const spent = {
  steps: 'its names lead to too many others',
  depth: 'it is nested too deeply',
  time: 'it takes too long',
};

/** Thrown where a text asks for more work than any that people write. Walks need not catch it. */
export class BudgetSpent extends Error {
  readonly of: keyof typeof spent;

  constructor(of: keyof typeof spent) {
    super(spent[of]);
    this.name = 'BudgetSpent';
    this.of = of;
  }
}
