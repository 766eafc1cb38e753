import type { JvmNode } from './jvm-file';
import { choice, placeNumber, plain } from './make-node';
import { child, named, type RawNode } from './raw-tree';

type Ways = Readonly<Record<string, (raw: RawNode) => JvmNode>>;

/** Brings the nodes of one text into the common form: each type of node in its own way, and what has none stays plain. */
export class Lowering {
  readonly text: string;
  readonly #ways: Ways;

  constructor(text: string, ways: Ways) {
    this.text = text;
    this.#ways = ways;
  }

  node(raw: RawNode): JvmNode {
    return this.#ways[raw.type]?.(raw) ?? this.other(raw);
  }

  /** A node that says nothing itself; what is in it may. */
  other(raw: RawNode): JvmNode {
    return plain('other', raw, this.all(raw));
  }

  /** What names the place of something: an index, a key. */
  place(raw: RawNode): JvmNode {
    return placeNumber(raw, this.text) ?? this.node(raw);
  }

  all(raw: RawNode): readonly JvmNode[] {
    return named(raw).map((one) => this.node(one));
  }

  /** Of the parts of a node, one of the branches does the work. */
  choice(raw: RawNode, isBranch: (part: RawNode) => boolean): JvmNode {
    const parts = named(raw).map((one) => ({ node: this.node(one), isBranch: isBranch(one) }));
    return choice(
      raw,
      parts.map(({ node }) => node),
      parts.filter((part) => part.isBranch).map(({ node }) => node),
    );
  }

  /** `try`: its body does it, or one of the blocks that catch. */
  choiceOfTry(raw: RawNode): JvmNode {
    return this.choice(raw, ({ type }) => /^(?:block|catch_clause|catch_block)$/.test(type));
  }

  slice({ start, end }: { readonly start: number; readonly end: number }): string {
    return this.text.slice(start, end);
  }

  /** What a node is called; empty where its name is missing. */
  name(raw: RawNode): string {
    const name = child(raw, 'name');
    return name === undefined ? '' : this.slice(name);
  }
}
