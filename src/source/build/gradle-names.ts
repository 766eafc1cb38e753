import type { Item, Token } from './gradle-pieces';
import { LiteralNames } from './literal-names';

/** Names of a catalog's versions, which only entries of the catalog refer to. */
export const ofCatalog = 'catalog.';

/**
 * The names that a script gives literal texts: `ext.a = 'b'`, `ext { a = 'b' }`, `val a by extra("b")`, `set('a', 'b')`, `ext.all = [a: 'b']`
 * as `all.a`.
 */
export function literalNamesIn(statements: readonly (readonly Item[])[]): LiteralNames {
  const names = new LiteralNames();
  collect(statements, names);
  return names;
}

function collect(statements: readonly (readonly Item[])[], names: LiteralNames): void {
  for (const statement of statements) {
    const [name, value] = assignmentIn(statement) ?? setIn(statement) ?? delegateIn(statement) ?? [];
    if (name !== undefined && value !== undefined) give(names, name, value);
    for (const [key, entry] of mapIn(statement)) give(names, key, entry);
    for (const one of statement) if (one.kind === '{') collect(one.parts, names);
  }
}

function give(names: LiteralNames, name: string, { text, inside }: Token): void {
  names.set(name, { text, span: { start: inside, end: inside + text.length } });
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

/** `versions = [identity: '1.5.0']`, in Kotlin `mapOf("identity" to "1.5.0")`. */
function mapIn(statement: readonly Item[]): readonly Named[] {
  const at = statement.findIndex((one) => one.kind === 'mark' && one.text === '=');
  const [target, map] = [statement[at - 1], statement.at(-1)];
  if (at < 1 || target?.kind !== 'word' || (map?.kind !== '[' && map?.kind !== '(')) return [];
  return map.parts.flatMap(([key, between, value, ...more]): readonly Named[] => {
    const isEntry = between?.kind === 'mark' ? between.text === ':' : isWord(between, 'to');
    const isNamed = key?.kind === 'word' || key?.kind === 'string';
    if (!isEntry || !isNamed || value?.kind !== 'string' || more.length > 0) return [];
    return [[`${target.text}.${key.text}`, value]];
  });
}

/** `set('a', 'b')`, also behind `ext.`; `version('a', 'b')` of a catalog. */
function setIn(statement: readonly Item[]): Named | undefined {
  const [verb, last] = statement.slice(-2);
  const isVersion = isWord(verb, 'version') && statement.length === 2;
  if ((!isVersion && !isWord(verb, 'set')) || last?.kind !== '(') return undefined;
  const [name, value, ...more] = last.parts.map(([only]) => only);
  const isPair = name?.kind === 'string' && value?.kind === 'string' && more.length === 0;
  return isPair ? [(isVersion ? ofCatalog : '') + name.text, value] : undefined;
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
