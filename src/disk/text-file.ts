import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { reasonOf, Unfit } from './project-folder';
import { say, type Text } from '../lifecycle/text';
import { textIn } from '../lint/file-text';

const mebibyte = 1 << 20;
/** Longer than any log or state that somebody wants to be read; a device or a pipe may have no end. */
const most = 256;
/** What is longer than this is refused as a configuration anyway. */
const mostOfOwn = mebibyte;

/** A file that may be there or not, such as a configuration: its text, or why it is not used; `undefined` when there is none. */
export function readOwnFile(file: string): { readonly text: string } | { readonly why: Text } | undefined {
  try {
    const found = lstatSync(file);
    return found.isFile()
      ? { text: decoded(readFrom(file, mostOfOwn).bytes) }
      : { why: say('this is no regular file and not used') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return { why: say('it cannot be read and is not used: {0}', reasonOf(error)) };
  }
}

/** A file that was named, as text; throws Node's error, or that it is none or has no end in sight. */
export function readGivenFile(file: string): string {
  return whole(file);
}

/** All that is piped in, as text; throws as `readGivenFile`. */
export function readStandardInput(): string {
  return whole(0);
}

function whole(file: string | number): string {
  const { bytes, isAll } = readFrom(file, most * mebibyte);
  if (!isAll) throw new Unfit(`it is larger than ${most} MiB`);
  return decoded(bytes);
}

/** What a file, or something that is open already, holds up to so many bytes. */
function readFrom(
  file: string | number,
  length: number,
): { readonly bytes: Buffer; readonly isAll: boolean } {
  const descriptor = typeof file === 'number' ? file : openSync(file, 'r');
  try {
    const room = Buffer.allocUnsafe(mebibyte);
    const parts: Buffer[] = [];
    for (let read = 0; ;) {
      const count = readSync(descriptor, room, 0, room.length, null);
      if (count === 0) return { bytes: Buffer.concat(parts), isAll: true };
      parts.push(Buffer.from(room.subarray(0, count)));
      read += count;
      if (read > length) return { bytes: Buffer.concat(parts), isAll: false };
    }
  } finally {
    if (typeof file === 'string') closeSync(descriptor);
  }
}

function decoded(bytes: Buffer): string {
  const read = textIn(bytes);
  if ('skipped' in read) throw new Unfit('it holds no text');
  return read.text.replace(/^\uFEFF/, '');
}
