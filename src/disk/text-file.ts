import { lstatSync, readFileSync } from 'node:fs';
import { reasonOf } from './project-folder';
import { say, type Text } from '../lifecycle/text';
import { textIn } from '../lint/file-text';

/** A file that may be there or not, such as a configuration: its text, or why it is not used; `undefined` when there is none. */
export function readOwnFile(file: string): { readonly text: string } | { readonly why: Text } | undefined {
  try {
    const found = lstatSync(file);
    return found.isFile()
      ? { text: readGivenFile(file) }
      : { why: say('this is no regular file and not used') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return { why: say('it cannot be read and is not used: {0}', reasonOf(error)) };
  }
}

/** A file that was named, as text; throws Node's error. */
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
