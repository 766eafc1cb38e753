import { compare, Reader, readExpression, readNamed, type Evaluate, type Row } from './expression';
import { queryFailure, splitQuery } from './words';

export interface Query {
  /** Lower case: `resources`. */
  readonly table: string;
  /** Columns of the result. */
  readonly columns: ReadonlySet<string>;
  readonly run: (rows: readonly Row[]) => readonly Row[];
}

interface Step {
  readonly columns: ReadonlySet<string>;
  readonly run: (rows: readonly Row[]) => readonly Row[];
}

/** Columns of every table of Resource Graph that lists resources. */
export const resourceColumns: ReadonlySet<string> = new Set(
  'id name type tenantId kind location resourceGroup subscriptionId managedBy sku plan properties tags identity zones extendedLocation'.split(
    ' ',
  ),
);

function readAssignments(reader: Reader, columns: ReadonlySet<string>, needsName: boolean) {
  const items: { readonly name: string; readonly evaluate: Evaluate }[] = [];
  do {
    const named = reader.peek()?.kind === 'name' && nextIsAssignment(reader);
    if (needsName && !named) reader.fail('a name and = are missing');
    const name = named ? reader.kind('name', 'a name').value : undefined;
    if (named) reader.expect('=');
    const expression = readNamed(reader, columns);
    items.push({ name: name ?? expression.name, evaluate: expression.evaluate });
  } while (reader.take(',') !== undefined);
  return items;
}

function nextIsAssignment(reader: Reader): boolean {
  return reader.peek(1)?.value === '=' && reader.peek(1)?.kind === 'sign';
}

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
  count: () => ({ columns: new Set(['Count']), run: (rows) => [{ Count: rows.length }] }),
};

/**
 * Reads a query of the small part of KQL the sandbox runs. Throws `Failure` `invalid`, saying what is not understood:
 * a query is never half-understood.
 */
export function parseQuery(text: string, tables: readonly string[]): Query {
  const reader = new Reader(splitQuery(text), text.length);
  const table = reader.kind('name', 'a table');
  if (!tables.includes(table.value.toLowerCase()))
    throw queryFailure(
      `the table '${table.value}' does not exist (there are ${tables.join(', ')})`,
      table.at,
    );
  let columns = resourceColumns;
  const pipeline: Step[] = [];
  while (reader.take('|') !== undefined) {
    const operator = reader.kind('name', 'an operator');
    const read = steps[operator.value];
    if (read === undefined) throw queryFailure(`the operator '${operator.value}' is not known`, operator.at);
    const step = read(reader, columns);
    columns = step.columns;
    pipeline.push(step);
  }
  if (reader.peek() !== undefined) reader.fail("'|' is missing");
  return {
    table: table.value.toLowerCase(),
    columns,
    run: (rows) => pipeline.reduce((current, step) => step.run(current), rows),
  };
}
