import type { Node } from 'jsonc-parser';
import type { Span } from '../../span';
import { isArmExpression, readArmExpression } from './arm-expression';
import { bareValue, insideOf, pairsOf, spanOf, type Pair } from '../json-nodes';
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
    switch (node.type) {
      case 'object':
        return this.object(node, skipped);
      case 'array': {
        const items = (node.children ?? []).map((one) => this.read(one));
        return { kind: 'array', items, open: false, span: spanOf(node) };
      }
      case 'string':
        return this.#string(String(node.value), insideOf(node));
      default:
        return bareValue(node, this.#text);
    }
  }

  object(node: Node, skipped: Skipped = {}): ObjectValue {
    const pairs = pairsOf(node);
    const entries = pairs
      .filter(({ key }) => skipped[key] !== true)
      .map((pair) => this.#entry(pair, skipped[pair.key]));
    const open = pairs.length < (node.children ?? []).length;
    return { kind: 'object', entries, open, span: spanOf(node) };
  }

  #entry({ key, keySpan, value, span }: Pair, skipped: true | Skipped | undefined): Entry {
    const computed = this.#string(key, keySpan);
    return {
      key,
      keySpan,
      value: this.read(value, typeof skipped === 'object' ? skipped : {}),
      span,
      ...(computed.kind === 'literal' ? {} : { computed }),
    };
  }

  #string(value: string, span: Span): Value {
    if (!isArmExpression(value)) return { kind: 'literal', value, span };
    // Escapes would shift the places of what is in the expression.
    if (this.#text.slice(span.start, span.end) !== value) return { kind: 'unknown', text: value, span };
    return readArmExpression(value, span.start);
  }
}
