import { existsSync, lstatSync } from 'node:fs';
import path from 'node:path';
import { configFileName } from '../lint/config/file-name';

/**
 * The folder that a run is about, wherever within it the command was started: the nearest one that holds the settings of a
 * team or is a repository, else the one it was started in.
 */
export function projectFolder(cwd: string): string {
  for (let at = cwd; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, configFileName)) || existsSync(path.join(at, '.git'))) return at;
    if (path.dirname(at) === at) return cwd;
  }
}

/** A path as reports, baselines and settings name it: relative to a folder, with `/` between folders. */
export function nameIn(folder: string, absolute: string): string {
  return path.relative(folder, absolute).split(path.sep).join('/');
}

/** What somebody asks to be judged. */
export interface GivenPaths {
  /** Absolute. */
  readonly paths: readonly string[];
  /** Those that are files, relative to the folder of the run: they were named, so each must be accounted for. */
  readonly files: ReadonlySet<string>;
}

/** Resolves paths as given on a command line, or says which of them means nothing. */
export function givenPaths(
  given: readonly string[],
  cwd: string,
  root: string,
): GivenPaths | { readonly wrong: string } {
  const files = new Set<string>();
  const paths: string[] = [];
  for (const one of given) {
    if (one.trim() === '') return { wrong: 'A path is empty: is a variable unset?' };
    const absolute = path.resolve(cwd, one);
    try {
      if (!lstatSync(absolute).isDirectory()) files.add(nameIn(root, absolute));
    } catch (error) {
      return { wrong: `${one}: ${reasonOf(error)}.` };
    }
    paths.push(absolute);
  }
  return { paths, files };
}

/** What was read is of no use: no text, such as an archive or an encoding without a mark, or more of it than anybody has written. */
export class Unfit extends Error {
  readonly code = 'UNFIT';
}

/** An error of the file system in words. */
export function reasonOf(error: unknown): string {
  if (error instanceof Unfit) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'it may not be read';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    case 'ELOOP':
      return 'its links lead nowhere';
    default:
      return code === '' ? 'it cannot be read' : `it cannot be read (${code})`;
  }
}
