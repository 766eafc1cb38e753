import { segmentsOf } from '../../../source/spring/spring-config';
import type { Setting } from '../recipe';

/** Something new in a file: a value, or an item of a list with the keys below it. */
export interface NewEntry {
  /** From the place it is put at; empty for an item of the list that stands there. */
  readonly path: readonly string[];
  readonly value: string | readonly Setting[];
}

/** Keys within each other, in the order they came, down to values and lists of items. */
class Tree {
  readonly inner = new Map<string, Tree>();
  readonly items: (readonly Setting[])[] = [];
  value: string | undefined;

  add({ path, value }: NewEntry): void {
    const [first, ...rest] = path;
    if (first !== undefined) {
      const inner = this.inner.get(first) ?? new Tree();
      this.inner.set(first, inner);
      inner.add({ path: rest, value });
    } else if (typeof value === 'string') this.value = value;
    else this.items.push(value);
  }

  lines(indent: string, unit: string): readonly string[] {
    const entries = [...this.inner].flatMap(([key, tree]) =>
      tree.value === undefined
        ? [`${indent}${key}:`, ...tree.lines(`${indent}${unit}`, unit)]
        : [`${indent}${key}: ${scalar(tree.value)}`],
    );
    return [...entries, ...this.items.flatMap((item) => itemLines(item, indent, unit))];
  }
}

/** Each key once, however many entries are below it. */
export function linesOf(entries: readonly NewEntry[], indent: string, unit: string): readonly string[] {
  const top = new Tree();
  for (const entry of entries) top.add(entry);
  return top.lines(indent, unit);
}

function itemLines(item: readonly Setting[], indent: string, unit: string): readonly string[] {
  const entries = item.map(({ key, value }) => ({ path: segmentsOf(key), value }));
  return linesOf(entries, `${indent}  `, unit).map((line, i) =>
    i === 0 ? `${indent}- ${line.trimStart()}` : line,
  );
}

/** Plain where YAML reads the same text back, and quoted otherwise. */
export function scalar(value: string): string {
  const isPlain = /^[A-Za-z0-9$/][^\s#]*$/.test(value) && !value.endsWith(':');
  return isPlain ? value : JSON.stringify(value);
}
