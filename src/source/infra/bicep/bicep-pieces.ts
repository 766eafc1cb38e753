/** A part of a Bicep text that is parsed on its own. */
export interface Piece {
  readonly start: number;
  readonly text: string;
}

const keywords = ['resource', 'module', 'param', 'var', 'output', 'func', 'type', 'metadata', 'targetScope'];

/**
 * Cuts a Bicep text where a declaration begins at the start of a line, with the decorators before it, for two reasons.
 * What does not parse spoils its own declaration alone; and the grammar's time grows with the square of the number of
 * declarations.
 *
 * The grammar does not know the spread, either, and loses the rest of the text over one. In an object, `...` becomes
 * `_: `, an entry, in an array it becomes blanks, and so does the `!` of `a![0]`: the same length, so that offsets stay
 * true.
 */
export function bicepPieces(text: string): readonly Piece[] {
  return new Cutter(text).cut();
}

/** The name of an entry made from a spread, read from the text as it is. */
export const spreadKey = '.';

class Cutter {
  readonly #text: string;
  readonly #pieces: Piece[] = [];
  #opened: string[] = [];
  #start = 0;
  /** What is done of the piece, and up to where. */
  #done = '';
  #from = 0;
  #decorating = false;

  constructor(text: string) {
    this.#text = text;
  }

  cut(): readonly Piece[] {
    for (let at = 0; at < this.#text.length; at++) {
      if (at === 0 || this.#text[at - 1] === '\n') this.#line(at);
      const skipped = endOfQuiet(this.#text, at);
      at = skipped > at ? skipped - 1 : this.#step(at);
    }
    this.#end(this.#text.length);
    return this.#pieces;
  }

  #line(at: number): void {
    const decorator = this.#text[at] === '@';
    if (!decorator && !this.#declares(at)) return;
    if (!this.#decorating) this.#end(at);
    this.#decorating = decorator;
  }

  #declares(at: number): boolean {
    return keywords.some((word) => this.#text.startsWith(`${word} `, at));
  }

  #end(at: number): void {
    const text = this.#done + this.#text.slice(this.#from, at);
    if (text.trim() !== '') this.#pieces.push({ start: this.#start, text });
    [this.#start, this.#done, this.#from, this.#opened] = [at, '', at, []];
  }

  /** Answers with the place of the last character it looked at. */
  #step(at: number): number {
    const character = this.#text.charAt(at);
    if ('{[('.includes(character)) this.#opened.push(character);
    else if ('}])'.includes(character)) this.#opened.pop();
    else if (character === '.' && this.#text.startsWith('...', at))
      return this.#replace(at, this.#opened.at(-1) === '{' ? '_: ' : '   ');
    else if (this.#text.startsWith('![', at)) return this.#replace(at, ' ');
    return at;
  }

  /** Puts a text of the same length in place of what stands here. */
  #replace(at: number, text: string): number {
    this.#done += this.#text.slice(this.#from, at) + text;
    this.#from = at + text.length;
    return this.#from - 1;
  }
}

/** The end of the comment or string that starts here; `at` itself where none does. */
function endOfQuiet(text: string, at: number): number {
  if (text.startsWith('//', at)) return beforeOr(text, '\n', at);
  if (text.startsWith('/*', at)) return after(text, '*/', at + 2);
  if (text.startsWith("'''", at)) return after(text, "'''", at + 3);
  return text.charAt(at) === "'" ? endOfString(text, at + 1) : at;
}

function beforeOr(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
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
