import type { Span, TextEdit } from '../../source/span';

/** Removes an entry with its line and, in JSON, the comma that would be one too many. */
export function removing(text: string, { start, end }: Span): TextEdit {
  const lineStart = lineStartOf(text, start);
  const alone = text.slice(lineStart, start).trim() === '';
  const after = skip(text, end, ' \t');
  const comma = text[after] === ',';
  const rest = comma ? skip(text, after + 1, ' \t') : after;
  const before = lastBefore(text, start);
  if (!comma && text[before] === ',') return { span: { start: before, end }, text: '' };
  if (!alone) return { span: { start, end: rest }, text: '' };
  return { span: { start: lineStart, end: afterLineEnd(text, rest) }, text: '' };
}

export function lineStartOf(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** The blanks a line begins with. */
export function indentAt(text: string, at: number): string {
  const start = lineStartOf(text, at);
  return text.slice(start, skip(text, start, ' \t'));
}

function skip(text: string, from: number, characters: string): number {
  let at = from;
  while (at < text.length && characters.includes(text.charAt(at))) at++;
  return at;
}

function lastBefore(text: string, from: number): number {
  let at = from - 1;
  while (at >= 0 && text.charAt(at).trim() === '') at--;
  return at;
}

function afterLineEnd(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return at + 2;
  return text[at] === '\n' || text[at] === '\r' ? at + 1 : at;
}
