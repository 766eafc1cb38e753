import type { Node } from 'jsonc-parser';
import type { Span } from '../../span';
import { isArmExpression, readArmExpression } from './arm-expression';
import type { Entry, ObjectValue, Value } from '../value';

/** Keys of an object whose values are not read, or not all of them. */
export interface Skipped {
  readonly [key: string]: true | Skipped;
}

/** Reads the JSON of one ARM template. */
export class ArmValues {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: Node, skipped: Skipped = {}): Value {
    const span = spanOf(node);
    switch (node.type) {
      case 'object':
        return this.object(node, skipped);
      case 'array': {
        const items = (node.children ?? []).map((one) => this.read(one));
        return { kind: 'array', items, open: false, span };
      }
      case 'string':
        return this.#string(node);
      case 'number':
      case 'boolean':
      case 'null':
        return { kind: 'literal', value: node.value as number | boolean | null, span };
      case 'property':
        return { kind: 'unknown', text: this.#text.slice(span.start, span.end), span };
    }
  }

  object(node: Node, skipped: Skipped = {}): ObjectValue {
    const pairs = (node.children ?? []).filter((pair) => skipped[String(pair.children?.[0]?.value)] !== true);
    const entries = pairs.flatMap((pair) => this.#entry(pair, skipped));
    return { kind: 'object', entries, open: entries.length < pairs.length, span: spanOf(node) };
  }

  #entry(pair: Node, skipped: Skipped): readonly Entry[] {
    const [key, value] = pair.children ?? [];
    if (key?.type !== 'string' || value === undefined) return [];
    const read = this.#string(key);
    const within = skipped[String(key.value)];
    return [
      {
        key: String(key.value),
        keySpan: insideOf(key),
        value: this.read(value, typeof within === 'object' ? within : {}),
        span: spanOf(pair),
        ...(read.kind === 'literal' ? {} : { computed: read }),
      },
    ];
  }

  #string(node: Node): Value {
    const span = insideOf(node);
    const value = String(node.value);
    if (!isArmExpression(value)) return { kind: 'literal', value, span };
    // Escapes would shift the places of what is in the expression.
    if (this.#text.slice(span.start, span.end) !== value) return { kind: 'unknown', text: value, span };
    return readArmExpression(value, span.start);
  }
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** Without the quotes; the closing one may be missing. */
function insideOf({ offset, length }: Node): Span {
  return { start: offset + 1, end: Math.max(offset + 1, offset + length - 1) };
}
