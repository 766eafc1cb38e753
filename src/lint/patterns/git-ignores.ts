import { gitRules, type GitRules } from './git-rules';

/** Where `.gitignore` files are read. Folders are paths with `/`, the outermost one is `/`. */
export interface GitFolders {
  /** The text of the folder's own `.gitignore`; `undefined` where there is none. */
  ignoreFile(folder: string): Promise<string | undefined>;
  isRepository(folder: string): Promise<boolean>;
}

/** The word of the innermost rules that say anything. `name` is relative to where they stand, with `/` behind a folder's. */
export function isRuledOut(rules: readonly { readonly rules: GitRules; readonly name: string }[]): boolean {
  return rules.reduce((ignored, { rules: own, name }) => {
    const verdict = own.verdict(name);
    return verdict === 'ignored' || (ignored && verdict !== 'unignored');
  }, false);
}

/** Says which files git ignores, one at a time; keeps what it has read. */
export class GitIgnores {
  readonly #folders: GitFolders;
  readonly #rules = new Map<string, Promise<GitRules | undefined>>();
  readonly #top: Promise<string>;

  /** `root` is where the files are; `.gitignore` files above it count up to the root of its repository. */
  constructor(root: string, folders: GitFolders) {
    this.#folders = folders;
    this.#top = this.#repositoryAbove(root).then((found) => found ?? root);
  }

  /** `path` is that of a file below the root. */
  async ignores(path: string): Promise<boolean> {
    const top = await this.#top;
    const above: { readonly folder: string; readonly rules: GitRules }[] = [];
    // Nothing in a folder that is ignored can be had back.
    for (let end = top === '/' ? 0 : top.length; end >= 0;) {
      const folder = path.slice(0, end) || '/';
      const rules = await this.#rulesOf(folder);
      if (rules !== undefined) above.push({ folder, rules });
      const next = path.indexOf('/', end + 1);
      const inner = next < 0 ? path : path.slice(0, next + 1);
      const named = above.map((one) => ({ rules: one.rules, name: inner.slice(baseLength(one.folder)) }));
      if (isRuledOut(named)) return true;
      end = next;
    }
    return false;
  }

  #rulesOf(folder: string): Promise<GitRules | undefined> {
    const known =
      this.#rules.get(folder) ??
      this.#folders.ignoreFile(folder).then((text) => (text === undefined ? undefined : gitRules(text)));
    this.#rules.set(folder, known);
    return known;
  }

  async #repositoryAbove(root: string): Promise<string | undefined> {
    for (let folder = root; ; folder = folder.slice(0, folder.lastIndexOf('/')) || '/') {
      if (await this.#folders.isRepository(folder)) return folder;
      if (folder === '/') return undefined;
    }
  }
}

function baseLength(folder: string): number {
  return folder === '/' ? 1 : folder.length + 1;
}
