import { grammarsOf, type Grammars } from '../../source/grammar/grammars';
import { sourceFile } from '../../source/source-file';
import { EditedTrees } from './edited-trees';
import { nothingKnown, type FolderProjects } from '../project/folder-projects';
import { judgedFindings } from '../judged';
import { judgeText } from '../judge-text';
import type { Deadline, Judgement, JudgeRequest } from '../ports';

/** Judges the documents that are open, each with the trees of its last text at hand. */
export class OpenDocuments {
  readonly #grammars: Grammars;
  readonly #projects: FolderProjects | undefined;
  readonly #deadline: Deadline;
  readonly #trees = new Map<string, EditedTrees>();

  /** Without `projects`, where no folder can be read, a text is judged by what stands in it alone. */
  constructor(grammars: Grammars, projects: FolderProjects | undefined, deadline: Deadline) {
    this.#grammars = grammars;
    this.#projects = projects;
    this.#deadline = deadline;
  }

  async judge(request: JudgeRequest): Promise<Judgement> {
    const { key, path, folder, text, language, ...options } = request;
    const file = sourceFile(path, text, language);
    if (file === undefined) return { findings: [], facts: [] };
    const projects = this.#projects;
    const isAlone = folder === undefined || projects === undefined;
    const dependents = isAlone ? [] : await projects.edited(folder, path, text);
    const known = isAlone ? nothingKnown : await projects.around(folder, path, text);
    await this.#grammars.load(grammarsOf(file.language));
    const trees = this.#treesOf(key);
    trees.text = text;
    const result = judgeText(file, trees, { ...known, ...options }, this.#deadline);
    if ('gaveUp' in result) throw new Error(result.gaveUp);
    return {
      findings: judgedFindings(result.findings),
      facts: result.facts,
      ...(dependents.length > 0 && { dependents }),
    };
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
