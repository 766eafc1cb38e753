import { character, slash, type Pattern } from './pattern';

/** The character that is one of those between brackets: `[a-z_]`, `[!a-z]`. */
export interface CharacterClass {
  readonly pattern: Pattern;
  /** Behind the closing bracket. */
  readonly end: number;
}

/** Reads the class whose `[` is at `start`; `undefined` where nothing closes it. A slash is in none. */
export function readClass(text: string, start: number): CharacterClass | undefined {
  const isNegated = text[start + 1] === '!' || text[start + 1] === '^';
  const first = start + (isNegated ? 2 : 1);
  const ranges: (readonly [number, number])[] = [];
  let at = first;
  const take = (): number => {
    if (text[at] === '\\' && at + 1 < text.length) at += 1;
    return text.charCodeAt(at++);
  };
  // A bracket that comes first is one of the characters.
  while (at < text.length && (text[at] !== ']' || at === first)) {
    const from = take();
    const isRange = text[at] === '-' && at + 1 < text.length && text[at + 1] !== ']';
    if (isRange) at += 1;
    ranges.push([from, isRange ? take() : from]);
  }
  if (at >= text.length) return undefined;
  const isIn = (code: number) => ranges.some(([from, to]) => code >= from && code <= to);
  return { pattern: character((code) => code !== slash && isIn(code) !== isNegated), end: at + 1 };
}
