/**
 * A run of the letters and dots tokens are made of. It cannot fail half-way, so looking for all of them takes one pass over
 * the text, whatever the text is.
 */
const run = /[\w-]+(?:\.[\w-]*)*/g;
/** How the header of a JSON Web Token begins: `{"` in base64. */
const usualBeginning = 'eyJ';
/** With a blank, a tab or a line end behind the brace; in the midst of a word these are but letters (`keyAccess`, `reviewer`). */
const oddBeginning = /^(?:eyA|ewo|ewk|ew0)/;
/** No header is shorter. */
const shortestHeader = 13;
/** A header alone of this length is no word either: a message was cut in the middle of a token. */
const longestWord = 80;

/** Removes what has the look of a token, registered or not: base64url parts with dots between them that begin with `{"`. */
export function withoutTokens(text: string): string {
  return text.replace(run, (found) => {
    const at = tokenIn(found);
    return at < 0 ? found : `${found.slice(0, at)}[redacted token]`;
  });
}

function tokenIn(found: string): number {
  if (found.length < shortestHeader) return -1;
  let start = 0;
  for (const part of found.split('.')) {
    const at = firstBeginning(part);
    const rest = part.length - at;
    const isLast = start + part.length === found.length;
    if (at >= 0 && rest >= shortestHeader && (!isLast || rest >= longestWord)) return start + at;
    start += part.length + 1;
  }
  return -1;
}

function firstBeginning(part: string): number {
  return oddBeginning.test(part) ? 0 : part.indexOf(usualBeginning);
}

/** Addresses of running changes are signed; whoever has one may ask for the change. What stands behind their `?` is removed. */
export function withoutSignedQueries(text: string): string {
  return text.replace(/[^\s"'<>]+/g, (word) => {
    const at = word.search(/\/operation(?:Status|Results)\//i);
    const query = at < 0 ? -1 : word.indexOf('?', at) + 1;
    return query <= 0 || query === word.length ? word : `${word.slice(0, query)}[redacted]`;
  });
}
