import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { largestFile, type FoundFile } from '../lint/ports';
import { isForeign, languageOf } from '../source/language';

/** Folders nest deeper only by mistake. */
const deepest = 64;

interface Place {
  /** What `.gitignore` files above say, each about paths below its own folder. */
  readonly ignores: readonly { readonly folder: string; readonly rules: Ignore }[];
  readonly depth: number;
}

/**
 * The files below the given paths that rules can read, in the order of their names. Follows no link, honours `.gitignore`, and
 * yields what it did not read with the reason. Rejects with Node's error when a given path is not there.
 */
export async function* findFiles(paths: readonly string[], root: string): AsyncGenerator<FoundFile> {
  for (const given of paths) {
    const absolute = path.resolve(root, given);
    const stat = await lstat(absolute);
    if (stat.isDirectory()) yield* below(absolute, root, { ignores: [], depth: 0 });
    else yield* fileAt(absolute, root);
  }
}

async function* below(folder: string, root: string, place: Place): AsyncGenerator<FoundFile> {
  const entries = await readdir(folder, { withFileTypes: true });
  const ignores = [...place.ignores, ...(await ignoresOf(folder, entries))];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const absolute = path.join(folder, entry.name);
    if (isIgnored(absolute, entry.isDirectory(), ignores)) continue;
    if (entry.isDirectory()) {
      if (isForeign(`${entry.name}/x`)) continue;
      if (place.depth >= deepest) yield { path: relative(absolute, root), skipped: 'nested too deeply' };
      else yield* below(absolute, root, { ignores, depth: place.depth + 1 });
    } else if (entry.isFile() && languageOf(entry.name) !== undefined) yield* fileAt(absolute, root);
    else if (entry.isSymbolicLink() && languageOf(entry.name) !== undefined)
      yield { path: relative(absolute, root), skipped: 'a link, which is not followed' };
  }
}

async function ignoresOf(
  folder: string,
  entries: readonly { readonly name: string }[],
): Promise<Place['ignores']> {
  if (!entries.some(({ name }) => name === '.gitignore')) return [];
  const text = await readFile(path.join(folder, '.gitignore'), 'utf8').catch(() => '');
  return [{ folder, rules: ignore().add(text) }];
}

function isIgnored(absolute: string, isFolder: boolean, ignores: Place['ignores']): boolean {
  return ignores.some(({ folder, rules }) =>
    rules.ignores(`${relative(absolute, folder)}${isFolder ? '/' : ''}`),
  );
}

async function* fileAt(absolute: string, root: string): AsyncGenerator<FoundFile> {
  const name = relative(absolute, root);
  const stat = await lstat(absolute);
  if (stat.isSymbolicLink()) yield { path: name, skipped: 'a link, which is not followed' };
  else if (!stat.isFile()) yield { path: name, skipped: 'not a file' };
  else if (stat.size > largestFile) yield { path: name, skipped: 'larger than 1 MiB' };
  else yield await readText(absolute, name);
}

async function readText(absolute: string, name: string): Promise<FoundFile> {
  try {
    const text = await readFile(absolute, 'utf8');
    return text.includes('\0') ? { path: name, skipped: 'not text' } : { path: name, text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { path: name, skipped: `cannot be read (${code})` };
  }
}

function relative(absolute: string, root: string): string {
  return path.relative(root, absolute).split(path.sep).join('/');
}
