/** Half-open range of UTF-16 offsets in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Zero-based line and UTF-16 column, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Replaces what `span` holds; a span of no length inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export function spanOf(node: { readonly startIndex: number; readonly endIndex: number }): Span {
  return { start: node.startIndex, end: node.endIndex };
}

/** What lies between quotes; the closing one may be missing. */
export function betweenQuotes({ start, end }: Span): Span {
  return { start: start + 1, end: Math.max(start + 1, end - 1) };
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Where the lines of a text begin, as plain data. */
export interface LineTable {
  readonly starts: readonly number[];
  /** Of the whole text. */
  readonly length: number;
}

/** Where lines begin. `\n`, `\r\n` and a lone `\r` end a line, as in VS Code. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string | LineTable) {
    this.#starts = typeof text === 'string' ? lineStarts(text) : text.starts;
    this.#length = text.length;
  }

  /** What another thread needs to make the same index. */
  get table(): LineTable {
    return { starts: this.#starts, length: this.#length };
  }

  get count(): number {
    return this.#starts.length;
  }

  /** Offsets outside the text count as its nearest end. */
  positionAt(offset: number): Position {
    const within = Math.min(Math.max(offset, 0), this.#length);
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= within) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: within - this.startOf(low) };
  }

  /** Offset of the first character of a line; lines outside the text count as its ends. */
  startOf(line: number): number {
    return line < 0 ? 0 : (this.#starts[line] ?? this.#length);
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  // Engines find one character much faster than code looks at each; most texts have no `\r`.
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lone = [...loneReturns(text)];
  return lone.length === 0 ? starts : [...starts, ...lone].sort((a, b) => a - b);
}

function* loneReturns(text: string): Generator<number> {
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1))
    if (text[at + 1] !== '\n') yield at + 1;
}

/** How a text ends its lines, as far as its first line tells. */
export function lineEndOf(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** The text after the edits, which must not overlap. Insertions at one place stay in their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end || a.order - b.order);
  let [out, at] = ['', 0];
  for (const { span, text: replacement } of ordered) {
    out += text.slice(at, span.start) + replacement;
    at = Math.max(at, span.end);
  }
  return out + text.slice(at);
}
