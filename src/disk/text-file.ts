import { lstatSync, readFileSync } from 'node:fs';
import { NotText, reasonOf } from './project-folder';
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

/** A file that was named, as text; throws Node's error, or that it is none. */
export function readGivenFile(file: string): string {
  return decoded(readFileSync(file));
}

/** All that is piped in, as text; throws that it is none. */
export function readStandardInput(): string {
  return decoded(readFileSync(0));
}

function decoded(bytes: Buffer): string {
  const read = textIn(bytes);
  if ('skipped' in read) throw new NotText();
  return read.text.replace(/^\uFEFF/, '');
}
