import { unknownProject } from '../source/build/project-facts';
import { grammarsOf, type Grammars } from '../source/grammar/grammars';
import { sourceFile } from '../source/source-file';
import { EditedTrees } from './edited-trees';
import type { FolderProjects } from './folder-projects';
import { judgedFindings } from './judged';
import { judgeText } from './judge-text';
import type { Deadline, Judgement, JudgeRequest } from './ports';

/** Judges the documents that are open, each with the trees of its last text at hand. */
export class OpenDocuments {
  readonly #grammars: Grammars;
  readonly #projects: FolderProjects;
  readonly #deadline: Deadline;
  readonly #trees = new Map<string, EditedTrees>();

  constructor(grammars: Grammars, projects: FolderProjects, deadline: Deadline) {
    this.#grammars = grammars;
    this.#projects = projects;
    this.#deadline = deadline;
  }

  async judge(request: JudgeRequest): Promise<Judgement> {
    const { key, path, folder, text, language, ...options } = request;
    const file = sourceFile(path, text, language);
    if (file === undefined) return { findings: [], facts: [] };
    if (folder !== undefined) await this.#projects.edited(folder, path, text);
    const project = folder === undefined ? unknownProject : await this.#projects.factsFor(folder, path);
    await this.#grammars.load(grammarsOf(file.language));
    const trees = this.#treesOf(key);
    trees.text = text;
    const result = judgeText(file, trees, { ...options, project }, this.#deadline);
    if ('gaveUp' in result) throw new Error(result.gaveUp);
    return { findings: judgedFindings(result.findings), facts: result.facts };
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
