import { Language as Grammar, Parser, type Node, type Tree } from 'web-tree-sitter';
import { BudgetSpent } from '../../lifecycle/budget';
import type { Language } from '../language';
import type grammarFiles from './grammar-files.json';

/** The tree-sitter grammars we ship; the build copies the file each comes from to `dist/grammars/<name>.wasm`. */
export type GrammarName = keyof typeof grammarFiles;

const grammarsByLanguage: Readonly<Record<Language, readonly GrammarName[]>> = {
  java: ['java'],
  kotlin: ['kotlin'],
  'build-code': ['java', 'kotlin'],
  properties: [],
  yaml: [],
  bicep: ['bicep', 'bash', 'powershell'],
  json: ['bash', 'powershell'],
  terraform: ['terraform', 'bash', 'powershell'],
  'terraform-json': ['terraform', 'bash', 'powershell'],
  shell: ['bash'],
  pom: [],
  gradle: [],
  toml: ['toml'],
  'gradle-properties': [],
  powershell: ['powershell'],
  workflow: ['bash', 'powershell'],
  dockerfile: ['bash', 'powershell'],
  dotenv: [],
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
  /** Runs what compiles them, where that needs care. */
  compiling?<T>(bytes: Uint8Array, compile: () => Promise<T>): Promise<T>;
}

/** Parsers take no time at all for what people write; text that is none keeps them busy for minutes. */
const longestParseMs = (text: string) => 1000 + text.length / 500;

/** Loads each grammar when it is first needed, and parses whole texts with it. */
export class Grammars implements Trees {
  readonly #bytes: GrammarBytes;
  readonly #loading = new Map<GrammarName, Promise<void>>();
  readonly #parsers = new Map<GrammarName, Parser>();
  readonly #now: () => number;
  #started: Promise<void> | undefined;

  /** `now` counts milliseconds. */
  constructor(bytes: GrammarBytes, now: () => number) {
    this.#bytes = bytes;
    this.#now = now;
  }

  /** Resolves when texts of these grammars can be parsed. Rejects with what reading the bytes rejected with. */
  async load(names: readonly GrammarName[]): Promise<void> {
    await Promise.all(names.map((name) => this.#load(name)));
  }

  /** Begins to load what will be needed: whoever needs it waits for the rest, and hears of what fails. */
  prepare(names: readonly GrammarName[]): void {
    void this.load(names).catch(() => undefined);
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
   * parsed anew. Throws when the grammar was not loaded, and `BudgetSpent` when it takes too long.
   */
  parse(name: GrammarName, text: string, old?: Tree): Tree {
    const parser = this.#parsers.get(name);
    if (parser === undefined) throw new Error(`The grammar '${name}' is not loaded.`);
    const end = this.#now() + longestParseMs(text);
    const tree = parser.parse(text, old, { progressCallback: () => this.#now() > end });
    if (tree !== null) return tree;
    parser.reset();
    throw new BudgetSpent('time');
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
    // Its bytes are given: where they lie, which a bundle cannot tell, is asked all the same.
    this.#started ??= this.#bytes
      .parser()
      .then((wasmBinary) => Parser.init({ wasmBinary, locateFile: (name: string) => name }));
    await this.#started;
    const parser = new Parser();
    const bytes = await this.#bytes.grammar(name);
    const compile = () => Grammar.load(bytes);
    parser.setLanguage(await (this.#bytes.compiling?.(bytes, compile) ?? compile()));
    this.#parsers.set(name, parser);
  }
}
