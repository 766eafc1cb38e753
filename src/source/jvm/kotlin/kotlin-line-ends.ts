/**
 * The text with a line end in place of the blank before each closing brace, as long as before. The grammar does not know that a
 * brace ends a declaration as well as a line does: `object A { val b = 1 }`. Texts and comments stay as they are.
 */
export function withLineEnds(whole: string): string {
  const text = withoutOpenComments(whole);
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(pieces)) {
    if (match[0] !== ' }') continue;
    parts.push(text.slice(from, match.index), '\n');
    from = match.index + 1;
  }
  return from === 0 ? text : parts.join('') + text.slice(from);
}

/** Of a comment that is never closed the grammar looks at the rest of the file once for each mark within it. */
const maxOpen = 200;

/** Blanks in place of the marks that open comments, where many are never closed. */
function withoutOpenComments(text: string): string {
  if (text.split('/*').length <= maxOpen) return text;
  let depth = 0;
  let open = 0;
  for (const { 0: mark, index } of text.matchAll(/\/\*|\*\//g)) {
    if (mark === '/*' && depth++ === 0) open = index;
    if (mark === '*/') depth = Math.max(0, depth - 1);
  }
  return depth <= maxOpen ? text : text.slice(0, open) + text.slice(open).replaceAll('/*', '  ');
}

/** Texts, comments and characters are passed over as a whole; what is not closed ends with the line or the file. */
const pieces =
  /"""[^]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)| \}/g;
