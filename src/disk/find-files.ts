import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { textIn } from '../lint/file-text';
import { deepestFolder, largestFile, type FoundFile, type ListedFile, type SkippedFile } from '../lint/ports';
import { isBareName, isForeign, languageOf, languageOfFirstLine } from '../source/language';
import { hasEndlessLine } from '../source/source-file';
import { ignoreRulesAbove, ignoreRulesOf, isIgnored, type IgnoreRules } from './ignore-rules';
import { reasonOf } from './project-folder';

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
 * read with the reason. A file given by its own path is read even if it is ignored. Throws Node's error when a
 * given path is not there. Waits for the disk, as `listFile` does.
 */
export function* listFiles(paths: readonly string[], root: string): Generator<Listed> {
  const seen = new Set<string>();
  for (const given of paths) {
    for (const one of listedAt(path.resolve(root, given), root)) {
      if (seen.has(one.path)) continue;
      seen.add(one.path);
      yield one;
    }
  }
}

function* listedAt(absolute: string, root: string): Generator<Listed> {
  const name = path.relative(root, absolute).split(path.sep).join('/');
  if (!lstatSync(absolute).isDirectory()) yield listFile(absolute, name);
  else yield* below({ root, absolute, name }, { ignores: ignoreRulesAbove(absolute), depth: 0 });
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

/** Where it is, and what it is called from the root with `/` between folders; empty for the root itself. */
interface Folder {
  readonly root: string;
  readonly absolute: string;
  readonly name: string;
}

function* below(folder: Folder, place: Place): Generator<Listed> {
  const entries = entriesOf(folder.absolute);
  if (typeof entries === 'string') {
    yield unreadable(folder.name, entries);
    return;
  }
  const own = entries.some(({ name }) => name === '.gitignore') ? ignoreRulesOf(folder.absolute) : [];
  const ignores = [...place.ignores, ...own];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const absolute = `${folder.absolute}${path.sep}${entry.name}`;
    const name = folder.name === '' ? entry.name : `${folder.name}/${entry.name}`;
    const isFolder = entry.isDirectory();
    const isBin = isInBin(entry.name, isFolder, place);
    if (!isWanted(entry, absolute, isBin) || isIgnored(absolute, isFolder, ignores)) continue;
    if (!isFolder) yield listEntry(entry, name, folder.root);
    else if (place.depth >= deepestFolder) yield { path: name, skipped: 'nested too deeply' };
    else yield* below({ root: folder.root, absolute, name }, { ignores, depth: place.depth + 1, isBin });
  }
}

/** Whether a folder may hold files that rules read, or a file is one. */
function isWanted(entry: Dirent, absolute: string, isBin: boolean): boolean {
  if (entry.isDirectory()) return !isForeign(`${entry.name}/x.sh`);
  return isRead(entry.name, isBin) || (entry.isFile() && isScript(absolute));
}

function listEntry(entry: Dirent, name: string, root: string): Listed {
  if (entry.isSymbolicLink()) return { path: name, skipped: aLink };
  return entry.isFile() ? new FileInFolder(root, name) : { path: name, skipped: noFile };
}

/** What a folder holds, or why it cannot be said. */
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
    if (stat.isSymbolicLink()) return { path: name, skipped: aLink };
    if (!stat.isFile()) return { path: name, skipped: noFile };
    if (stat.size > largestFile) return { path: name, skipped: tooLarge };
    return { path: name, stamp: stampOf(stat), read: () => Promise.resolve(readText(absolute, name)) };
  } catch (error) {
    return unreadable(name, reasonOf(error));
  }
}

/** As `listFile`, for what a folder says it holds: the file itself is not asked for before it is read. There may be very many. */
class FileInFolder implements ListedFile {
  readonly path: string;
  readonly #root: string;

  constructor(root: string, name: string) {
    this.path = name;
    this.#root = root;
  }

  get stamp(): string {
    const stat = lstatSync(this.#absolute, { throwIfNoEntry: false });
    return stat === undefined ? 'gone' : stampOf(stat);
  }

  read(): Promise<FoundFile> {
    return Promise.resolve(readText(this.#absolute, this.path));
  }

  get #absolute(): string {
    return path.join(this.#root, this.path);
  }
}

function stampOf({ size, mtimeMs }: Stats): string {
  return `${size} ${mtimeMs}`;
}

const aLink = 'a link, which is not followed';
const noFile = 'not a file';
const tooLarge = 'larger than 1 MiB';

/** Files are read one after the other, and each is a text before the next one is. */
const room = Buffer.allocUnsafeSlow(largestFile);
// Not to wait for what a pipe says, nor to follow what has become a link since it was listed. Windows has neither: they are no numbers there.
const toRead = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** The text of a file that was listed before, or why there is none by now. */
export function readText(absolute: string, name: string): FoundFile {
  try {
    const file = openSync(absolute, toRead);
    try {
      const stat = fstatSync(file);
      if (!stat.isFile()) return { path: name, skipped: noFile };
      if (stat.size > largestFile) return { path: name, skipped: tooLarge };
      let length = 0;
      for (let read = -1; read !== 0 && length < stat.size; length += read)
        read = readSync(file, room, length, stat.size - length, null);
      return textOf(name, room.subarray(0, length));
    } finally {
      closeSync(file);
    }
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
