import { compare, Reader, readExpression, type Evaluate, type Row } from './expression';
import { readAssignments, type Step } from './step';
import { readSummarize } from './summarize';
import { queryFailure, splitQuery } from './words';

export interface Query {
  /** Lower case: `resources`. */
  readonly table: string;
  /** Columns of the result. */
  readonly columns: ReadonlySet<string>;
  readonly run: (rows: readonly Row[]) => readonly Row[];
}

/** Columns of every table of Resource Graph that lists resources. */
const resourceColumns: ReadonlySet<string> = new Set(
  'id name type tenantId kind location resourceGroup subscriptionId managedBy sku plan properties tags identity zones extendedLocation'.split(
    ' ',
  ),
);

function project(reader: Reader, columns: ReadonlySet<string>): Step {
  const items = readAssignments(reader, columns, false);
  return {
    columns: new Set(items.map((item) => item.name)),
    run: (rows) =>
      rows.map((row) => Object.fromEntries(items.map((item) => [item.name, item.evaluate(row) ?? null]))),
  };
}

function extend(reader: Reader, columns: ReadonlySet<string>): Step {
  const items = readAssignments(reader, columns, true);
  return {
    columns: new Set([...columns, ...items.map((item) => item.name)]),
    run: (rows) =>
      rows.map((row) => ({
        ...row,
        ...Object.fromEntries(items.map((item) => [item.name, item.evaluate(row) ?? null])),
      })),
  };
}

function order(reader: Reader, columns: ReadonlySet<string>): Step {
  reader.expect('by');
  const keys: { readonly evaluate: Evaluate; readonly sign: 1 | -1 }[] = [];
  do {
    const evaluate = readExpression(reader, columns);
    // Kusto sorts from the largest down unless told otherwise.
    keys.push({ evaluate, sign: reader.take('asc', 'desc') === 'asc' ? 1 : -1 });
  } while (reader.take(',') !== undefined);
  const by = (a: Row, b: Row): number => {
    for (const { evaluate, sign } of keys) {
      const difference = compare(evaluate(a), evaluate(b));
      if (difference !== 0) return difference * sign;
    }
    return 0;
  };
  return { columns, run: (rows) => [...rows].sort(by) };
}

function limit(reader: Reader, columns: ReadonlySet<string>): Step {
  const most = Number(reader.kind('number', 'a number').value);
  return { columns, run: (rows) => rows.slice(0, most) };
}

const steps: Readonly<Record<string, (reader: Reader, columns: ReadonlySet<string>) => Step>> = {
  where: (reader, columns) => {
    const holds = readExpression(reader, columns);
    return { columns, run: (rows) => rows.filter((row) => holds(row) === true) };
  },
  project,
  extend,
  order,
  sort: order,
  limit,
  take: limit,
  summarize: readSummarize,
  count: () => ({ columns: new Set(['Count']), run: (rows) => [{ Count: rows.length }] }),
};

/** The table in lower case; `undefined` for a query that begins with an operator: it is about resources. */
function readTable(reader: Reader, tables: readonly string[]): string | undefined {
  const next = reader.peek();
  if (next?.kind === 'name' && Object.hasOwn(steps, next.value)) return undefined;
  const table = reader.kind('name', 'a table');
  if (tables.includes(table.value.toLowerCase())) return table.value.toLowerCase();
  throw queryFailure(`the table '${table.value}' does not exist (there are ${tables.join(', ')})`, table.at);
}

/**
 * Reads a query of the small part of KQL the sandbox runs. Throws `Failure` `invalid`, saying what is not understood:
 * a query is never half-understood.
 */
export function parseQuery(text: string, tables: readonly string[]): Query {
  const reader = new Reader(splitQuery(text), text.length);
  const table = readTable(reader, tables);
  let columns = resourceColumns;
  const pipeline: Step[] = [];
  for (let first = table === undefined; first || reader.take('|') !== undefined; first = false) {
    const operator = reader.kind('name', 'an operator');
    const read = Object.hasOwn(steps, operator.value) ? steps[operator.value] : undefined;
    if (read === undefined) throw queryFailure(`the operator '${operator.value}' is not known`, operator.at);
    const step = read(reader, columns);
    columns = step.columns;
    pipeline.push(step);
  }
  if (reader.peek() !== undefined) reader.fail("'|' is missing");
  return {
    table: table ?? 'resources',
    columns,
    run: (rows) => pipeline.reduce((current, step) => step.run(current), rows),
  };
}
