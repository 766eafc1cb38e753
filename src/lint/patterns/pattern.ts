/** What a pattern says about a path, piece by piece. A character is told by its code. */
export type Pattern =
  | { readonly kind: 'character'; readonly is: (code: number) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeated'; readonly part: Pattern };

export const slash = 0x2f;

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
