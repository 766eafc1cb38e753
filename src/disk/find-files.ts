import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  type Dirent,
} from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { textIn } from '../lint/file-text';
import { largestFile, type FoundFile, type ListedFile, type SkippedFile } from '../lint/ports';
import { isBareName, isForeign, languageOf, languageOfFirstLine } from '../source/language';
import { hasEndlessLine } from '../source/source-file';
import { ignoreRulesAbove, ignoreRulesOf, isIgnored, type IgnoreRules } from './ignore-rules';
import { reasonOf } from './project-folder';

/** Folders nest deeper only by mistake. */
const deepest = 64;

export type Listed = ListedFile | SkippedFile;

interface Place {
  readonly ignores: IgnoreRules;
  readonly depth: number;
  /** Set below `bin`, where people keep scripts and tools all else. */
  readonly isBin?: boolean;
}

/**
 * The files below the given paths that rules can read, each once, in the order of their names. Follows no link, honours
 * `.gitignore` files below the paths and above them up to the root of their repository, and yields what it did not
 * read with the reason. A file given by its own path is read even if it is ignored. Rejects with Node's error when a
 * given path is not there.
 */
export async function* listFiles(paths: readonly string[], root: string): AsyncGenerator<Listed> {
  const seen = new Set<string>();
  for (const given of paths) {
    for await (const one of listedAt(path.resolve(root, given), root)) {
      if (seen.has(one.path)) continue;
      seen.add(one.path);
      yield one;
    }
  }
}

async function* listedAt(absolute: string, root: string): AsyncGenerator<Listed> {
  const stat = await lstat(absolute);
  if (!stat.isDirectory()) yield listFile(absolute, relative(absolute, root));
  else yield* below(absolute, root, { ignores: await ignoreRulesAbove(absolute), depth: 0 });
}

function isInBin(name: string, isFolder: boolean, { isBin }: Place): boolean {
  return isBin === true || (isFolder && name.toLowerCase() === 'bin');
}

function isRead(name: string, isBin: boolean): boolean {
  return languageOf(name) !== undefined && !(isBin && isForeign(`bin/${name}`));
}

/** Whether a file whose name says nothing begins as a script does. */
function isScript(absolute: string): boolean {
  if (!isBareName(path.basename(absolute))) return false;
  const start = Buffer.alloc(256);
  try {
    const file = openSync(absolute, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const length = fstatSync(file).isFile() ? readSync(file, start) : 0;
      return languageOfFirstLine(start.toString('latin1', 0, length)) !== undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever names it is told; nobody counts on it otherwise.
    return false;
  }
}

async function* below(folder: string, root: string, place: Place): AsyncGenerator<Listed> {
  const entries = entriesOf(folder);
  if (typeof entries === 'string') {
    yield unreadable(relative(folder, root), entries);
    return;
  }
  const own = entries.some(({ name }) => name === '.gitignore') ? await ignoreRulesOf(folder) : [];
  const ignores = [...place.ignores, ...own];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const absolute = path.join(folder, entry.name);
    const isFolder = entry.isDirectory();
    const isBin = isInBin(entry.name, isFolder, place);
    if (
      isFolder
        ? isForeign(`${entry.name}/x.sh`)
        : !isRead(entry.name, isBin) && !(entry.isFile() && isScript(absolute))
    )
      continue;
    if (isIgnored(absolute, isFolder, ignores)) continue;
    if (!isFolder) yield listFile(absolute, relative(absolute, root));
    else if (place.depth >= deepest) yield { path: relative(absolute, root), skipped: 'nested too deeply' };
    else yield* below(absolute, root, { ignores, depth: place.depth + 1, isBin });
  }
}

/** What a folder holds, or why it cannot be said. Waits for the disk, as `listFile` does. */
function entriesOf(folder: string): Dirent[] | string {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * A file as it is now; what cannot be read as text comes with the reason. Waits for the disk: nothing else goes on in a
 * process or thread that reads files to judge them, and asking aside costs several times as much for small files.
 */
export function listFile(absolute: string, name: string): Listed {
  try {
    const stat = lstatSync(absolute);
    if (stat.isSymbolicLink()) return { path: name, skipped: 'a link, which is not followed' };
    if (!stat.isFile()) return { path: name, skipped: 'not a file' };
    if (stat.size > largestFile) return { path: name, skipped: 'larger than 1 MiB' };
    const read = () => Promise.resolve(readText(absolute, name));
    return { path: name, stamp: `${stat.size} ${stat.mtimeMs}`, read };
  } catch (error) {
    return unreadable(name, reasonOf(error));
  }
}

function readText(absolute: string, name: string): FoundFile {
  try {
    return textOf(name, readFileSync(absolute));
  } catch (error) {
    return unreadable(name, reasonOf(error));
  }
}

function textOf(name: string, bytes: Buffer): FoundFile {
  const read = textIn(bytes);
  if ('skipped' in read) return { path: name, ...read };
  if (hasEndlessLine(read.text)) return { path: name, skipped: 'a line too long to be written by people' };
  return { path: name, ...read };
}

function unreadable(name: string, why: string): SkippedFile {
  return { path: name, skipped: why, unreadable: true };
}

function relative(absolute: string, root: string): string {
  return path.relative(root, absolute).split(path.sep).join('/');
}
