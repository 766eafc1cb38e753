import type { JvmCall, JvmNode, JvmVariable } from '../../source/jvm/jvm-file';
import { hole, textOf } from './constants';
import { holders } from './flow-names';
import { isMap } from './flow-places';
import { referencesOf, type JvmIndex } from './jvm-index';

/** Stands for a place that only a run tells: `values[i]`. */
const anywhere = '?';

type KeyOf = (place: JvmNode | undefined) => string | undefined;

const emptying = new Set([
  'clear',
  'remove',
  'removeIf',
  'removeAll',
  'retainAll',
  'replaceAll',
  'computeIfPresent',
]);
/** What a map gives of itself, by which it is emptied too. */
const views = new Set(['keySet', 'keys', 'values', 'entrySet', 'entries']);

/** At which places of lists and maps a value was put, as far as these are written out. */
export class Slots {
  readonly #index: JvmIndex;
  readonly #filled = new Map<JvmVariable, Set<string>>();

  constructor(index: JvmIndex) {
    this.#index = index;
  }

  /** `values[0] = value`, as the call that reads the place. */
  fill(variable: JvmVariable, { args: [place] }: JvmCall): void {
    const places = this.#filled.get(variable) ?? new Set<string>();
    this.#filled.set(variable, places.add(this.#keyOf(place) ?? anywhere));
  }

  /** `values.put(key, value)`; false where it is no map, or does not stay there. */
  fillEntry(variable: JvmVariable, call: JvmCall): boolean {
    if (!isMap(variable) || this.#isTakenOut(variable, call)) return false;
    this.fill(variable, call);
    return true;
  }

  /** Whether a place that is read may hold what was followed to `seen`; what was put in by other means may be anywhere. */
  mayHold(variable: JvmVariable, { name, args }: JvmCall, seen: ReadonlySet<JvmNode>): boolean {
    const isRead = name === 'get' && args.length === 1;
    const key = isRead ? this.#keyOf(args[0]) : undefined;
    const places = this.#filled.get(variable);
    // What is asked of a map by a key that only a run tells is not known.
    if (isRead && key === undefined && isMap(variable)) return false;
    if (key === undefined || places?.has(anywhere) === true || places?.has(key) === true) return true;
    return writtenAt(variable, { key, keyOf: this.#keyOf }, seen) ?? places === undefined;
  }

  /** Where a variable is named that holds a value, until it is emptied or masked, if it is a list or map: what it holds there is not known. */
  whereHeld(variable: JvmVariable): readonly JvmNode[] {
    const all = referencesOf(this.#index, variable);
    const until = Math.min(...all.filter(isEmptied).map(({ span }) => span.start));
    return all.filter(({ span }) => span.start < until);
  }

  /** Whether what follows in the text empties the map, or puts something else in its place. */
  #isTakenOut(variable: JvmVariable, entry: JvmCall): boolean {
    const key = this.#keyOf(entry.args[0]);
    return referencesOf(this.#index, variable).some((one) => {
      const call = one.parent;
      if (call?.kind !== 'call' || call.receiver !== one || call.span.start <= entry.span.start) return false;
      if (call.name === 'clear') return true;
      const isSame = key !== undefined && this.#keyOf(call.args[0]) === key;
      return isSame && (call.name === 'remove' || (call.name === entry.name && call.args.length === 2));
    });
  }

  /** A number or a text, also one that a constant stands for. */
  readonly #keyOf: KeyOf = (place) => {
    if (place === undefined) return undefined;
    if (place.kind === 'name' && /^\d/.test(place.name)) return place.name;
    const text = textOf(this.#index, place);
    return text.includes(hole) ? undefined : text;
  };
}

/** `values.clear()`, `values.keySet().remove(key)`, `values.keys.remove(key)`. */
function isEmptied(named: JvmNode): boolean {
  const use = named.parent;
  if (use?.kind !== 'call' && use?.kind !== 'field') return false;
  if ((use.kind === 'call' ? use.receiver : use.target) !== named) return false;
  const { parent } = use;
  const isView = views.has(use.name) && parent?.kind === 'call' && parent.receiver === use;
  return emptying.has(isView ? parent.name : use.name);
}

/** Whether the value stands there in what the variable is made of, `{a, b}`; `undefined` where that is not what it came from. */
function writtenAt(
  { value }: JvmVariable,
  { key, keyOf }: { readonly key: string; readonly keyOf: KeyOf },
  seen: ReadonlySet<JvmNode>,
): boolean | undefined {
  if (value?.kind !== 'call' || value.args.length === 0) return undefined;
  if (!holders.has(value.name) || !seen.has(value)) return undefined;
  const entries = /^\d/.test(key) ? undefined : entriesIn(value.args, keyOf);
  const item = entries === undefined ? value.args[Number(key)] : entries.get(key);
  return item === undefined ? entries === undefined : seen.has(item);
}

/** The values of `mapOf(key to value)` and `Map.of(key, value)` by those of their keys that are known; `undefined` for a list. */
function entriesIn(args: readonly JvmNode[], keyOf: KeyOf): ReadonlyMap<string, JvmNode> | undefined {
  const pairs = args.every(({ kind }) => kind === 'other')
    ? args.map(({ children: [key, to, value] }) => (isWord(to, 'to') ? ([key, value] as const) : undefined))
    : args.length % 2 === 0
      ? args.flatMap((key, i) => (i % 2 === 0 ? [[key, args[i + 1]] as const] : []))
      : [];
  const entries = new Map<string, JvmNode>();
  for (const pair of pairs) {
    const [key, value] = pair ?? [];
    if (value === undefined) return undefined;
    const known = keyOf(key);
    if (known !== undefined) entries.set(known, value);
  }
  return pairs.length === 0 ? undefined : entries;
}

function isWord(node: JvmNode | undefined, word: string): boolean {
  return node?.kind === 'name' && node.name === word;
}
