import type { BuildFile } from '../../../source/build/build-file';
import { lineEndOf, type TextEdit } from '../../../source/span';
import type { WantedLibrary } from './wanted-libraries';

export interface CatalogAddition {
  readonly edits: readonly TextEdit[];
  /** What the catalog calls each library, by `group:artifact`. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** Adds libraries to a version catalog, `libs.versions.toml`; those that it lists already keep their entry. */
export function addToCatalog(
  text: string,
  catalog: BuildFile,
  libraries: readonly WantedLibrary[],
): CatalogAddition {
  const aliases = new Map<string, string>();
  const versions: string[] = [];
  const entries: string[] = [];
  for (const library of libraries) {
    const { group, artifact, version } = library;
    const known = catalog.dependencies.find(
      (one) => one.use !== 'plugin' && one.group.text === group && one.artifact.text === artifact,
    );
    aliases.set(`${group}:${artifact}`, known?.alias ?? artifact);
    if (known !== undefined) continue;
    if (version !== undefined) versions.push(`${artifact} = "${version}"`);
    const reference = version === undefined ? '' : `, version.ref = "${artifact}"`;
    entries.push(`${artifact} = { module = "${group}:${artifact}"${reference} }`);
  }
  const edits = [...intoTable(text, 'versions', versions), ...intoTable(text, 'libraries', entries)];
  return { edits, aliases };
}

/** Scripts write dots where a catalog has dashes. */
export function accessorOf(alias: string): string {
  return alias.replace(/[-_]/g, '.');
}

function intoTable(text: string, table: string, lines: readonly string[]): readonly TextEdit[] {
  if (lines.length === 0) return [];
  const lineEnd = lineEndOf(text);
  const block = lines.join(lineEnd);
  const rows = text.split('\n');
  const heads = rows.map((row) => tableIn(row));
  const head = heads.indexOf(table);
  if (head < 0) {
    const lead = text === '' ? '' : text.endsWith('\n') ? lineEnd : `${lineEnd}${lineEnd}`;
    const end = { start: text.length, end: text.length };
    return [{ span: end, text: `${lead}[${table}]${lineEnd}${block}${lineEnd}` }];
  }
  const next = heads.findIndex((one, i) => i > head && one !== undefined);
  let last = (next < 0 ? rows.length : next) - 1;
  // What comments and blank lines there are above the next table belong to it.
  while (last > head && /^\s*(?:#|$)/.test(rows[last] ?? '')) last -= 1;
  const at = rows
    .slice(0, last + 1)
    .join('\n')
    .replace(/\r$/, '').length;
  return [{ span: { start: at, end: at }, text: `${lineEnd}${block}` }];
}

/** The name of the table whose head a line is. */
function tableIn(row: string): string | undefined {
  return /^[ \t]*\[([\w.-]+)\][ \t\r]*(?:#|$)/.exec(row)?.[1];
}
