import { grammarsOf, type Grammars } from '../source/grammar/grammars';
import { sourceFile } from '../source/source-file';
import { EditedTrees } from './edited-trees';
import { judgedFindings } from './judged';
import { lintFile } from './lint-file';
import type { Judgement, JudgeRequest } from './ports';

/** Judges the documents that are open, each with the trees of its last text at hand. */
export class OpenDocuments {
  readonly #grammars: Grammars;
  readonly #trees = new Map<string, EditedTrees>();

  constructor(grammars: Grammars) {
    this.#grammars = grammars;
  }

  async judge(request: JudgeRequest): Promise<Judgement> {
    const { key, path, text, language, ...options } = request;
    const file = sourceFile(path, text, language);
    if (file === undefined) return { findings: [], facts: [] };
    await this.#grammars.load(grammarsOf(file.language));
    const trees = this.#treesOf(key);
    trees.text = text;
    const { findings, facts } = lintFile(file, trees, options);
    return { findings: judgedFindings(findings), facts };
  }

  close(key: string): void {
    this.#trees.get(key)?.dispose();
    this.#trees.delete(key);
  }

  #treesOf(key: string): EditedTrees {
    const kept = this.#trees.get(key) ?? new EditedTrees(this.#grammars);
    this.#trees.set(key, kept);
    return kept;
  }
}
