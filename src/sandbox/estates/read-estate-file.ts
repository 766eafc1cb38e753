import { readFileSync, statSync } from 'node:fs';

/** Larger than any export; the estate is held in memory. Bytes. */
const largestFile = 256 * 1024 * 1024;

/**
 * The resources of a file: a JSON array, or an answer of Azure or an exported template that holds one. Throws an `Error`
 * that says what is wrong with it.
 */
export function readEstateFile(file: string): readonly unknown[] {
  const about = statSync(file);
  // Reading a pipe or a device would wait for ever, and signals with it.
  if (!about.isFile()) throw new Error('it is no regular file.');
  if (about.size > largestFile) throw new Error(`it is larger than ${largestFile / 1024 / 1024} MB.`);
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  const { value, resources } = (typeof parsed === 'object' ? (parsed ?? {}) : {}) as Record<string, unknown>;
  const list = [parsed, value, resources].find((candidate) => Array.isArray(candidate));
  if (list === undefined) throw new Error('it must hold an array of resources.');
  return list as readonly unknown[];
}
