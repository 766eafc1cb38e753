import { readNamed, type NamedExpression, type Reader, type Row } from './expression';

/** One operator of a query's pipeline. */
export interface Step {
  /** The columns after it. */
  readonly columns: ReadonlySet<string>;
  readonly run: (rows: readonly Row[]) => readonly Row[];
}

/** `a, b = c, ...`: expressions with the names somebody gave them, or those Kusto gives. */
export function readAssignments(
  reader: Reader,
  columns: ReadonlySet<string>,
  needsName: boolean,
): readonly NamedExpression[] {
  const items: NamedExpression[] = [];
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

export function nextIsAssignment(reader: Reader): boolean {
  return reader.peek(1)?.value === '=' && reader.peek(1)?.kind === 'sign';
}
