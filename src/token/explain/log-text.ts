const guidForm = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const wholeGuid = new RegExp(`^${guidForm}$`, 'i');

export function isGuid(text: string): boolean {
  return wholeGuid.test(text);
}

/** The first group of the first match. */
export function first(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** A GUID behind some words: `guidAfter(text, 'oid=')`. Masked ones are not there. */
export function guidAfter(text: string, words: string): string | undefined {
  return first(text, new RegExp(`${words}(${guidForm})`, 'i'))?.toLowerCase();
}
