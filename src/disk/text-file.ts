import { readFileSync } from 'node:fs';
import { textIn } from '../lint/file-text';

/** A file that the user named, as text; undefined when it cannot be read. */
export function readTextFile(file: string): string | undefined {
  try {
    return decoded(readFileSync(file));
  } catch {
    return undefined;
  }
}

/** All that is piped in, as text. */
export function readStandardInput(): string {
  return decoded(readFileSync(0));
}

function decoded(bytes: Buffer): string {
  const read = textIn(bytes);
  return 'skipped' in read ? '' : read.text.replace(/^\uFEFF/, '');
}
