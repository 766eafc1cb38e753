import { nothingRead, type Comment, type Reading } from '../reading';
import type { SourceFile } from '../source-file';
import {
  segmentsOf,
  springDocument,
  uniform,
  type SpringDocument,
  type SpringProperty,
} from './spring-config';
import { asSpringConfig } from './spring-file';

/**
 * Reads a `.properties` file as `java.util.Properties` does. By hand: the format is small, and the grammar there is
 * takes `${` for a start of its own, so that it loses the rest of values that only look like placeholders.
 */
export function readSpringProperties(file: SourceFile): Reading {
  const reader = new PropertiesReader(file.text);
  reader.read();
  const config = asSpringConfig(file.path, 'properties', reader.documents);
  return config === undefined
    ? { ...nothingRead, comments: reader.comments }
    : { subjects: [config], comments: reader.comments };
}

class PropertiesReader {
  readonly documents: SpringDocument[] = [];
  readonly comments: Comment[] = [];
  readonly #text: string;
  #properties: SpringProperty[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1;
    for (;;) {
      this.#skip(' \t\f\r\n');
      const first = this.#text[this.#at];
      if (first === undefined) break;
      if (first === '#' || first === '!') this.#comment();
      else this.#property();
    }
    this.#endDocument();
  }

  #comment(): void {
    const start = this.#at;
    while (!this.#atLineEnd()) this.#at++;
    const text = this.#text.slice(start, this.#at);
    this.comments.push({ span: { start, end: this.#at }, text });
    if (text.slice(1).trimEnd() === '---') this.#endDocument();
  }

  #endDocument(): void {
    this.documents.push(springDocument(this.#properties));
    this.#properties = [];
  }

  #property(): void {
    const start = this.#at;
    const key = this.#decode(' \t\f=:');
    const keyEnd = this.#at;
    this.#skip(' \t\f');
    if (this.#text[this.#at] === '=' || this.#text[this.#at] === ':') this.#at++;
    this.#skip(' \t\f');
    const valueStart = this.#at;
    const value = this.#decode('');
    const raw = this.#text.slice(valueStart, this.#at);
    const end = valueStart + raw.trimEnd().length;
    const path = segmentsOf(key);
    this.#properties.push({
      key: uniform(key),
      path,
      value: value.trimEnd(),
      valueSpan: { start: valueStart, end },
      written: [{ span: { start, end: keyEnd }, depth: path.length, flow: false }],
      end,
      editable: true,
    });
  }

  /** Up to the end of the logical line, or one of the characters, unless it is escaped. */
  #decode(stops: string): string {
    let decoded = '';
    while (!this.#atLineEnd() && !stops.includes(this.#text[this.#at] ?? '')) {
      if (this.#text[this.#at] === '\\') decoded += this.#escape();
      else decoded += this.#text[this.#at++] ?? '';
    }
    return decoded;
  }

  #escape(): string {
    this.#at++;
    if (this.#atLineEnd()) {
      this.#at += this.#text.startsWith('\r\n', this.#at) ? 2 : 1;
      this.#skip(' \t\f');
      return '';
    }
    const letter = this.#text[this.#at++] ?? '';
    const code = this.#text.slice(this.#at, this.#at + 4);
    if (letter === 'u' && /^[\da-f]{4}$/i.test(code)) {
      this.#at += 4;
      return String.fromCharCode(parseInt(code, 16));
    }
    return { t: '\t', n: '\n', r: '\r', f: '\f' }[letter] ?? letter;
  }

  #atLineEnd(): boolean {
    const character = this.#text[this.#at];
    return character === undefined || character === '\n' || character === '\r';
  }

  #skip(characters: string): void {
    while (this.#at < this.#text.length && characters.includes(this.#text[this.#at] ?? '')) this.#at++;
  }
}
