import { Edit, type Node, type Tree } from 'web-tree-sitter';
import type { GrammarName, Grammars, Trees } from '../../source/grammar/grammars';

interface Kept {
  readonly text: string;
  readonly tree: Tree;
}

/**
 * Parses the text of one open document again and again: of a text that has changed only what changed is parsed anew. The
 * change is found by comparing the texts, so whatever edits came between do not matter.
 */
export class EditedTrees implements Trees {
  readonly #grammars: Grammars;
  readonly #kept = new Map<GrammarName, Kept>();
  #text = '';

  constructor(grammars: Grammars) {
    this.#grammars = grammars;
  }

  /** Says what the document's text is now: other texts (scripts inside of it) are parsed each time. */
  set text(text: string) {
    this.#text = text;
  }

  read<T>(name: GrammarName, text: string, visit: (root: Node) => T): T {
    if (text !== this.#text) return this.#grammars.read(name, text, visit);
    const kept = this.#kept.get(name);
    if (kept?.text === text) return visit(kept.tree.rootNode);
    if (kept !== undefined) markChange(kept, text);
    // A tree that was told of a change is none of its old text any more, also when parsing is given up.
    this.#kept.delete(name);
    try {
      const tree = this.#grammars.parse(name, text, kept?.tree);
      this.#kept.set(name, { text, tree });
      return visit(tree.rootNode);
    } finally {
      kept?.tree.delete();
    }
  }

  dispose(): void {
    for (const { tree } of this.#kept.values()) tree.delete();
    this.#kept.clear();
  }
}

/** Tells the old tree which part of its text another text replaces. */
function markChange({ text: before, tree }: Kept, after: string): void {
  const shorter = Math.min(before.length, after.length);
  const start = longest(shorter, (from, to) => before.slice(from, to) === after.slice(from, to));
  const tail = longest(
    shorter - start,
    (from, to) =>
      before.slice(before.length - to, before.length - from) ===
      after.slice(after.length - to, after.length - from),
  );
  const [oldEnd, newEnd] = [before.length - tail, after.length - tail];
  tree.edit(
    new Edit({
      startIndex: start,
      oldEndIndex: oldEnd,
      newEndIndex: newEnd,
      startPosition: pointAt(before, start),
      oldEndPosition: pointAt(before, oldEnd),
      newEndPosition: pointAt(after, newEnd),
    }),
  );
}

/** How far two texts agree, at most `limit`: `agree` compares a part. Engines compare whole parts faster than code each character. */
function longest(limit: number, agree: (from: number, to: number) => boolean): number {
  let at = 0;
  for (let step = 4096; step >= 1; step = step / 4)
    while (at + step <= limit && agree(at, at + step)) at += step;
  return at;
}

/** Tree-sitter counts lines by `\n` alone. */
function pointAt(text: string, offset: number): { readonly row: number; readonly column: number } {
  let [row, start] = [0, 0];
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row += 1;
    start = at + 1;
  }
  return { row, column: offset - start };
}
