import { guidForm } from '../../estate/ids/guid';

/** The first group of the first match. */
export function first(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** A GUID behind some words: `guidAfter(text, 'oid=')`. Masked ones are not there. */
export function guidAfter(text: string, words: string): string | undefined {
  return first(text, new RegExp(`${words}(${guidForm})`, 'i'))?.toLowerCase();
}
