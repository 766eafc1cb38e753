import { parser as saxParser } from 'sax';
import type { Comment } from '../reading';
import type { Piece } from './build-file';

/** An element of an XML text. What was never closed ends where its parent does, or the text. */
export interface XmlElement {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly XmlElement[];
  /** What stands in it, without blanks around, when that is plain text. */
  readonly content?: Piece;
}

/** Deeper than people nest; the parser's search for what a tag closes takes time that grows with the depth. */
const maxDepth = 200;

class TooDeep extends Error {}

/** Reads XML as far as it goes: nothing in the text makes it fail. */
export function readXml(text: string): {
  readonly roots: readonly XmlElement[];
  readonly comments: readonly Comment[];
} {
  const tree = new XmlTree(text);
  try {
    tree.read();
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
  }
  return { roots: tree.finish(), comments: tree.comments };
}

interface Open {
  readonly name: string;
  readonly start: number;
  readonly inside: number;
  readonly children: XmlElement[];
  plain: string;
}

class XmlTree {
  readonly comments: Comment[] = [];
  readonly #text: string;
  readonly #parser = saxParser(true, { position: true });
  readonly #roots: XmlElement[] = [];
  readonly #open: Open[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#parser.onerror = () => {
      // Told to resume, the parser goes on behind the place.
      this.#parser.resume();
    };
    this.#parser.onopentag = ({ name }) => {
      if (this.#open.length >= maxDepth) throw new TooDeep();
      const [start, inside] = [this.#parser.startTagPosition - 1, this.#parser.position];
      this.#open.push({ name, start, inside, children: [], plain: '' });
    };
    this.#parser.onclosetag = () => {
      this.#close(this.#parser.startTagPosition - 1, this.#parser.position);
    };
    this.#parser.ontext = (plain) => {
      const open = this.#open.at(-1);
      if (open !== undefined) open.plain += plain;
    };
    this.#parser.oncomment = (inner) => {
      // The parser tells of a comment before it has taken the last `>`.
      const dashes = this.#parser.position;
      const end = this.#text[dashes] === '>' ? dashes + 1 : dashes;
      const start = this.#text.lastIndexOf('<!--', dashes - inner.length - 2);
      if (start >= 0) this.comments.push({ span: { start, end }, text: this.#text.slice(start, end) });
    };
  }

  read(): void {
    this.#parser.write(this.#text).close();
  }

  finish(): readonly XmlElement[] {
    while (this.#open.length > 0) this.#close(this.#text.length, this.#text.length);
    return this.#roots;
  }

  #close(behind: number, end: number): void {
    const open = this.#open.pop();
    if (open === undefined) return;
    const { name, start, inside, children, plain } = open;
    const content = children.length > 0 ? undefined : this.#plainIn(inside, Math.max(inside, behind), plain);
    const isClosed = this.#text.slice(behind, behind + name.length + 2) === `</${name}`;
    const ownEnd = isClosed || behind < inside ? end : Math.max(inside, behind);
    (this.#open.at(-1)?.children ?? this.#roots).push({
      name,
      start,
      end: ownEnd,
      children,
      ...(content !== undefined && { content }),
    });
  }

  /** Comments and entities make the text another one than what stands there: such content is not edited. */
  #plainIn(start: number, end: number, plain: string): Piece | undefined {
    const raw = this.#text.slice(start, end);
    const text = raw.trim();
    if (text === '' || text !== plain.trim()) return undefined;
    const from = start + raw.indexOf(text);
    return { text, span: { start: from, end: from + text.length } };
  }
}

export function elementIn(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((one) => one.name === name);
}
