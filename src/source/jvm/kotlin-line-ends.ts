/**
 * The text with a line end in place of the blank before each closing brace, as long as before. The grammar does not know that a
 * brace ends a declaration as well as a line does: `object A { val b = 1 }`. Texts and comments stay as they are.
 */
export function withLineEnds(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(pieces)) {
    if (match[0] !== ' }') continue;
    parts.push(text.slice(from, match.index), '\n');
    from = match.index + 1;
  }
  return from === 0 ? text : parts.join('') + text.slice(from);
}

/** Texts, comments and characters are passed over as a whole; what is not closed ends with the line or the file. */
const pieces =
  /"""[^]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)| \}/g;
