import { isMap, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';
import { segmentsOf, uniform } from '../../../source/spring/spring-config';

export type Entry = Pair<Node, Node | null>;

/** How far a key leads into what is written. */
export interface Descent {
  /** What the last segment that is there leads to. */
  readonly node: Node | null;
  /** The entry that led there; absent at the top and at the item of a list. */
  readonly entry?: Entry;
  /** The segments that are not there. */
  readonly rest: readonly string[];
}

/** Follows a key as far as the file has it; an entry may complete several segments at once. Of several ways the one that leads farthest. */
export function descend(top: Node | null, path: readonly string[]): Descent {
  const ways = isMap(top) ? (top.items as readonly Entry[]).flatMap((entry) => stepsBy(entry, path)) : [];
  let best: Descent = { node: top, rest: path };
  for (const { node, entry, taken } of ways) {
    const rest = path.slice(taken);
    const found = rest.length === 0 ? { node, rest } : descend(node, rest);
    if (found.rest.length >= best.rest.length) continue;
    best = found.node === node && entry !== undefined ? { ...found, entry } : found;
  }
  return best;
}

interface Step {
  readonly node: Node | null;
  readonly entry: Entry | undefined;
  readonly taken: number;
}

function stepsBy(entry: Entry, rest: readonly string[]): readonly Step[] {
  const written = isScalar(entry.key) ? segmentsOf(String(entry.key.value)).map(uniform) : [];
  const wanted = rest.slice(0, written.length).map(uniform);
  if (written.length === 0 || wanted.length < written.length) return [];
  const taken = written.length;
  if (written.every((one, i) => one === wanted[i])) return [{ node: entry.value, entry, taken }];
  const item = itemOf(entry, written, wanted);
  return item === undefined ? [] : [{ node: item, entry: undefined, taken }];
}

/** `sources[1]` leads to the second item of the list `sources`. */
function itemOf({ value }: Entry, written: readonly string[], wanted: readonly string[]): Node | undefined {
  const [, name, index] = /^(.*)\[(\d{1,6})\]$/.exec(wanted.at(-1) ?? '') ?? [];
  const isSame = [...wanted.slice(0, -1), name].every((one, i) => one === written[i]);
  if (!isSame || index === undefined || !isSeq(value) || value.flow === true) return undefined;
  return value.items[Number(index)] as Node | undefined;
}

/** The first document without a profile; of several with one each, none. */
export function unconditional(documents: readonly Document[]): Document | undefined {
  return documents.find(({ contents }) =>
    ['spring.config.activate.on-profile', 'spring.profiles'].every(
      (key) => descend(contents, segmentsOf(key)).rest.length > 0,
    ),
  );
}
