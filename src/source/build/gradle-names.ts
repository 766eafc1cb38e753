import type { Item, Token } from './gradle-pieces';
import { LiteralNames } from './literal-names';

/** The names that a script gives literal texts: `ext.a = 'b'`, `ext { a = 'b' }`, `val a by extra("b")`, `set('a', 'b')`. */
export function literalNamesIn(statements: readonly (readonly Item[])[]): LiteralNames {
  const names = new LiteralNames();
  collect(statements, names);
  return names;
}

function collect(statements: readonly (readonly Item[])[], names: LiteralNames): void {
  for (const statement of statements) {
    const [name, value] = assignmentIn(statement) ?? setIn(statement) ?? delegateIn(statement) ?? [];
    if (name !== undefined && value !== undefined) {
      const span = { start: value.inside, end: value.inside + value.text.length };
      names.set(name, { text: value.text, span });
    }
    for (const one of statement) if (one.kind === '{') collect(one.parts, names);
  }
}

type Named = readonly [name: string, value: Token];

function assignmentIn(statement: readonly Item[]): Named | undefined {
  const at = statement.findIndex((one) => one.kind === 'mark' && one.text === '=');
  const [value, ...more] = statement.slice(at + 1);
  const target = statement[at - 1];
  if (at < 1 || value?.kind !== 'string' || more.length > 0 || target === undefined) return undefined;
  if (target.kind === 'word') return [target.text, value];
  const key = target.kind === '[' ? target.parts[0]?.[0] : undefined;
  return key?.kind === 'string' ? [key.text, value] : undefined;
}

/** `set('a', 'b')`, also behind `ext.`. */
function setIn(statement: readonly Item[]): Named | undefined {
  const [verb, last] = statement.slice(-2);
  if (!isWord(verb, 'set') || last?.kind !== '(') return undefined;
  const [name, value, ...more] = last.parts.map(([only]) => only);
  const isPair = name?.kind === 'string' && value?.kind === 'string' && more.length === 0;
  return isPair ? [name.text, value] : undefined;
}

/** `val a by extra("b")`. */
function delegateIn(statement: readonly Item[]): Named | undefined {
  const [name, by, , last] = statement.slice(-4);
  if (name?.kind !== 'word' || !isWord(by, 'by') || last?.kind !== '(') return undefined;
  const value = last.parts[0]?.[0];
  return value?.kind === 'string' && last.parts.length === 1 ? [name.text, value] : undefined;
}

function isWord(item: Item | undefined, text: string): boolean {
  return item?.kind === 'word' && item.text === text;
}
