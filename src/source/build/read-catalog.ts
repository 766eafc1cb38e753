import type { Trees } from '../grammar/grammars';
import { commentsIn, copyTree, type Syntax } from '../grammar/syntax';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { Span } from '../span';
import type { Dependency, Piece } from './build-file';
import { coordinates, coordinatesIn, type Coordinates } from './coordinates';
import { LiteralNames } from './literal-names';

/** Reads a version catalog of Gradle, `libs.versions.toml`. */
export function readCatalog({ text }: SourceFile, trees: Trees): Reading {
  const root = trees.read('toml', text, (node) => copyTree(node, { leaves: new Set(['string']), offset: 0 }));
  const values = [...valuesIn(root, [], text)];
  const names = new LiteralNames();
  for (const { path, piece } of values) {
    const [table, name, kind] = path;
    if (table === 'versions' && name !== undefined && (kind === undefined || kind === 'strictly'))
      names.set(name, piece);
  }
  const dependencies = [...entriesOf(values)].flatMap((entry) => dependencyOf(entry, names));
  return {
    subjects: [
      {
        kind: 'build',
        format: 'catalog',
        dependencies,
        deployments: [],
        aliases: [],
        open: false,
        names: dotted(names.versions()),
      },
    ],
    comments: commentsIn(root, text),
  };
}

/** A string with the keys that lead to it: `libraries`, `x`, `version`, `ref`. */
interface Value {
  readonly path: readonly string[];
  readonly piece: Piece;
  /** Of the pair it is written in. */
  readonly span: Span;
}

function* valuesIn(node: Syntax, path: readonly string[], text: string): Generator<Value> {
  for (const one of node.children) {
    if (one.type === 'table') yield* valuesIn(one, keysIn(one.children[1], text), text);
    else if (one.type === 'pair') {
      const [key, value] = [one.children[0], one.children.at(-1)];
      const inner = [...path, ...keysIn(key, text)];
      if (value?.type === 'string') yield { path: inner, piece: pieceOf(value, text), span: one };
      else if (value?.type === 'inline_table') yield* valuesIn(value, inner, text);
    } else if (one.type === 'ERROR') yield* valuesIn(one, path, text);
  }
}

function keysIn(key: Syntax | undefined, text: string): readonly string[] {
  if (key?.type === 'dotted_key') return key.children.flatMap((one) => keysIn(one, text));
  if (key?.type === 'bare_key') return [text.slice(key.start, key.end)];
  return key?.type === 'quoted_key' ? [text.slice(key.start + 1, key.end - 1)] : [];
}

function pieceOf({ start, end }: Syntax, text: string): Piece {
  const quote = text.startsWith(text.charAt(start).repeat(3), start) && end - start >= 6 ? 3 : 1;
  const span = { start: start + quote, end: Math.max(start + quote, end - quote) };
  return { text: text.slice(span.start, span.end), span };
}

interface Entry {
  readonly table: string;
  readonly name: string;
  readonly values: Value[];
}

function entriesOf(values: readonly Value[]): Iterable<Entry> {
  const entries = new Map<string, Entry>();
  for (const value of values) {
    const [table = '', name = ''] = value.path;
    if ((table !== 'libraries' && table !== 'plugins') || name === '') continue;
    const entry = entries.get(`${table} ${name}`) ?? { table, name, values: [] };
    entries.set(`${table} ${name}`, entry);
    entry.values.push(value);
  }
  return entries.values();
}

function dependencyOf({ table, name, values }: Entry, names: LiteralNames): readonly Dependency[] {
  const at = (key: string): Piece | undefined =>
    values.find(({ path }) => path.slice(2).join('.') === key)?.piece;
  const found = table === 'plugins' ? pluginAt(at, names) : coordinatesAt(at, names);
  if (found === undefined) return [];
  const reference = at('version.ref');
  const shared = reference === undefined ? undefined : names.get(reference.text);
  const spans = values.map(({ span }) => span);
  return [
    {
      ...found,
      ...(shared !== undefined && { version: shared }),
      use: table === 'plugins' ? 'plugin' : 'library',
      span: {
        start: Math.min(...spans.map(({ start }) => start)),
        end: Math.max(...spans.map(({ end }) => end)),
      },
      alias: `${table === 'plugins' ? 'plugins.' : ''}${name.replace(/[-_]/g, '.')}`,
    },
  ];
}

function coordinatesAt(at: (key: string) => Piece | undefined, names: LiteralNames): Coordinates | undefined {
  const version = at('version') ?? at('version.strictly');
  const [whole, module] = [at(''), at('module')];
  if (whole !== undefined) return coordinatesIn(whole, names);
  const parts = module === undefined ? undefined : coordinatesIn(module, names);
  const [group, artifact] = [parts?.group ?? at('group'), parts?.artifact ?? at('name')];
  return group === undefined || artifact === undefined
    ? undefined
    : coordinates(group, artifact, version, names);
}

/** `{ id = "a", version = "b" }`, or `"a:b"`; a plugin's group and artifact are both its id. */
function pluginAt(at: (key: string) => Piece | undefined, names: LiteralNames): Coordinates | undefined {
  const id = at('id');
  if (id !== undefined) return coordinates(id, id, at('version') ?? at('version.strictly'), names);
  const whole = at('');
  const parts = whole === undefined ? undefined : coordinatesIn(whole, names);
  return parts === undefined ? undefined : coordinates(parts.group, parts.group, parts.artifact, names);
}

/** Scripts write dots where a catalog has dashes. */
function dotted(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).map(([name, text]) => [name.replace(/[-_]/g, '.'), text]));
}
