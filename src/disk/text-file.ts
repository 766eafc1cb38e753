import { lstatSync, readFileSync } from 'node:fs';
import { textIn } from '../lint/file-text';

/** A file that nobody named, as text; undefined when there is none, or it is a link, a device or a pipe. */
export function readTextFile(file: string): string | undefined {
  try {
    return lstatSync(file).isFile() ? readGivenFile(file) : undefined;
  } catch {
    return undefined;
  }
}

/** As `readTextFile`; throws Node's error. */
export function readGivenFile(file: string): string {
  return decoded(readFileSync(file));
}

/** All that is piped in, as text. */
export function readStandardInput(): string {
  return decoded(readFileSync(0));
}

function decoded(bytes: Buffer): string {
  const read = textIn(bytes);
  return 'skipped' in read ? '' : read.text.replace(/^\uFEFF/, '');
}
