import type { JvmCall, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { holders } from './flow-names';

/** Stands for a place that only a run tells: `values[i]`. */
const anywhere = '?';

/** At which places of lists and maps a value was put, as far as these are written out. */
export class Slots {
  readonly #filled = new Map<JvmVariable, Set<string>>();

  /** `values[0] = value`, as the call that reads the place. */
  fill(variable: JvmVariable, { args: [place] }: JvmCall): void {
    const places = this.#filled.get(variable) ?? new Set<string>();
    this.#filled.set(variable, places.add(keyOf(place) ?? anywhere));
  }

  /** Whether a place that is read may hold what was followed to `seen`; what was put in by other means may be anywhere. */
  mayHold(variable: JvmVariable, { name, args }: JvmCall, seen: ReadonlySet<JvmNode>): boolean {
    const key = name === 'get' && args.length === 1 ? keyOf(args[0]) : undefined;
    const places = this.#filled.get(variable);
    if (key === undefined || places?.has(anywhere) === true || places?.has(key) === true) return true;
    return writtenAt(variable, key, seen) ?? places === undefined;
  }
}

/** Whether the value stands there in what the variable is made of, `{a, b}`; `undefined` where that is not what it came from. */
function writtenAt({ value }: JvmVariable, key: string, seen: ReadonlySet<JvmNode>): boolean | undefined {
  if (value?.kind !== 'call' || value.args.length === 0) return undefined;
  if (!holders.has(value.name) || !seen.has(value)) return undefined;
  const item = value.args[Number(key)];
  return item === undefined || seen.has(item);
}

/** A number or a text. */
function keyOf(place: JvmNode | undefined): string | undefined {
  if (place?.kind === 'text') return place.value;
  return place?.kind === 'name' && /^\d/.test(place.name) ? place.name : undefined;
}
