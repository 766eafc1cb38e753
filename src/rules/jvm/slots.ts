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
  const entries = /^\d/.test(key) ? undefined : entriesIn(value.args);
  const item = entries === undefined ? value.args[Number(key)] : entries.get(key);
  return item === undefined ? entries === undefined : seen.has(item);
}

/** The values by their keys of `mapOf(key to value)` and `Map.of(key, value)`; `undefined` for a list, and where a key is not written. */
function entriesIn(args: readonly JvmNode[]): ReadonlyMap<string, JvmNode> | undefined {
  const pairs = args.every(({ kind }) => kind === 'other')
    ? args.map(({ children: [key, to, value] }) => (isWord(to, 'to') ? ([key, value] as const) : undefined))
    : args.length % 2 === 0
      ? args.flatMap((key, i) => (i % 2 === 0 ? [[key, args[i + 1]] as const] : []))
      : [];
  const entries = new Map<string, JvmNode>();
  for (const pair of pairs) {
    const [key, value] = pair ?? [];
    if (key?.kind !== 'text' || value === undefined) return undefined;
    entries.set(key.value, value);
  }
  return entries.size === 0 ? undefined : entries;
}

function isWord(node: JvmNode | undefined, word: string): boolean {
  return node?.kind === 'name' && node.name === word;
}

/** A number or a text. */
function keyOf(place: JvmNode | undefined): string | undefined {
  if (place?.kind === 'text') return place.value;
  return place?.kind === 'name' && /^\d/.test(place.name) ? place.name : undefined;
}
