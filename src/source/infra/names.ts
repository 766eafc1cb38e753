import { Budget } from '../../lifecycle/budget';
import type { SettledValue, Value } from './value';

/** A value that a name stands for. */
export interface NamedThing {
  readonly value: Value;
  /** What the names in it stand for. */
  readonly names: Names;
  /** The file it stands in when it is another one. */
  readonly path?: string;
}

/** Finds what other files give a name to; names are written as in `Names`. */
export type FindElsewhere = (name: string) => NamedThing | undefined;

/** What names stand for: `location`, `var.location`, `local.kind`, `parameters('location')`, `module.id.client_id`. */
export class Names {
  readonly #own = new Map<string, Value>();
  readonly #outer: Names | undefined;
  readonly #elsewhere: FindElsewhere | undefined;
  /** What own names were found to stand for in the end, so that each is followed once. */
  readonly settled = new Map<string, readonly SettledValue[]>();
  /** How much may be done to follow them, in all of the file. */
  readonly budget: Budget;

  /** `outer` has what is not found here; a nested template that is scoped to itself has none. */
  constructor(outer?: Names, elsewhere?: FindElsewhere) {
    this.#outer = outer;
    this.#elsewhere = elsewhere;
    this.budget = outer?.budget ?? new Budget();
  }

  set(name: string, value: Value): void {
    this.#own.set(name, value);
  }

  /** A name that has a value from outside hides that of the names around. */
  hide(name: string): void {
    this.#own.set(name, { kind: 'unknown', text: name, span: { start: 0, end: 0 } });
  }

  find(name: string): NamedThing | undefined {
    const value = this.#own.get(name);
    if (value !== undefined) return { value, names: this };
    return this.#outer?.find(name) ?? this.#elsewhere?.(name);
  }
}
