import { readGradlePieces, type Group, type Item } from '../../../source/build/gradle-pieces';
import { lineEndOf, type TextEdit } from '../../../source/span';
import { accessorOf } from './add-to-catalog';
import type { WantedLibrary } from './wanted-libraries';

export interface GradleScript {
  readonly path: string;
  readonly text: string;
  /** What the catalog calls the libraries to be added, by `group:artifact`; none where they are written out. */
  readonly aliases?: ReadonlyMap<string, string>;
}

/** The edits that add libraries to a Gradle script, in Groovy or Kotlin, spelled as the script spells them. */
export function addToGradle(
  { path, text, aliases = new Map() }: GradleScript,
  libraries: readonly WantedLibrary[],
): readonly TextEdit[] {
  if (libraries.length === 0) return [];
  const { statements } = readGradlePieces(text);
  const dependencies = blockIn(statements, 'dependencies');
  const imports = importsIn(statements);
  const write = new Writer(path.endsWith('.kts'), text, aliases);
  const isImported = ({ use }: WantedLibrary) => use === 'bom' && imports !== undefined;
  const imported = libraries.filter(isImported).map((one) => write.imported(one));
  const lines = libraries.filter((one) => !isImported(one)).map((one) => write.statement(one));
  return [
    ...(imports === undefined ? [] : linesInto(text, imports, imported)),
    ...(dependencies === undefined ? [newBlock(text, lines)] : linesInto(text, dependencies, lines)),
  ];
}

class Writer {
  readonly #isKotlin: boolean;
  readonly #quote: string;
  readonly #aliases: ReadonlyMap<string, string>;

  constructor(isKotlin: boolean, text: string, aliases: ReadonlyMap<string, string>) {
    this.#isKotlin = isKotlin;
    this.#aliases = aliases;
    const isDouble = /\b(?:implementation|api|runtimeOnly|compile)[ (]+"/.test(text);
    this.#quote = isKotlin || isDouble ? '"' : "'";
  }

  /** Within `dependencyManagement { imports { ... } }`. */
  imported(library: WantedLibrary): string {
    const notation = this.#quoted(library);
    return this.#isKotlin ? `mavenBom(${notation})` : `mavenBom ${notation}`;
  }

  statement(library: WantedLibrary): string {
    const { use, runtime } = library;
    const configuration = runtime === true ? 'runtimeOnly' : 'implementation';
    const notation = this.#accessor(library) ?? this.#quoted(library);
    if (use === 'bom')
      return this.#isKotlin
        ? `${configuration}(platform(${notation}))`
        : `${configuration} platform(${notation})`;
    return this.#isKotlin ? `${configuration}(${notation})` : `${configuration} ${notation}`;
  }

  #accessor({ group, artifact }: WantedLibrary): string | undefined {
    const alias = this.#aliases.get(`${group}:${artifact}`);
    return alias === undefined ? undefined : `libs.${accessorOf(alias)}`;
  }

  #quoted({ group, artifact, version }: WantedLibrary): string {
    const parts = [group, artifact, ...(version === undefined ? [] : [version])];
    return `${this.#quote}${parts.join(':')}${this.#quote}`;
  }
}

/** A block of the script itself; those of subprojects and of the build script are not its own. */
function blockIn(statements: readonly (readonly Item[])[], name: string): Group | undefined {
  for (const statement of statements) {
    const [first, second] = statement;
    if (first?.kind === 'word' && first.text === name && second?.kind === '{') return second;
  }
  return undefined;
}

function importsIn(statements: readonly (readonly Item[])[]): Group | undefined {
  const management = blockIn(statements, 'dependencyManagement');
  return management === undefined ? undefined : blockIn(management.parts, 'imports');
}

function linesInto(text: string, block: Group, lines: readonly string[]): readonly TextEdit[] {
  if (lines.length === 0) return [];
  const lineEnd = lineEndOf(text);
  const close = block.end - 1;
  const outer = indentOfLine(text, block.start);
  const last = block.parts.at(-1)?.[0];
  const own = last === undefined ? '' : indentOfLine(text, last.start);
  const indent = own.length > outer.length ? own : `${outer}${unitOf(text)}`;
  const written = lines.map((line) => `${indent}${line}`).join(lineEnd);
  const lineStart = lineStartAt(text, close);
  if (text.slice(lineStart, close).trim() === '')
    return [{ span: { start: lineStart, end: lineStart }, text: `${written}${lineEnd}` }];
  const before = text.slice(block.start + 1, close).trimEnd().length;
  const from = block.start + 1 + before;
  return [{ span: { start: from, end: close }, text: `${lineEnd}${written}${lineEnd}${outer}` }];
}

function newBlock(text: string, lines: readonly string[]): TextEdit {
  const lineEnd = lineEndOf(text);
  const unit = unitOf(text);
  const block = ['dependencies {', ...lines.map((line) => `${unit}${line}`), '}', ''].join(lineEnd);
  const lead = text === '' ? '' : text.endsWith('\n') ? lineEnd : `${lineEnd}${lineEnd}`;
  return { span: { start: text.length, end: text.length }, text: `${lead}${block}` };
}

function unitOf(text: string): string {
  return /^([ \t]+)\S/m.exec(text)?.[1] ?? '    ';
}

function indentOfLine(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartAt(text, at), at))?.[0] ?? '';
}

function lineStartAt(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}
