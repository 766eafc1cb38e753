import type { Comment } from '../reading';
import type { Span } from '../span';
import type { RunPart } from './dockerfile-scripts';

/** One instruction of a Dockerfile, over all the lines it goes on. */
export interface Instruction {
  readonly name: string;
  /** What stands behind the name. */
  readonly words: readonly Word[];
  /** The same as pieces of the file, and the lines of the here-document that it has. */
  readonly parts: readonly RunPart[];
}

export interface Word {
  /** Without quotes and escapes. */
  readonly text: string;
  /** As written. */
  readonly span: Span;
  /** Where each character of `text` stands in the file; one more for its end. */
  readonly places: readonly number[];
  /** Where `$` begins a variable, in `text`. */
  readonly dollars: readonly number[];
}

/** More instructions are made by programs. */
const mostInstructions = 20_000;

export interface Line {
  readonly span: Span;
  readonly isComment: boolean;
}

export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const end = feed < 0 ? text.length : feed > start && text[feed - 1] === '\r' ? feed - 1 : feed;
    const first = text.slice(start, Math.min(end, start + 200)).trimStart();
    lines.push({ span: { start, end }, isComment: first.startsWith('#') });
    start = next;
  }
  return lines;
}

export function commentOf(text: string, { start, end }: Span): Comment {
  const mark = text.indexOf('#', start);
  return { span: { start: mark, end }, text: text.slice(mark, end) };
}

/** Comments and blank lines between the lines of an instruction do not end it; a here-document is part of it. */
export function* instructionsIn(
  text: string,
  lines: readonly Line[],
  escape: string,
): Generator<Instruction> {
  let parts: RunPart[] = [];
  let count = 0;
  for (let at = 0; at < lines.length && count < mostInstructions; at += 1) {
    const { span, isComment } = lines[at] ?? { span: { start: 0, end: 0 }, isComment: true };
    const trimmed = text.slice(span.start, span.end).trimEnd();
    if (isComment || trimmed === '') continue;
    const goesOn = trimmed.endsWith(escape);
    parts.push({ start: span.start, end: span.start + trimmed.length - (goesOn ? 1 : 0) });
    if (goesOn) continue;
    const document = documentBehind(text, lines, at);
    yield* instructionOf(text, parts, { escape, document });
    at += document.length;
    parts = [];
    count += 1;
  }
  yield* instructionOf(text, parts, { escape, document: [] });
}

/** The lines behind `RUN <<END`, with the one that ends them; none where nothing does. */
function documentBehind(text: string, lines: readonly Line[], at: number): readonly Line[] {
  const { start, end } = lines[at]?.span ?? { start: 0, end: 0 };
  const word = /^\s*(?:run|copy|add)\b.{0,300}?<<-?["']?(\w{1,50})["']?/i.exec(text.slice(start, end))?.[1];
  if (word === undefined) return [];
  const length = lines
    .slice(at + 1)
    .findIndex(({ span }) => text.slice(span.start, span.end).trim() === word);
  return lines.slice(at + 1, at + 2 + length);
}

interface Behind {
  readonly escape: string;
  readonly document: readonly Line[];
}

function* instructionOf(
  text: string,
  parts: readonly RunPart[],
  { escape, document }: Behind,
): Generator<Instruction> {
  const words = parts.flatMap(({ start, end }) => wordsIn(text, { start, end }, escape));
  const [name, ...rest] = words;
  if (name === undefined || !/^[a-z]{2,20}$/i.test(name.text)) return;
  const behind = parts.map((one, i): RunPart => (i === 0 ? { start: name.span.end, end: one.end } : one));
  const inner = document.slice(0, -1).map(({ span }): RunPart => ({ ...span, isLine: true }));
  yield {
    name: name.text.toUpperCase(),
    words: rest,
    parts: inner.length > 0 ? inner : behind,
  };
}

function wordsIn(text: string, { start, end }: Span, escape: string): readonly Word[] {
  const words: Word[] = [];
  let at = start;
  while (at < end) {
    while (at < end && /\s/.test(text[at] ?? '')) at += 1;
    if (at >= end) break;
    const word = wordAt(text, { start: at, end }, escape);
    words.push(word);
    at = word.span.end;
  }
  return words;
}

function wordAt(text: string, { start, end }: Span, escape: string): Word {
  const word = new WordReader(text, escape);
  let at = start;
  while (at < end && word.takes(at)) at = word.take(at, end);
  return { text: word.value, span: { start, end: at }, places: word.places, dollars: word.dollars };
}

/** Takes in a word sign by sign: quotes end where they began, and what is escaped is only itself. */
class WordReader {
  value = '';
  readonly places: number[] = [];
  readonly dollars: number[] = [];
  readonly #text: string;
  readonly #escape: string;
  #quote = '';

  constructor(text: string, escape: string) {
    this.#text = text;
    this.#escape = escape;
  }

  takes(at: number): boolean {
    return this.#quote !== '' || !/\s/.test(this.#text[at] ?? ' ');
  }

  /** Answers where the next sign stands. */
  take(at: number, end: number): number {
    const sign = this.#text[at] ?? '';
    if (this.#isQuote(sign)) {
      this.#quote = this.#quote === '' ? sign : '';
      return at + 1;
    }
    const isEscaped = sign === this.#escape && this.#quote !== "'" && at + 1 < end;
    if (!isEscaped && sign === '$' && this.#quote !== "'") this.dollars.push(this.value.length);
    const place = isEscaped ? at + 1 : at;
    this.value += this.#text[place] ?? '';
    this.places.push(place);
    return place + 1;
  }

  #isQuote(sign: string): boolean {
    return this.#quote === '' ? sign === '"' || sign === "'" : sign === this.#quote;
  }
}
