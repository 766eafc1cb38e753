import { readFileSync } from 'node:fs';
import { textIn } from '../lint/file-text';

/** A file that the user named, as text; undefined when it cannot be read. */
export function readTextFile(file: string): string | undefined {
  try {
    return readGivenFile(file);
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
