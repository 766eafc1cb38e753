/**
 * Whether brackets and braces of a text are nested deeper than people nest them. Parsers that work by recursion take long to fail on
 * such a text. Those in strings and comments are counted as well: so many of them are no text that people wrote either.
 */
export function isNestedBeyond(text: string, deepest: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) depth--;
    if (depth > deepest) return true;
  }
  return false;
}
