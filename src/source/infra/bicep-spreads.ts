/**
 * The grammar does not know Bicep's spread, and loses the rest of the file over one. In an object, `...` becomes
 * `_: `, an entry, in an array it becomes blanks: the same length, so that offsets stay true.
 */
export function withoutSpreads(text: string): string {
  if (!text.includes('...')) return text;
  const opened: string[] = [];
  let [out, from] = ['', 0];
  for (let at = 0; at < text.length; at++) {
    const skipped = endOfQuiet(text, at);
    if (skipped > at) {
      at = skipped - 1;
      continue;
    }
    const character = text.charAt(at);
    if ('{[('.includes(character)) opened.push(character);
    else if ('}])'.includes(character)) opened.pop();
    else if (character === '.' && text.startsWith('...', at)) {
      out += text.slice(from, at) + (opened.at(-1) === '{' ? '_: ' : '   ');
      from = at + 3;
      at += 2;
    }
  }
  return out + text.slice(from);
}

/** The name of such an entry, read from the text as it is. */
export const spreadKey = '.';

/** The end of the comment or string that starts here; `at` itself where none does. */
function endOfQuiet(text: string, at: number): number {
  if (text.startsWith('//', at)) return after(text, '\n', at);
  if (text.startsWith('/*', at)) return after(text, '*/', at + 2);
  if (text.startsWith("'''", at)) return after(text, "'''", at + 3);
  return text.charAt(at) === "'" ? endOfString(text, at + 1) : at;
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** A string ends with its line at the latest. A quote within `${...}` ends it too, which does no harm here. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === "'") return at + 1;
    else if (character === '\n') return at;
  }
  return text.length;
}
