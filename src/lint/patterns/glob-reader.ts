import {
  anyFolders,
  anything,
  character,
  choice,
  literal,
  notSlash,
  optional,
  repeated,
  sequence,
  type Pattern,
} from './pattern';
import { readClass } from './character-class';

/** Reads the text of a glob. What opens and is never closed, and what closes nothing, are characters as others. */
export class GlobReader {
  readonly #text: string;
  readonly #taken: number | undefined;
  /** Where braces and groups end, by where they begin. */
  readonly #closed: ReadonlyMap<number, number>;
  #at = 0;
  /** How many groups `!(...)` were read. */
  negated = 0;

  /** `taken` is the number of the one negated group that is read as what it names; the others are read as any name. */
  constructor(text: string, taken?: number) {
    this.#text = text;
    this.#taken = taken;
    this.#closed = closedIn(text);
  }

  read(): Pattern {
    return this.#sequence(this.#text.length, '');
  }

  /** Up to `end` or a character that separates, whichever comes first; neither is taken. */
  #sequence(end: number, separator: string): Pattern {
    const parts: Pattern[] = [];
    while (this.#at < end && this.#text[this.#at] !== separator) parts.push(this.#one(end, separator));
    return sequence(parts);
  }

  #one(end: number, separator: string): Pattern {
    const char = this.#text[this.#at] ?? '';
    const close = this.#closed.get(this.#at);
    if (char === '{' && close !== undefined) return this.#braces(close);
    if (close !== undefined) return this.#group(char, close);
    if (char === '/' || char === '*') return this.#folders(end, separator);
    return this.#character(char, end);
  }

  #character(char: string, end: number): Pattern {
    if (char === '?') return this.#take(notSlash, this.#at + 1);
    const found = char === '[' ? readClass(this.#text, this.#at) : undefined;
    if (found !== undefined) return this.#take(found.pattern, found.end);
    if (char === '\\' && this.#at + 1 < end) this.#at += 1;
    return this.#take(literal(this.#text[this.#at] ?? ''), this.#at + 1);
  }

  #take(pattern: Pattern, next: number): Pattern {
    this.#at = next;
    return pattern;
  }

  /** A slash or stars: two of them alone between slashes are any folders, also none. */
  #folders(end: number, separator: string): Pattern {
    const isEnd = (at: number) => at >= end || this.#text[at] === separator;
    const start = this.#at;
    const isName = start > 0 && !'/{,(|'.includes(this.#text[start - 1] ?? '');
    if (this.#text[start] === '/') {
      const after = this.#behind('/**', start);
      if (after > start && isEnd(after))
        return this.#take(optional(sequence([literal('/'), repeated(anything)])), after);
      return this.#take(literal('/'), start + 1);
    }
    const after = this.#behind('*', start);
    const isAlone = !isName && after === start + 2;
    if (isAlone && isEnd(after)) return this.#take(repeated(anything), after);
    if (isAlone && this.#text[after] === '/') return this.#take(anyFolders, after + 1);
    return this.#take(repeated(notSlash), after);
  }

  /** Behind a piece of text that stands any number of times. */
  #behind(piece: string, start: number): number {
    let at = start;
    while (this.#text.startsWith(piece, at)) at += piece.length;
    return at;
  }

  #braces(close: number): Pattern {
    if (isRange(this.#text.slice(this.#at + 1, close))) {
      const [low, high] = [this.#text.charCodeAt(this.#at + 1), this.#text.charCodeAt(close - 1)];
      return this.#take(
        character((code) => code >= low && code <= high),
        close + 1,
      );
    }
    this.#at += 1;
    return choice(this.#options(close, ','));
  }

  #group(kind: string, close: number): Pattern {
    this.#at += 2;
    const number = this.negated;
    if (kind === '!') this.negated += 1;
    const named = choice(this.#options(close, '|'));
    if (kind === '?') return optional(named);
    if (kind === '*') return repeated(named);
    if (kind === '+') return sequence([named, repeated(named)]);
    return kind === '@' || number === this.#taken ? named : repeated(notSlash);
  }

  #options(close: number, separator: string): readonly Pattern[] {
    const options = [this.#sequence(close, separator)];
    while (this.#at < close) {
      this.#at += 1;
      options.push(this.#sequence(close, separator));
    }
    this.#at = close + 1;
    return options;
  }
}

interface Opened {
  readonly at: number;
  readonly by: string;
  /** Whether it is a list however it goes on: braces without a comma are braces. */
  isList: boolean;
}

/** Where braces with a comma or a range in them, and groups, end. One pass, so that many that are never closed cost nothing. */
function closedIn(text: string): ReadonlyMap<number, number> {
  const closed = new Map<number, number>();
  const open: Opened[] = [];
  for (let at = 0; at < text.length; at = behindOne(text, at)) {
    const last = open.at(-1);
    const opened = openedAt(text, at);
    if (opened !== undefined) open.push(opened);
    else if (text[at] === ',' && last !== undefined) last.isList = true;
    else if (last !== undefined && text[at] === last.by) {
      open.pop();
      if (last.isList || isRange(text.slice(last.at + 1, at))) closed.set(last.at, at);
    }
  }
  return closed;
}

function openedAt(text: string, at: number): Opened | undefined {
  if (text[at] === '{') return { at, by: '}', isList: false };
  return isGroupAt(text, at) ? { at, by: ')', isList: true } : undefined;
}

function isGroupAt(text: string, at: number): boolean {
  return text[at + 1] === '(' && '@?*+!'.includes(text[at] ?? '-');
}

/** Behind a character, and what it takes with it. */
function behindOne(text: string, at: number): number {
  if (text[at] === '\\' || isGroupAt(text, at)) return at + 2;
  return text[at] === '[' ? (readClass(text, at)?.end ?? at + 1) : at + 1;
}

/** `a..z` */
function isRange(text: string): boolean {
  return text.length === 4 && text.startsWith('..', 1);
}
