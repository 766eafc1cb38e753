import { compare, readExpression, type Evaluate, type Reader, type Row } from './expression';
import { nextIsAssignment, readAssignments, type Step } from './step';

/** What an aggregate makes of the values of a group. Missing values are none. */
const aggregates: Readonly<Record<string, (values: readonly unknown[]) => unknown>> = {
  dcount: (values) => new Set(values.map((value) => JSON.stringify(value))).size,
  countif: (values) => values.filter((value) => value === true).length,
  sum: (values) => numbers(values).reduce((total, value) => total + value, 0),
  avg: (values) => average(numbers(values)),
  min: (values) => ordered(values)[0] ?? null,
  max: (values) => ordered(values).at(-1) ?? null,
  any: (values) => values[0] ?? null,
  take_any: (values) => values[0] ?? null,
  make_list: (values) => values,
  make_set: (values) => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()],
};

function numbers(values: readonly unknown[]): number[] {
  return values.map(Number).filter((value) => !Number.isNaN(value));
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length;
}

function ordered(values: readonly unknown[]): unknown[] {
  return [...values].sort(compare);
}

interface Aggregate {
  readonly name: string;
  readonly of: (rows: readonly Row[]) => unknown;
}

function readGivenName(reader: Reader): string | undefined {
  if (reader.peek()?.kind !== 'name' || !nextIsAssignment(reader)) return undefined;
  const { value } = reader.kind('name', 'a name');
  reader.expect('=');
  return value;
}

/** The most values that a list or a set takes: `make_set(id, 1000)`. */
function readMost(reader: Reader, word: string): number | undefined {
  if (!word.startsWith('make_') || reader.take(',') === undefined) return undefined;
  return Number(reader.kind('number', 'a number').value);
}

/** `count()`, `total = dcount(location)`; named as Kusto names it when nobody does. */
function readAggregate(reader: Reader, columns: ReadonlySet<string>): Aggregate {
  const name = readGivenName(reader);
  const word = reader.take('count', ...Object.keys(aggregates));
  if (word === undefined) return reader.fail('an aggregate such as count() is missing');
  reader.expect('(');
  const column = reader.peek()?.value ?? '';
  const evaluate: Evaluate | undefined = word === 'count' ? undefined : readExpression(reader, columns);
  const most = readMost(reader, word);
  reader.expect(')');
  const aggregate = aggregates[word];
  if (evaluate === undefined || aggregate === undefined)
    return { name: name ?? 'count_', of: (rows) => rows.length };
  const of = (rows: readonly Row[]): unknown => {
    const value = aggregate(rows.map(evaluate).filter((one) => one !== null && one !== undefined));
    return Array.isArray(value) && most !== undefined ? value.slice(0, most) : value;
  };
  return { name: name ?? `${word}_${column}`, of };
}

/** `summarize count(), total = sum(x) by location`: one row for each group, or one in all without `by`. */
export function readSummarize(reader: Reader, columns: ReadonlySet<string>): Step {
  const found: Aggregate[] = [];
  if (reader.peek()?.value !== 'by')
    do found.push(readAggregate(reader, columns));
    while (reader.take(',') !== undefined);
  const keys = reader.take('by') === undefined ? [] : readAssignments(reader, columns, false);
  const summary = (rows: readonly Row[]): Row => ({
    ...Object.fromEntries(keys.map(({ name, evaluate }) => [name, evaluate(rows[0] ?? {}) ?? null])),
    ...Object.fromEntries(found.map(({ name, of }) => [name, of(rows)])),
  });
  return {
    columns: new Set([...keys, ...found].map(({ name }) => name)),
    run: (rows) => {
      if (keys.length === 0) return [summary(rows)];
      const groups = new Map<string, Row[]>();
      for (const row of rows) {
        const key = JSON.stringify(keys.map(({ evaluate }) => evaluate(row) ?? null));
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [row]);
        else group.push(row);
      }
      return [...groups.values()].map(summary);
    },
  };
}
