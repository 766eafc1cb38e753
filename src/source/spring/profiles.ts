/** Profiles that have to be active, and that must not be, all at once. In lower case: nobody tells two apart by case alone. */
interface Alternative {
  readonly on: readonly string[];
  readonly off: readonly string[];
}

/** When settings hold: in any of the alternatives. */
export type Condition = readonly Alternative[];

/** The profiles that are active at one time. */
export type Scenario = ReadonlySet<string>;

/** What else becomes active with a profile: `spring.profiles.group.prod=azure,db`. */
export type ProfileGroups = ReadonlyMap<string, readonly string[]>;

export const always: Condition = [{ on: [], off: [] }];
export const noProfile: Scenario = new Set();

/** More alternatives than people write; such an expression is taken for one that always holds. */
const mostAlternatives = 32;
const deepest = 32;

/**
 * What a profile expression says: `prod`, `dev, test`, `cloud & !(local | test)`. What cannot be read is taken for one that
 * always holds.
 */
export function conditionOf(expression: string): Condition {
  const parsed = new ExpressionReader(expression).read();
  return parsed === undefined || parsed.length === 0 || parsed.length > mostAlternatives ? always : parsed;
}

/** Holds where both do. Empty when they never do together. */
export function both(a: Condition, b: Condition): Condition {
  return a
    .flatMap((one) => b.map((other) => joined(one, other)))
    .filter(({ on, off }) => !on.some((name) => off.includes(name)))
    .slice(0, mostAlternatives);
}

export function isActive(condition: Condition, scenario: Scenario): boolean {
  const isOn = (name: string) => scenario.has(name) || (name === 'default' && scenario.size === 0);
  return condition.some(({ on, off }) => on.every(isOn) && !off.some(isOn));
}

/** The smallest sets of profiles under which a condition holds; profiles that a group adds are among them. */
export function scenariosOf(condition: Condition, groups: ProfileGroups): readonly Scenario[] {
  return condition.map(({ on }) => withGroups(on, groups));
}

/** Whether a condition holds whenever another one does, with the profiles that are active anyway. */
export function isImplied(
  condition: Condition,
  by: Condition,
  groups: ProfileGroups,
  included: readonly string[],
): boolean {
  return by.every((other) => {
    const active = withGroups([...other.on, ...included], groups);
    return condition.some(
      ({ on, off }) => on.every((name) => active.has(name)) && off.every((name) => other.off.includes(name)),
    );
  });
}

/** Profiles that stand for a place the app runs in. One runs in one place, whereas other profiles are combined freely. */
const places = [
  ...['dev', 'develop', 'development', 'local', 'localhost', 'test', 'tests', 'testing', 'it', 'ci', 'int'],
  ...['integration', 'qa', 'uat', 'acc', 'acceptance', 'stage', 'staging', 'preprod', 'pre-prod', 'prod'],
  ...['production', 'live', 'default'],
];

/** Whether two conditions may hold at the same time, going by what people mean with such profiles. */
export function mayMeet(a: Condition, b: Condition, groups: ProfileGroups): boolean {
  return both(a, b).some(({ on, off }) => {
    const grouped = withGroups(on, groups);
    if (off.some((name) => grouped.has(name))) return false;
    const byGroup = on.some((name) => on.every((other) => withGroups([name], groups).has(other)));
    return byGroup || on.filter((name) => places.includes(name)).length <= 1;
  });
}

function withGroups(on: readonly string[], groups: ProfileGroups): Scenario {
  const all = new Set(on);
  // A set grows while it is walked, and gives what was added.
  for (const name of all) for (const more of groups.get(name) ?? []) all.add(more);
  return all;
}

function joined(a: Alternative, b: Alternative): Alternative {
  return { on: [...new Set([...a.on, ...b.on])], off: [...new Set([...a.off, ...b.off])] };
}

/** By recursive descent; gives up on what is nested deeper than people write. */
class ExpressionReader {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(expression: string) {
    this.#tokens = expression.toLowerCase().match(/[&|!(),]|[^\s&|!(),]+/g) ?? [];
  }

  read(): Condition | undefined {
    const all = this.#either();
    return this.#at === this.#tokens.length ? all : undefined;
  }

  #either(): Condition | undefined {
    let all = this.#every();
    while (this.#isNext('|') || this.#isNext(',')) {
      this.#at += 1;
      const next = this.#every();
      all =
        all === undefined || next === undefined
          ? undefined
          : [...all, ...next].slice(0, mostAlternatives + 1);
    }
    return all;
  }

  #every(): Condition | undefined {
    let all = this.#one();
    while (this.#isNext('&')) {
      this.#at += 1;
      const next = this.#one();
      all = all === undefined || next === undefined ? undefined : both(all, next);
    }
    return all;
  }

  #one(): Condition | undefined {
    let isNegated = false;
    for (; this.#isNext('!'); this.#at += 1) isNegated = !isNegated;
    const inner = this.#isNext('(') ? this.#group() : this.#name();
    return isNegated && inner !== undefined ? negated(inner) : inner;
  }

  #group(): Condition | undefined {
    this.#at += 1;
    this.#depth += 1;
    const inner = this.#depth > deepest ? undefined : this.#either();
    this.#depth -= 1;
    if (!this.#isNext(')')) return undefined;
    this.#at += 1;
    return inner;
  }

  #name(): Condition | undefined {
    const name = this.#tokens[this.#at];
    if (name === undefined || /^[&|!(),]$/.test(name)) return undefined;
    this.#at += 1;
    return [{ on: [name], off: [] }];
  }

  #isNext(token: string): boolean {
    return this.#tokens[this.#at] === token;
  }
}

function negated(condition: Condition): Condition {
  return condition.reduce<Condition>(
    (all, { on, off }) =>
      both(all, [
        ...on.map((name) => ({ on: [], off: [name] })),
        ...off.map((name) => ({ on: [name], off: [] })),
      ]),
    always,
  );
}
