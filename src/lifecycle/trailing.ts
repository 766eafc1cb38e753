/**
 * `text` without those of `signs` it ends with, in one pass. The regex for it, `/[signs]+$/`, tries anew at every sign of a
 * long row that something else ends: time grows with the square of the row.
 */
export function withoutTrailing(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** `text` without those of `signs` it begins or ends with. */
export function withoutAround(text: string, signs: string): string {
  let start = 0;
  while (start < text.length && signs.includes(text.charAt(start))) start += 1;
  return withoutTrailing(text.slice(start), signs);
}
