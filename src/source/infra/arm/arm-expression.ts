import { isAnswered } from '../calls';
import type { Value } from '../value';

/** Deeper than people nest calls; what lies deeper is not read. */
const maxDepth = 60;

/**
 * Reads `[...]`, an expression of an ARM template. `offset` is where `text` starts in the file, so that spans are those
 * of the file. What is more than names, choices and texts is unknown.
 */
export function readArmExpression(text: string, offset: number): Value {
  return new ArmExpression(text, offset).read();
}

/** Whether a string of a template is an expression; `[[` starts a text with a bracket. */
export function isArmExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');
}

interface Member {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Call {
  /** Lower case. */
  readonly name: string;
  readonly args: readonly Value[];
}

class ArmExpression {
  readonly #text: string;
  readonly #offset: number;
  #at = 1;
  #depth = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
  }

  read(): Value {
    const value = this.#expression();
    this.#blanks();
    return this.#at === this.#text.length - 1 ? value : this.#unknown(0, this.#text.length);
  }

  #expression(): Value {
    this.#blanks();
    const start = this.#at;
    if (this.#depth >= maxDepth) return this.#unknown(start, this.#text.length);
    this.#depth++;
    const value = this.#peek() === "'" ? this.#string() : this.#name(start);
    this.#depth--;
    return value;
  }

  /** A quote within a text is written twice. */
  #string(): Value {
    const start = ++this.#at;
    while (this.#at < this.#text.length) {
      const quote = this.#text.indexOf("'", this.#at);
      const end = quote < 0 ? this.#text.length : quote;
      this.#at = end + 1;
      if (this.#peek() !== "'") {
        const value = this.#text.slice(start, end).replaceAll("''", "'");
        return { kind: 'literal', value, span: this.#span(start, end) };
      }
      this.#at++;
    }
    return this.#unknown(start, this.#text.length);
  }

  #name(start: number): Value {
    const name = this.#word();
    if (name === '') return this.#unknown(start, this.#at);
    this.#blanks();
    const call = this.#peek() === '(' ? this.#call(name) : undefined;
    const result = call && this.#result(call, start, this.#at);
    const head = result?.kind === 'reference' ? result.path : [this.#text.slice(start, this.#at)];
    const headEnd = this.#at;
    const members = this.#members();
    if (result !== undefined && members.length === 0) return result;
    if (result !== undefined && isLookedInto(result)) return this.#membersOf(result, members, start);
    const leaf = members.at(-1) ?? { start, end: headEnd };
    return {
      kind: 'reference',
      path: [...head, ...members.map(({ name: member }) => member)],
      span: this.#span(start, this.#at),
      leaf: this.#span(leaf.start, leaf.end),
    };
  }

  #result({ name, args }: Call, start: number, end: number): Value {
    const span = this.#span(start, end);
    switch (name) {
      case 'parameters':
      case 'variables':
        return this.#input(name, args, span);
      case 'if':
        return { kind: 'conditional', branches: args.slice(1), span };
      default:
        return { kind: 'call', name, args, spread: false, text: this.#text.slice(start, end), span };
    }
  }

  #membersOf(value: Value, members: readonly Member[], start: number): Value {
    let found = value;
    for (const { name, start: from, end } of members) {
      const leaf: Value = { kind: 'literal', value: name, span: this.#span(from, end) };
      const [span, text] = [this.#span(start, end), this.#text.slice(start, end)];
      found = { kind: 'call', name: 'member', args: [found, leaf], spread: false, text, span };
    }
    return found;
  }

  #input(name: string, [argument]: readonly Value[], span: Value['span']): Value {
    const text = this.#text.slice(span.start - this.#offset, span.end - this.#offset);
    if (argument?.kind !== 'literal') return { kind: 'unknown', text, span };
    const path = [`${name}('${String(argument.value).toLowerCase()}')`];
    return { kind: 'reference', path, span, leaf: span };
  }

  #call(name: string): Call {
    this.#at++;
    const args: Value[] = [];
    for (;;) {
      this.#blanks();
      const next = this.#peek();
      if (next === ')' || next === '') break;
      const before = this.#at;
      if (next === ',') this.#at++;
      else args.push(this.#expression());
      // What no expression starts with is stepped over.
      if (this.#at === before) this.#at++;
    }
    this.#at++;
    return { name: name.toLowerCase(), args };
  }

  #members() {
    const members: Member[] = [];
    for (;;) {
      if (this.#peek() === '.') {
        const start = ++this.#at;
        const name = this.#word();
        if (name === '') return members;
        members.push({ name, start, end: this.#at });
      } else if (this.#peek() === '[') {
        this.#at++;
        const index = this.#expression();
        this.#blanks();
        if (this.#peek() === ']') this.#at++;
        if (index.kind === 'literal') members.push({ name: String(index.value), ...this.#back(index.span) });
      } else return members;
    }
  }

  #back({ start, end }: Value['span']) {
    return { start: start - this.#offset, end: end - this.#offset };
  }

  #word(): string {
    const start = this.#at;
    while (/[\w$-]/.test(this.#peek())) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  #blanks(): void {
    while (this.#peek().trim() === '' && this.#at < this.#text.length) this.#at++;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #span(start: number, end: number) {
    return { start: start + this.#offset, end: end + this.#offset };
  }

  #unknown(start: number, end: number): Value {
    return { kind: 'unknown', text: this.#text.slice(start, end), span: this.#span(start, end) };
  }
}

/** Whether what a function answers may be known, so that what is read from it may be, too. */
function isLookedInto(value: Value): boolean {
  if (value.kind !== 'call') return value.kind === 'conditional';
  return value.name === 'reference' || isAnswered(value.name);
}
