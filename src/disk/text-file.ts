import { readFileSync } from 'node:fs';

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
  // What Windows PowerShell's `>` writes begins with this mark of UTF-16.
  const text = bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
  return text.replace(/^\uFEFF/, '');
}
