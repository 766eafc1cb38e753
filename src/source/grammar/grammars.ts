import { Language as Grammar, Parser, type Node, type Tree } from 'web-tree-sitter';
import type { Language } from '../language';
import type grammarFiles from './grammar-files.json';

/** The tree-sitter grammars we ship; the build copies the file each comes from to `dist/grammars/<name>.wasm`. */
export type GrammarName = keyof typeof grammarFiles;

const grammarsByLanguage: Readonly<Record<Language, readonly GrammarName[]>> = {
  java: ['java'],
  kotlin: ['kotlin'],
  properties: [],
  yaml: [],
  bicep: ['bicep'],
  json: [],
  terraform: ['terraform'],
  shell: ['bash'],
  pom: [],
  gradle: [],
  toml: ['toml'],
  powershell: ['powershell'],
  workflow: ['bash', 'powershell'],
};

/** Which grammars a file of this language may need. */
export function grammarsOf(language: Language): readonly GrammarName[] {
  return grammarsByLanguage[language];
}

/** Parses with grammars that are loaded already. The tree and its nodes are valid inside `visit` only. */
export interface Trees {
  read<T>(grammar: GrammarName, text: string, visit: (root: Node) => T): T;
}

/** Where the bytes of the grammars come from, and those of the parser itself, `web-tree-sitter.wasm`. */
export interface GrammarBytes {
  parser(): Promise<Uint8Array>;
  grammar(name: GrammarName): Promise<Uint8Array>;
}

/** Loads each grammar when it is first needed, and parses whole texts with it. */
export class Grammars implements Trees {
  readonly #bytes: GrammarBytes;
  readonly #loading = new Map<GrammarName, Promise<void>>();
  readonly #parsers = new Map<GrammarName, Parser>();
  #started: Promise<void> | undefined;

  constructor(bytes: GrammarBytes) {
    this.#bytes = bytes;
  }

  /** Resolves when texts of these grammars can be parsed. Rejects with what reading the bytes rejected with. */
  async load(names: readonly GrammarName[]): Promise<void> {
    await Promise.all(names.map((name) => this.#load(name)));
  }

  read<T>(name: GrammarName, text: string, visit: (root: Node) => T): T {
    const tree = this.parse(name, text);
    try {
      return visit(tree.rootNode);
    } finally {
      tree.delete();
    }
  }

  /**
   * A tree the caller owns and must `delete()`. With `old`, an edited tree of the text before, only what changed is
   * parsed anew. Throws when the grammar was not loaded.
   */
  parse(name: GrammarName, text: string, old?: Tree): Tree {
    const tree = this.#parsers.get(name)?.parse(text, old);
    if (tree === undefined || tree === null) throw new Error(`The grammar '${name}' is not loaded.`);
    return tree;
  }

  #load(name: GrammarName): Promise<void> {
    const known = this.#loading.get(name);
    if (known !== undefined) return known;
    const loading = this.#open(name);
    this.#loading.set(name, loading);
    // What failed once (an interrupted read) may work next time.
    loading.catch(() => this.#loading.delete(name));
    return loading;
  }

  async #open(name: GrammarName): Promise<void> {
    this.#started ??= this.#bytes.parser().then((wasmBinary) => Parser.init({ wasmBinary }));
    await this.#started;
    const parser = new Parser();
    parser.setLanguage(await Grammar.load(await this.#bytes.grammar(name)));
    this.#parsers.set(name, parser);
  }
}
