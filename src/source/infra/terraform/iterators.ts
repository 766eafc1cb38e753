import { elementKey, elementsIn, elementValue, type Element } from '../elements';
import { entryOf, type CallValue, type ReferenceValue, type Value } from '../value';

/** What `for_each` of a block goes over, and what the block calls each thing in it: `each`, or the label of a `dynamic` block. */
interface Iterator {
  readonly name: string;
  readonly over: Value;
  /** The one thing that the block is read for, where that is known. */
  readonly one?: Element;
}

/** More things in one loop are one block for all, as are those of loops within loops that programs make. */
const mostElements = 20;
const mostBlocks = 1000;

/** The iterators around what is read. */
export class Iterators {
  readonly #around: Iterator[] = [];
  /** How often anything has asked for one. */
  #asked = 0;
  #blocks = 0;

  within<T>(iterator: Iterator, read: () => T): T {
    this.#around.push(iterator);
    const value = read();
    this.#around.pop();
    return value;
  }

  /** Reads a block once for each thing that is written out; once for all where it asks for none of them, or they are not known. */
  forEach(name: string, over: Value, read: () => Value): readonly Value[] {
    const before = this.#asked;
    const common = this.within({ name, over }, read);
    const elements = this.#asked > before ? elementsWritten(over) : [];
    if (elements.length === 0 || elements.length > mostElements || this.#blocks > mostBlocks) return [common];
    this.#blocks += elements.length;
    return elements.map((one) => this.within({ name, over, one }, read));
  }

  /** What `each.value.client_id` stands for; `undefined` for what is no iterator's. */
  resolve(reference: ReferenceValue, text: string): Value | undefined {
    const [head, part, ...members] = reference.path;
    const iterator = this.#around.findLast(({ name }) => name === head);
    if (iterator === undefined || (part !== 'key' && part !== 'value')) return undefined;
    this.#asked += 1;
    const { span, leaf } = reference;
    const call = (name: string, args: readonly Value[]): CallValue => ({
      kind: 'call',
      name,
      args,
      spread: false,
      text,
      span,
    });
    const itself: ReferenceValue = { ...reference, path: [head ?? '', part] };
    const element: Value =
      iterator.one?.[part] ?? call(part === 'key' ? elementKey : elementValue, [iterator.over, itself]);
    return members.reduce<Value>((value, member) => {
      const known = value.kind === 'object' ? entryOf(value, member)?.value : undefined;
      return known ?? call('member', [value, { kind: 'literal', value: member, span: leaf }]);
    }, element);
  }
}

/** All of `{ a = x }`, `[x]`, `toset([x])`. */
function elementsWritten(over: Value): readonly Element[] {
  const [only] = over.kind === 'call' && /^to(?:set|map|list)$/.test(over.name) ? over.args : [over];
  const isWhole = (only?.kind === 'array' || only?.kind === 'object') && !only.open;
  return isWhole ? elementsIn(only) : [];
}
