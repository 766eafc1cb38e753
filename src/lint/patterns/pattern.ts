/** What a pattern says about a path, piece by piece. A character is told by its code. */
export type Pattern =
  | { readonly kind: 'character'; readonly is: (code: number) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeated'; readonly part: Pattern };

const slash = 0x2f;

export const anything = character(() => true);
export const notSlash = character((code) => code !== slash);

export function character(is: (code: number) => boolean): Pattern {
  return { kind: 'character', is };
}

export function literal(text: string): Pattern {
  return sequence(
    Array.from({ length: text.length }, (_, i) => {
      const wanted = text.charCodeAt(i);
      return character((code) => code === wanted);
    }),
  );
}

export function sequence(parts: readonly Pattern[]): Pattern {
  return { kind: 'sequence', parts };
}

export function choice(options: readonly Pattern[]): Pattern {
  return { kind: 'choice', options };
}

/** Any number of times, also none. */
export function repeated(part: Pattern): Pattern {
  return { kind: 'repeated', part };
}

export function optional(part: Pattern): Pattern {
  return choice([part, sequence([])]);
}

/** Any number of folders, each with its slash. */
export const anyFolders = optional(sequence([repeated(anything), literal('/')]));

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
