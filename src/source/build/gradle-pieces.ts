import type { Comment } from '../reading';

/** A word, a string or a mark of a Gradle script. */
export interface Token {
  readonly kind: 'word' | 'string' | 'mark';
  /** Of a string what stands between its quotes, as written. */
  readonly text: string;
  /** With the quotes. */
  readonly start: number;
  readonly end: number;
  /** Where the text begins. */
  readonly inside: number;
}

/** What stands in brackets: in `{` statements, in `(` and `[` what commas separate. */
export interface Group {
  readonly kind: '(' | '[' | '{';
  readonly parts: readonly (readonly Item[])[];
  readonly start: number;
  readonly end: number;
}

export type Item = Token | Group;
export type Statement = readonly Item[];

/** Deeper than people nest; what lies deeper is not read. */
const maxDepth = 100;

const closers: Readonly<Record<string, Group['kind']>> = { ')': '(', ']': '[', '}': '{' };

interface Open {
  readonly kind: Group['kind'];
  readonly start: number;
  readonly parts: Item[][];
  part: Item[];
}

/**
 * The statements of a Gradle script, in Groovy or Kotlin: the two write what matters here alike. Not with their grammars: that
 * of Groovy reads `implementation platform('a:b:1')` and `implementation libs.a` as two statements each, and needs 1 MB.
 */
export function readGradlePieces(text: string): {
  readonly statements: readonly (readonly Item[])[];
  readonly comments: readonly Comment[];
} {
  const comments: Comment[] = [];
  const pieces = new Pieces();
  for (const token of tokensOf(text, comments)) pieces.add(token);
  return { statements: pieces.finish(text.length), comments };
}

class Pieces {
  readonly #stack: [Open, ...Open[]] = [{ kind: '{', start: 0, parts: [], part: [] }];
  #tooDeep = 0;

  add(token: Token): void {
    const { kind, text, end } = token;
    if (kind === 'mark' && isOpener(text)) this.#begin(text, token.start);
    else if (kind === 'mark' && text in closers) this.#end(text, end);
    else if (kind === 'mark' && isEnd(text, this.#top)) endPart(this.#top);
    else if (text !== '\n' || kind !== 'mark') this.#top.part.push(token);
  }

  finish(end: number): readonly (readonly Item[])[] {
    while (this.#stack.length > 1) this.#close(end);
    endPart(this.#stack[0]);
    return this.#stack[0].parts;
  }

  get #top(): Open {
    return this.#stack.at(-1) ?? this.#stack[0];
  }

  #begin(kind: Group['kind'], start: number): void {
    if (this.#stack.length > maxDepth) this.#tooDeep += 1;
    else this.#stack.push({ kind, start, parts: [], part: [] });
  }

  /** What was left open inside ends here too; a bracket that closes nothing is passed over. */
  #end(mark: string, end: number): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const wanted = this.#stack.findLastIndex(({ kind }, i) => i > 0 && kind === closers[mark]);
    while (wanted > 0 && this.#stack.length > wanted) this.#close(end);
  }

  #close(end: number): void {
    const open = this.#stack.pop();
    if (open === undefined) return;
    endPart(open);
    this.#top.part.push({ kind: open.kind, parts: open.parts, start: open.start, end });
  }
}

function endPart(open: Open): void {
  if (open.part.length > 0) open.parts.push(open.part);
  open.part = [];
}

function isOpener(mark: string): mark is Group['kind'] {
  return mark === '(' || mark === '[' || mark === '{';
}

function isEnd(mark: string, { kind, part }: Open): boolean {
  if (kind !== '{') return mark === ',';
  const last = part.at(-1);
  // Behind a comma or an operator a statement goes on in the next line.
  const goesOn = last?.kind === 'mark' && ',+=.'.includes(last.text);
  return mark === ';' || (mark === '\n' && !goesOn);
}

function* tokensOf(text: string, comments: Comment[]): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const start = at;
    if (text.startsWith('//', at) || text.startsWith('/*', at)) {
      at = commentEnd(text, at);
      comments.push({ span: { start, end: at }, text: text.slice(start, at) });
      continue;
    }
    const token = tokenAt(text, at);
    at = token.end;
    if (token.text.trim() !== '' || token.kind === 'string' || token.text === '\n') yield token;
  }
}

/** Blanks are marks as well; a line ends with the mark `\n`, however it is written. */
function tokenAt(text: string, start: number): Token {
  const letter = text.charAt(start);
  if (letter === '"' || letter === "'") return stringAt(text, start);
  if (letter === '\n' || letter === '\r')
    return { kind: 'mark', text: '\n', start, end: start + 1, inside: start };
  let end = start;
  while (/[\w$]/.test(text.charAt(end))) end++;
  if (end === start) return { kind: 'mark', text: letter, start, end: start + 1, inside: start };
  return { kind: 'word', text: text.slice(start, end), start, end, inside: start };
}

function stringAt(text: string, start: number): Token {
  const letter = text.charAt(start);
  const quote = text.startsWith(letter.repeat(3), start) ? letter.repeat(3) : letter;
  const inside = start + quote.length;
  const close = stringEnd(text, inside, quote);
  // Without its closing quote it ends with its line or the text.
  const end = text.startsWith(quote, close) ? close + quote.length : close;
  return { kind: 'string', text: text.slice(inside, close), start, end, inside };
}

function commentEnd(text: string, start: number): number {
  if (text.charAt(start + 1) === '*') {
    const close = text.indexOf('*/', start + 2);
    return close < 0 ? text.length : close + 2;
  }
  let end = start;
  while (end < text.length && text.charAt(end) !== '\n' && text.charAt(end) !== '\r') end++;
  return end;
}

/** Where the closing quote stands; strings of one quote end with their line. */
function stringEnd(text: string, from: number, quote: string): number {
  let at = from;
  while (at < text.length && !text.startsWith(quote, at)) {
    if (quote.length === 1 && (text.charAt(at) === '\n' || text.charAt(at) === '\r')) break;
    const inner =
      quote.startsWith('"') && text.startsWith('${', at)
        ? /^[^}\r\n]*\}/.exec(text.slice(at, at + 200))
        : null;
    at += inner !== null ? inner[0].length : text.charAt(at) === '\\' ? 2 : 1;
  }
  return Math.min(at, text.length);
}

export function isText(item: Item): item is Token & { readonly kind: 'string' } {
  return item.kind === 'string';
}

/** The strings of a statement, also those in its round brackets. */
export function textsIn(items: Statement): readonly Token[] {
  return items.flatMap((one) => (isText(one) ? [one] : one.kind === '(' ? textsIn(one.parts.flat()) : []));
}

/** The same, and those in lists and maps. */
export function allTextsIn(items: Statement): readonly Token[] {
  return items.flatMap((one) => {
    if (isText(one)) return [one];
    return one.kind === '(' || one.kind === '[' ? one.parts.flatMap(allTextsIn) : [];
  });
}

export function commaParts(items: Statement): readonly Statement[] {
  const parts: Item[][] = [[]];
  for (const one of items) {
    if (one.kind === 'mark' && one.text === ',') parts.push([]);
    else parts.at(-1)?.push(one);
  }
  return parts;
}

/** `libs.a.b` as its words. */
export function pathOf(part: Statement): readonly string[] {
  const end = part.findIndex(({ kind }) => kind !== 'word' && kind !== 'mark');
  return part.slice(0, end < 0 ? undefined : end).flatMap((one) => (one.kind === 'word' ? one.text : []));
}
