import { queryFailure, type Word } from './words';

export type Row = Readonly<Record<string, unknown>>;
export type Evaluate = (row: Row) => unknown;

const deepest = 100;

/** Reads words in order. */
export class Reader {
  readonly #words: readonly Word[];
  readonly #length: number;
  #next = 0;
  #depth = 0;

  constructor(words: readonly Word[], length: number) {
    this.#words = words;
    this.#length = length;
  }

  /** The word `ahead` places after the next one, without taking it. */
  peek(ahead = 0): Word | undefined {
    return this.#words[this.#next + ahead];
  }

  get at(): number {
    return this.peek()?.at ?? this.#length;
  }

  /** Takes the next word when it is one of these signs or names. */
  take(...values: readonly string[]): string | undefined {
    const word = this.peek();
    if (word === undefined || word.kind === 'text' || !values.includes(word.value)) return undefined;
    this.#next += 1;
    return word.value;
  }

  expect(value: string): void {
    if (this.take(value) === undefined) this.fail(`'${value}' is missing`);
  }

  kind(kind: Word['kind'], what: string): Word {
    const word = this.peek();
    if (word?.kind !== kind) return this.fail(`${what} is missing`);
    this.#next += 1;
    return word;
  }

  /** Reads what stands within something else. Nobody nests deeper than this by hand, and the stack has an end. */
  within<T>(read: () => T): T {
    if (this.#depth >= deepest) this.fail('too much stands within each other');
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }

  fail(why: string): never {
    const found = this.peek();
    throw queryFailure(found === undefined ? `${why} at the end` : `${why} before '${found.value}'`, this.at);
  }
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const lower = (value: unknown) => text(value).toLowerCase();

const functions: Readonly<Record<string, (...values: unknown[]) => unknown>> = {
  tostring: text,
  tolower: lower,
  toupper: (value) => text(value).toUpperCase(),
  isempty: (value) => text(value) === '',
  isnotempty: (value) => text(value) !== '',
  isnull: (value) => value === null || value === undefined,
  isnotnull: (value) => value !== null && value !== undefined,
  tobool: (value) => lower(value) === 'true',
  strcat: (...values) => values.map(text).join(''),
};

const comparisons: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '=~': (a, b) => lower(a) === lower(b),
  '!~': (a, b) => lower(a) !== lower(b),
  '<': (a, b) => compare(a, b) < 0,
  '<=': (a, b) => compare(a, b) <= 0,
  '>': (a, b) => compare(a, b) > 0,
  '>=': (a, b) => compare(a, b) >= 0,
  contains: (a, b) => lower(a).includes(lower(b)),
  '!contains': (a, b) => !lower(a).includes(lower(b)),
  startswith: (a, b) => lower(a).startsWith(lower(b)),
  '!startswith': (a, b) => !lower(a).startsWith(lower(b)),
  endswith: (a, b) => lower(a).endsWith(lower(b)),
  '!endswith': (a, b) => !lower(a).endsWith(lower(b)),
};

/** Order of two values: numbers by size, everything else as text, missing values first. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [text(a), text(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Row)[name];
}

export interface NamedExpression {
  readonly name: string;
  readonly evaluate: Evaluate;
}

/** `properties.provisioningState`, `tags['team']`; named as Kusto names it when nobody does. */
function readPath(reader: Reader, columns: ReadonlySet<string>): NamedExpression {
  const first = reader.kind('name', 'a column');
  if (!columns.has(first.value)) throw queryFailure(`the column '${first.value}' does not exist`, first.at);
  const names = [first.value];
  for (;;) {
    if (reader.take('.') !== undefined) names.push(reader.kind('name', 'a name').value);
    else if (reader.take('[') !== undefined) {
      names.push(reader.kind('text', 'a name in quotes').value);
      reader.expect(']');
    } else break;
  }
  const [column = '', ...rest] = names;
  return { name: names.join('_'), evaluate: (row) => rest.reduce(member, row[column]) };
}

function readOperand(reader: Reader, columns: ReadonlySet<string>): NamedExpression {
  const word = reader.peek();
  if (word?.kind === 'text' || word?.kind === 'number') {
    reader.kind(word.kind, 'a value');
    const value = word.kind === 'number' ? Number(word.value) : word.value;
    return { name: 'Column1', evaluate: () => value };
  }
  if (reader.take('(') !== undefined) {
    const inner = reader.within(() => readExpression(reader, columns));
    reader.expect(')');
    return { name: 'Column1', evaluate: inner };
  }
  const constant = reader.take('true', 'false');
  if (constant !== undefined) return { name: 'Column1', evaluate: () => constant === 'true' };
  const apply = word?.kind === 'name' ? functions[word.value] : undefined;
  if (word === undefined || apply === undefined) return readPath(reader, columns);
  return readCall(reader, columns, word.value, apply);
}

/** A function of one value; `strcat` takes several. */
function readCall(
  reader: Reader,
  columns: ReadonlySet<string>,
  called: string,
  apply: (...values: unknown[]) => unknown,
): NamedExpression {
  reader.take(called);
  reader.expect('(');
  const given: NamedExpression[] = [];
  do given.push(reader.within(() => readOperand(reader, columns)));
  while (called === 'strcat' && reader.take(',') !== undefined);
  reader.expect(')');
  const name = given.length === 1 ? (given[0]?.name ?? '') : 'Column1';
  return { name, evaluate: (row) => apply(...given.map(({ evaluate }) => evaluate(row))) };
}

function readList(reader: Reader): readonly string[] {
  reader.expect('(');
  const values: string[] = [];
  do values.push(reader.kind('text', 'a value in quotes').value);
  while (reader.take(',') !== undefined);
  reader.expect(')');
  return values;
}

/** A value, by itself or compared with another. */
function readComparison(reader: Reader, columns: ReadonlySet<string>): NamedExpression {
  if (reader.take('not') !== undefined) {
    const inner = reader.within(() => readOperand(reader, columns));
    return { name: 'Column1', evaluate: (row) => inner.evaluate(row) !== true };
  }
  const left = readOperand(reader, columns);
  const membership = reader.take('in', 'in~', '!in', '!in~');
  if (membership !== undefined) {
    const folded = membership.endsWith('~');
    const values = new Set(readList(reader).map((value) => (folded ? value.toLowerCase() : value)));
    const wanted = !membership.startsWith('!');
    const key = folded ? lower : text;
    return { name: 'Column1', evaluate: (row) => values.has(key(left.evaluate(row))) === wanted };
  }
  const sign = reader.take(...Object.keys(comparisons));
  const holds = sign === undefined ? undefined : comparisons[sign];
  if (holds === undefined) return left;
  const right = readOperand(reader, columns);
  return { name: 'Column1', evaluate: (row) => holds(left.evaluate(row), right.evaluate(row)) };
}

/** An expression with `and` and `or`. `columns` are the ones that exist at this point of the pipeline. */
export function readExpression(reader: Reader, columns: ReadonlySet<string>): Evaluate {
  return readNamed(reader, columns).evaluate;
}

/** An expression and the column name Kusto gives it. */
export function readNamed(reader: Reader, columns: ReadonlySet<string>): NamedExpression {
  const readAll = (sign: 'and' | 'or', read: () => NamedExpression): NamedExpression => {
    const first = read();
    const parts = [first.evaluate];
    while (reader.take(sign) !== undefined) parts.push(read().evaluate);
    if (parts.length === 1) return first;
    const isTrue = (row: Row) => (part: Evaluate) => part(row) === true;
    return {
      name: 'Column1',
      evaluate: (row) => (sign === 'and' ? parts.every(isTrue(row)) : parts.some(isTrue(row))),
    };
  };
  return readAll('or', () => readAll('and', () => readComparison(reader, columns)));
}
