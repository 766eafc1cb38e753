import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { parseYaml } from '../../../source/parse-yaml';
import { segmentsOf } from '../../../source/spring/spring-config';
import { lineEndOf, type TextEdit } from '../../../source/span';
import type { Setting } from '../recipe';
import { descend, unconditional, type Descent, type Entry } from './yaml-descent';
import { linesOf, scalar, type NewEntry } from './yaml-lines';

/** A new item of a list, with the keys below it. */
export interface NewItem {
  readonly list: string;
  readonly settings: readonly Setting[];
}

/**
 * The edits that make a YAML file hold the settings, and lists have new items. They go where their parents stand already, with the
 * indentation that is there; comments and order stay. Where the parents are written in a form that has no place for more (`{ ... }`, an
 * alias), the setting stands at the top with its whole key, which means the same to Spring.
 */
export function mergeYaml(
  text: string,
  settings: readonly Setting[],
  items: readonly NewItem[] = [],
): readonly TextEdit[] {
  const places = new YamlPlaces(text);
  for (const setting of settings) places.put(setting);
  for (const item of items) places.append(item);
  return places.edits();
}

/** A place for lines. */
interface Place {
  readonly at: number;
  readonly indent: string;
}

interface Addition extends Place {
  readonly entries: NewEntry[];
}

class YamlPlaces {
  readonly #text: string;
  readonly #top: Node | null;
  readonly #unit: string;
  readonly #replaced: TextEdit[] = [];
  readonly #additions = new Map<string, Addition>();

  constructor(text: string) {
    this.#text = text;
    this.#top = unconditional(parseYaml(text)?.documents ?? [])?.contents ?? null;
    this.#unit = unitOf(this.#top, text);
  }

  put({ key, value }: Setting): void {
    const path = segmentsOf(key);
    const found = descend(this.#top, path);
    if (found.rest.length === 0) {
      this.#replace(found, value);
      return;
    }
    this.#add(this.#below(found), { path: found.rest, value }, key);
  }

  append({ list, settings }: NewItem): void {
    const found = descend(this.#top, segmentsOf(list));
    const isList = isSeq(found.node) && found.rest.length === 0;
    // In a list that cannot be gone on with, nothing is changed: a second list would take its place.
    if (!isList) this.#add(this.#below(found), { path: found.rest, value: settings }, list);
    else this.#addIn(this.#behindItems(found.node), { path: [], value: settings });
  }

  edits(): readonly TextEdit[] {
    const lineEnd = lineEndOf(this.#text);
    // What ends on one line belongs to maps within each other: the innermost goes on first.
    const ordered = [...this.#additions.values()].sort((a, b) => b.indent.length - a.indent.length);
    return [
      ...this.#replaced,
      ...ordered.map(({ at, indent, entries }) => {
        const block = linesOf(entries, indent, this.#unit).join(lineEnd);
        const isAtStart = at === 0 || /[\r\n]/.test(this.#text.charAt(at - 1));
        const text = isAtStart ? `${block}${lineEnd}` : `${lineEnd}${block}`;
        return { span: { start: at, end: at }, text };
      }),
    ];
  }

  #replace({ node, entry }: Descent, value: string): void {
    if (isScalar(node) && String(node.value) === value) return;
    const range = node?.range;
    if (isScalar(node) && range && !isEmpty(node)) {
      const end = range[0] + this.#text.slice(range[0], range[1]).trimEnd().length;
      this.#replaced.push({ span: { start: range[0], end }, text: scalar(value) });
      return;
    }
    const key = entry?.key.range;
    if (!key || !isEmpty(node)) return;
    const colon = this.#text.indexOf(':', key[1]) + 1;
    if (colon > 0) this.#replaced.push({ span: { start: colon, end: colon }, text: ` ${scalar(value)}` });
  }

  /** `undefined` where nothing can be put below. */
  #below({ node, entry }: Descent): Place | undefined {
    if (isMap(node) && node.flow !== true && node.items.length > 0) return this.#behindEntries(node);
    if (!isEmpty(node)) return undefined;
    if (entry === undefined) return this.#atTop();
    const key = entry.key.range;
    if (!key || isInFlow(this.#text, key[0])) return undefined;
    return {
      at: lineEndAt(this.#text, key[1]),
      indent: `${indentAt(this.#text, key[0])}${this.#unit}`,
    };
  }

  #behindEntries(map: YAMLMap): Place | undefined {
    const start = (map.items as readonly Entry[])[0]?.key.range?.[0];
    const end = map.range?.[1];
    if (start === undefined || end === undefined) return undefined;
    return { at: lineEndAt(this.#text, lastOf(this.#text, start, end)), indent: indentAt(this.#text, start) };
  }

  #behindItems(list: YAMLSeq): Place | undefined {
    const first = (list.items[0] as Node | null | undefined)?.range?.[0];
    const end = list.range?.[1];
    if (list.flow === true || first === undefined || end === undefined) return undefined;
    const dash = this.#text.lastIndexOf('-', first - 1);
    return {
      at: lineEndAt(this.#text, lastOf(this.#text, first, end)),
      indent: indentAt(this.#text, dash),
    };
  }

  /** Behind all that the document has. */
  #atTop(): Place {
    const top = this.#top;
    if (isMap(top) && top.flow !== true && top.items.length > 0) {
      const place = this.#behindEntries(top);
      if (place !== undefined) return place;
    }
    // Comments alone, or nothing: below them, and before whatever document comes next.
    const mark = /(?<=\n)---[ \t]*\r?$/m.exec(this.#text);
    const hasMore = mark !== null && parseYaml(this.#text.slice(mark.index + 3))?.documents.length !== 0;
    return {
      at: mark !== null && hasMore && this.#top !== null ? mark.index : this.#text.length,
      indent: '',
    };
  }

  /** At the top with its whole key where there is no place for it. */
  #add(place: Place | undefined, entry: NewEntry, key: string): void {
    if (place === undefined) this.#addIn(this.#atTop(), { ...entry, path: [key] });
    else this.#addIn(place, entry);
  }

  #addIn(place: Place | undefined, entry: NewEntry): void {
    if (place === undefined) return;
    const key = `${place.at} ${place.indent}`;
    const known = this.#additions.get(key) ?? { ...place, entries: [] };
    this.#additions.set(key, known);
    known.entries.push(entry);
  }
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && (node.value === null || node.value === ''));
}

/** One step of indentation, as the file has it; two blanks where it has none. */
function unitOf(top: Node | null, text: string): string {
  const entries = isMap(top) ? (top.items as readonly Entry[]) : [];
  for (const { key, value } of entries) {
    const inner =
      isMap(value) && value.flow !== true ? (value.items as readonly Entry[])[0]?.key.range : undefined;
    if (!inner || !key.range) continue;
    const width = indentAt(text, inner[0]).length - indentAt(text, key.range[0]).length;
    if (width > 0) return ' '.repeat(width);
  }
  return '  ';
}

/** What stands before a place on its line, as blanks: behind `- ` the next key stands under the first one. */
function indentAt(text: string, at: number): string {
  return text.slice(lineStartAt(text, at), at).replace(/\S/g, ' ');
}

function isInFlow(text: string, at: number): boolean {
  return /[{[,]/.test(text.slice(lineStartAt(text, at), at));
}

function lineStartAt(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** Behind the last character that is not blank. */
function lastOf(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}

function lineEndAt(text: string, from: number): number {
  const found = /[\r\n]/.exec(text.slice(from));
  return found === null ? text.length : from + found.index;
}
