import type { Piece, Version } from './build-file';

/** `${version}`, `$version`, `${project.ext.version}`, `${property('version')}`, and nothing beside it. */
const reference = /^\$(?:(\w+)|\{\s*(?:[\w.]*[([]\s*["'])?([\w.-]+?)(?:["']\s*[)\]])?\s*\})$/;
const owners = /^(?:(?:project|rootProject)\.)?(?:ext\.|extra\.)?/;

/** What names of a build file stand for, as far as the file gives each of them one literal value. */
export class LiteralNames {
  readonly #pieces = new Map<string, Piece | 'several'>();

  set(name: string, piece: Piece): void {
    const known = this.#pieces.get(name);
    // A profile or a condition may give another value.
    const isSame = known === undefined || (known !== 'several' && known.text === piece.text);
    if (known === undefined || !isSame) this.#pieces.set(name, isSame ? piece : 'several');
  }

  get(name: string): Version | undefined {
    const piece = this.#pieces.get(name);
    if (piece === undefined || piece === 'several' || piece.text.includes('$')) return undefined;
    return { ...piece, shared: true };
  }

  /** The literal that a text is or refers to; `undefined` where the file does not tell it. */
  version(piece: Piece): Version | undefined {
    if (!piece.text.includes('$')) return { ...piece, shared: false };
    const [, short, long] = reference.exec(piece.text) ?? [];
    const name = short ?? long;
    if (name === undefined) return undefined;
    return this.get(name) ?? this.get(name.replace(owners, ''));
  }
}
