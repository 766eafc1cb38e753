import type { Piece, Version } from './build-file';

/** `${version}`, `$version`, `${project.ext.version}`, `${property('version')}`, and nothing beside it. */
const reference = /^\$(?:(\w+)|\{\s*(?:[\w.]*[([]\s*["'])?([\w.-]+?)(?:["']\s*[)\]])?\s*\})$/;
const owners = /^(?:(?:project|rootProject)\.)?(?:ext\.|extra\.|libs\.versions\.)?/;

/** The name that a text refers to, without what owns it: `version` of `${rootProject.ext.version}`. */
export function nameReferredTo(text: string): string | undefined {
  const [, short, long] = reference.exec(text.replace(/\.get\(\)(?=\s*\}?$)/, '')) ?? [];
  return (short ?? long)?.replace(owners, '');
}

/** Names with more than a version are something else; a file with more of them was not written. */
const mostNames = 500;

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

  /** Whether the file gives the name anything at all. */
  has(name: string): boolean {
    return this.#pieces.has(name);
  }

  /** The versions among what the names stand for. */
  versions(): Readonly<Record<string, string>> {
    const versions = [...this.#pieces].flatMap(([name, piece]): readonly (readonly [string, string])[] =>
      piece !== 'several' && /^\d+(?:\.[\w-]+)*$/.test(piece.text) ? [[name, piece.text]] : [],
    );
    return Object.fromEntries(versions.slice(0, mostNames));
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
