import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import type { BuildFile, Dependency, Piece } from './build-file';
import { coordinates, coordinatesIn, isNotation, versionOf } from './coordinates';
import {
  allTextsIn,
  commaParts,
  isText,
  pathOf,
  readGradlePieces,
  textsIn,
  type Item,
  type Statement,
  type Token,
} from './gradle-pieces';
import { literalNamesIn, ofCatalog } from './gradle-names';
import type { LiteralNames } from './literal-names';

/** Reads a Gradle script in Groovy or Kotlin, however broken. */
export function readGradle({ text }: SourceFile): Reading {
  const { statements, comments } = readGradlePieces(text);
  const reader = new GradleReader(literalNamesIn(statements));
  reader.read(statements, []);
  return { subjects: [reader.file()], comments };
}

/** Dependencies on what is built here as well, or comes with Gradle and Kotlin. */
const ownOrGradles = new Set('project projects kotlin gradleApi localGroovy files fileTree'.split(' '));
/** Words before a text, list or map that a name stands for from then on. */
const givers = new Set(['by', 'set']);
/** Properties whose texts are for people. */
const describing = new Set(['name', 'description', 'displayName']);
const platforms = new Set(['platform', 'enforcedPlatform', 'testFixtures']);
/** Plugins that come with Gradle, Kotlin's, and Spring's: none adds a dependency on Azure. */
const knownPlugins =
  /^(?:java|java-library|java-platform|application|war|ear|groovy|scala|idea|eclipse|jacoco|checkstyle|pmd|signing|distribution|maven-publish|project-report|org\.springframework\..+|io\.spring\..+|org\.jetbrains\.kotlin\..+)$/;

class GradleReader {
  readonly #names: LiteralNames;
  readonly #dependencies: Dependency[] = [];
  readonly #aliases = new Set<string>();
  #open = false;

  constructor(names: LiteralNames) {
    this.#names = names;
  }

  file(): BuildFile {
    return {
      kind: 'build',
      format: 'gradle',
      dependencies: this.#dependencies,
      deployments: [],
      aliases: [...this.#aliases],
      open: this.#open,
      names: this.#names.versions(),
    };
  }

  /** `within`: the names of the blocks around, from the outermost one. */
  read(statements: readonly Statement[], within: readonly string[]): void {
    const block = within.at(-1);
    for (const statement of statements) {
      const [first] = statement;
      const name = first?.kind === 'word' ? first.text : '';
      if (block === 'plugins') this.#plugin(statement);
      else if (name === 'apply') this.#apply(statement);
      else if (listsDependencies(within) && name !== 'constraints' && name !== 'if') {
        this.#dependency(statement, useIn(within));
        continue;
      } else this.#elsewhere(statement, within);
      for (const one of statement) if (one.kind === '{') this.read(one.parts, [...within, name]);
    }
  }

  /** `id 'a' version 'b'`, `id("a") version "b"`, `alias(libs.plugins.a)`. */
  #plugin(statement: Statement): void {
    const [first] = statement;
    if (first?.kind !== 'word') return;
    const [id, version] = textsIn(statement).map(pieceOf);
    if (first.text === 'alias') this.#argument(unwrapped(statement.slice(1)), 'plugin');
    if (first.text !== 'id' || id === undefined) return;
    if (version === undefined && !knownPlugins.test(id.text)) this.#open = true;
    const given = statement.some((one) => one.kind === 'word' && one.text === 'version')
      ? version
      : undefined;
    const span = { start: first.start, end: statement.at(-1)?.end ?? first.end };
    this.#dependencies.push({ use: 'plugin', span, ...coordinates(id, id, given, this.#names) });
  }

  #apply(statement: Statement): void {
    const words = statement.map((one) => (one.kind === 'word' ? one.text : ''));
    const [named] = textsIn(statement);
    if (words.includes('from') || named === undefined || !knownPlugins.test(named.text)) this.#open = true;
  }

  #dependency(statement: Statement, use: Dependency['use']): void {
    const [first, ...rest] = statement;
    if (first?.kind !== 'word' || ['def', 'val', 'var', 'exclude'].includes(first.text)) return;
    if (first.text === 'dependencySet') {
      this.#set(rest);
      return;
    }
    if (rest.some((one) => one.kind === 'mark' && one.text === '=')) return;
    this.#arguments(rest, use);
  }

  /** `dependencySet(group: 'a', version: '1') { entry 'b' }`. */
  #set([given, block]: Statement): void {
    if (given?.kind !== '(' || block?.kind !== '{') return;
    const entries = new Map(given.parts.flatMap((part) => entryIn(part) ?? []));
    const [group, version] = [entries.get('group'), valueOf(entries.get('version'))];
    if (group === undefined || !isText(group)) return;
    for (const artifact of block.parts.flatMap(textsIn)) {
      const span = { start: artifact.start, end: artifact.end };
      const found = coordinates(pieceOf(group), pieceOf(artifact), version, this.#names);
      this.#dependencies.push({ use: 'managed', span, ...found });
    }
  }

  #arguments(items: Statement, use: Dependency['use']): void {
    // The block behind a dependency says what to leave out of it.
    const [first, ...others] = items.filter(({ kind }) => kind !== '{');
    const inBrackets = (first?.kind === '(' || first?.kind === '[') && others.length === 0;
    const parts = inBrackets ? first.parts : commaParts(items.filter(({ kind }) => kind !== '{'));
    if (this.#map(parts, use) || this.#positional(parts, use)) return;
    for (const part of parts) this.#argument(part, use);
    this.#strict(items);
  }

  /** `version { strictly '1.5.0' }` behind a dependency without a version. */
  #strict(items: Statement): void {
    const last = this.#dependencies.at(-1);
    const block = items.at(-1);
    if (last === undefined || last.version !== undefined || block?.kind !== '{') return;
    const inner = block.parts.find(([first]) => first?.kind === 'word' && first.text === 'version')?.at(-1);
    if (inner?.kind !== '{') return;
    const [text] = inner.parts.flatMap((statement) => textsIn(statement));
    if (text === undefined || last.span.start < (items[0]?.start ?? 0)) return;
    this.#dependencies[this.#dependencies.length - 1] = { ...last, ...versionOf(pieceOf(text), this.#names) };
  }

  /** `group: 'a', name: 'b', version: 'c'`; with `=` in Kotlin. */
  #map(parts: readonly Statement[], use: Dependency['use']): boolean {
    const entries = new Map(parts.flatMap((part) => entryIn(part) ?? []));
    const [group, artifact] = [entries.get('group'), entries.get('name')];
    if (group === undefined || artifact === undefined) return false;
    if (!isText(group) || !isText(artifact)) this.#open = true;
    else {
      const end = Math.max(...parts.flatMap((part) => part.at(-1)?.end ?? []));
      const span = { start: parts[0]?.[0]?.start ?? group.start, end };
      const version = valueOf(entries.get('version'));
      const found = coordinates(pieceOf(group), pieceOf(artifact), version, this.#names);
      this.#dependencies.push({ use, span, ...found });
    }
    return true;
  }

  /** `("group", "name", "version")`, as Kotlin scripts may write it. */
  #positional(parts: readonly Statement[], use: Dependency['use']): boolean {
    const texts = parts.flatMap(([only, ...more]) =>
      only !== undefined && isText(only) && more.length === 0 ? only : [],
    );
    const [group, artifact, version] = texts;
    if (group === undefined || artifact === undefined || texts.length !== parts.length) return false;
    if (parts.length > 3 || texts.some(({ text }) => text.includes(':')) || !group.text.includes('.'))
      return false;
    const span = { start: group.start, end: (version ?? artifact).end };
    const given = version === undefined ? undefined : pieceOf(version);
    this.#dependencies.push({
      use,
      span,
      ...coordinates(pieceOf(group), pieceOf(artifact), given, this.#names),
    });
    return true;
  }

  /** What names libraries outside of blocks of dependencies. */
  #elsewhere(statement: Statement, within: readonly string[]): void {
    const [first] = statement;
    if (first?.kind === 'word' && first.text === 'mavenBom') this.#arguments(statement.slice(1), 'bom');
    else if (within.includes('versionCatalogs')) this.#library(statement);
    else {
      this.#forced(statement, within.at(-1));
      this.#given(statement);
    }
  }

  /** `ext.libs = [identity: 'a:b:1']`, `val identity by extra("a:b:1")`: whatever uses the name, the library stands here. */
  #given(statement: Statement): void {
    const at = statement.findIndex(
      (one) => (one.kind === 'mark' && one.text === '=') || (one.kind === 'word' && givers.has(one.text)),
    );
    const name = statement[at - 1];
    if (at < 1 || (name?.kind === 'word' && describing.has(name.text))) return;
    for (const text of allTextsIn(statement.slice(at + 1)))
      if (isNotation(text.text)) this.#notation(text, 'library');
  }

  /** `library("azure-identity", "com.azure:azure-identity:1.5.0")`, also with group, name and `.version("1.5.0")` apart. */
  #library(statement: Statement): void {
    const [first] = statement;
    if (first?.kind !== 'word' || first.text !== 'library') return;
    const [, group, artifact, version] = textsIn(statement);
    if (group?.text.includes(':') === true) this.#notation(group, 'library');
    else if (group !== undefined && artifact !== undefined) {
      const by = statement.findLast((one) => one.kind === 'word' && one.text.startsWith('version'));
      const given = version === undefined ? undefined : versionBy(by, pieceOf(version));
      const span = { start: first.start, end: (version ?? artifact).end };
      const found = coordinates(pieceOf(group), pieceOf(artifact), given, this.#names);
      this.#dependencies.push({ use: 'library', span, ...found });
    }
  }

  /** `resolutionStrategy.force 'a:b:1'`, `force("a:b:1")`. */
  #forced(statement: Statement, block: string | undefined): void {
    const at = statement.findIndex((one) => one.kind === 'word' && one.text === 'force');
    const isStrategy =
      block === 'resolutionStrategy' ||
      statement.some((one) => one.kind === 'word' && one.text === 'resolutionStrategy');
    if (at < 0 || !isStrategy) return;
    for (const text of textsIn(statement.slice(at + 1)))
      if (text.text.includes(':')) this.#notation(text, 'managed');
  }

  #argument(part: Statement, use: Dependency['use']): void {
    const [first, second] = part;
    if (first === undefined || first.kind === 'mark' || first.kind === '{') return;
    if (isText(first)) this.#notation(first, use);
    else if (first.kind !== 'word') this.#arguments([first], use);
    else if (platforms.has(first.text) && second?.kind === '(')
      this.#arguments([second], use === 'library' && first.text !== 'testFixtures' ? 'bom' : use);
    else this.#named(first.text, part);
  }

  #notation(token: Token, use: Dependency['use']): void {
    const found = coordinatesIn(pieceOf(token), this.#names);
    const { start, end } = token;
    if (found !== undefined) this.#dependencies.push({ use, span: { start, end }, ...found });
    // `add("implementation", ...)` names a configuration first.
    else if (token.text.includes(':')) this.#open = true;
  }

  #named(first: string, part: Statement): void {
    const path = pathOf(part);
    if (first === 'libs' && path.length > 1) this.#aliases.add(path.slice(1).join('.'));
    else if (!ownOrGradles.has(first)) this.#open = true;
  }
}

/** Whether the statements of a block are dependencies: also those under a condition. */
function listsDependencies(within: readonly string[]): boolean {
  const block = within.findLast((name) => name !== 'if');
  return block === 'dependencies' || block === 'constraints';
}

function useIn(within: readonly string[]): Dependency['use'] {
  if (within.includes('buildscript')) return 'plugin';
  return within.includes('dependencyManagement') || within.includes('constraints') ? 'managed' : 'library';
}

function pieceOf({ text, inside }: Token): Piece {
  return { text, span: { start: inside, end: inside + text.length } };
}

function unwrapped(items: Statement): Statement {
  const [first] = items;
  return first?.kind === '(' ? first.parts.flat() : items;
}

function entryIn([key, mark, value]: Statement): readonly [[string, Item]] | undefined {
  const isEntry = key?.kind === 'word' && mark?.kind === 'mark' && ':='.includes(mark.text);
  return isEntry && value !== undefined ? [[key.text, value]] : undefined;
}

/** `.version("1.5.0")`, `.versionRef("azure")`. */
function versionBy(by: Item | undefined, piece: Piece): Piece | undefined {
  if (by?.kind !== 'word') return undefined;
  if (by.text === 'versionRef') return { ...piece, text: `\${${ofCatalog}${piece.text}}` };
  return by.text === 'version' ? piece : undefined;
}

/** A version that is a string, or a name that stands for one. */
function valueOf(item: Item | undefined): Piece | undefined {
  if (item === undefined) return undefined;
  if (isText(item)) return pieceOf(item);
  if (item.kind !== 'word') return undefined;
  return { text: `\${${item.text}}`, span: { start: item.start, end: item.end } };
}
