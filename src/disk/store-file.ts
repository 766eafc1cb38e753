import {
  closeSync,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';

/** Why a file was left as it is, as an end of "was not changed: ...". */
export interface NotStored {
  readonly why: string;
}

/**
 * Gives a file other bytes, whole or not at all: they are written beside it, brought to the disk, and take its place. `was` is
 * what it held when it was judged: when somebody has changed it since, or it or a folder of it below `root` has become a link,
 * it is left alone. No error of the disk is thrown.
 */
export function replaceFile(
  file: string,
  { root, was, now }: { readonly root: string; readonly was: Uint8Array; readonly now: Uint8Array },
): NotStored | undefined {
  try {
    const found = lstatSync(file);
    if (!found.isFile()) return { why: 'it is no regular file any more' };
    if (!isBelowItself(path.dirname(file), root)) return { why: 'one of its folders is a link' };
    if (!readFileSync(file).equals(was)) return { why: 'it was changed meanwhile' };
    return putInPlace(file, now, found);
  } catch (error) {
    return { why: whyNotWritten(error) };
  }
}

/** Makes a file, or gives one other bytes whatever it held; as `replaceFile` otherwise. */
export function writeFile(file: string, now: Uint8Array): NotStored | undefined {
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFile()) return { why: 'it is no regular file' };
    return putInPlace(file, now, found);
  } catch (error) {
    return { why: whyNotWritten(error) };
  }
}

function putInPlace(file: string, bytes: Uint8Array, before: Stats | undefined): NotStored | undefined {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${crypto.randomUUID()}.tmp`);
  try {
    // Fails when there is anything of this name, also a link.
    const descriptor = openSync(beside, 'wx', 0o666);
    try {
      writeFileSync(descriptor, bytes);
      if (before !== undefined) fchmodSync(descriptor, before.mode & 0o777);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (!isSame(before, lstatSync(file, { throwIfNoEntry: false }))) {
      rmSync(beside);
      return { why: 'it was changed meanwhile' };
    }
    renameSync(beside, file);
    return undefined;
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function isSame(before: Stats | undefined, now: Stats | undefined): boolean {
  if (before === undefined || now === undefined) return before === now;
  return (
    now.isFile() &&
    (before.ino === now.ino || before.ino === 0) &&
    before.size === now.size &&
    before.mtimeMs === now.mtimeMs
  );
}

/** Whether no folder between them is a link. The root itself may be one: people gave it. */
function isBelowItself(folder: string, root: string): boolean {
  const below = path.relative(root, folder);
  if (below.startsWith('..')) return realpathSync(folder) === path.resolve(folder);
  return realpathSync(folder) === path.join(realpathSync(root), below);
}

/** Why something could not be written, in words. */
export function whyNotWritten(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'the disk is full' : `it cannot be written (${code})`;
}
