import type { FileChange } from '../../src/actions/connect/plan';
import type { ProjectFile, ProjectFiles } from '../../src/actions/connect/project';
import type { LinkableFolder } from '../../src/lint/links/folder-link';
import type { GrammarName, Trees } from '../../src/source/grammar/grammars';
import type { ProjectAccess, Shown, ShownChanges } from '../../src/ui/window/project-access';
import { packageGrammars } from '../rules/package-grammars';

const grammars = packageGrammars();

/** One workspace folder whose files are in memory. */
export class MemoryProjects implements ProjectAccess {
  files: readonly ProjectFile[] = [];
  /** What was written into a folder of its own. */
  saved: readonly ProjectFile[] = [];
  /** Titles of previews, and what became of them. */
  readonly news: string[] = [];

  read({ path }: LinkableFolder): Promise<ProjectFiles> {
    return Promise.resolve({ module: path === '.' ? '' : path, files: this.files });
  }

  show(_: LinkableFolder, { title, changes }: ShownChanges): Promise<Shown> {
    this.news.push(`shown: ${title} | ${changes.map(({ path }) => path).join(', ')}`);
    return Promise.resolve({
      close: () => {
        this.news.push('closed');
        return Promise.resolve();
      },
    });
  }

  make(_: LinkableFolder, changes: readonly FileChange[]): Promise<void> {
    const changed = new Map(changes.map(({ path, after }) => [path, after]));
    const kept = this.files.filter(({ path }) => !changed.has(path));
    this.files = [...kept, ...[...changed].map(([path, text]) => ({ path, text }))];
    this.news.push('made');
    return Promise.resolve();
  }

  save(files: readonly ProjectFile[]): Promise<string | undefined> {
    this.saved = files;
    return Promise.resolve('move');
  }

  text(_: LinkableFolder, path: string): Promise<string | undefined> {
    return Promise.resolve(this.files.find((file) => file.path === path)?.text);
  }

  store(_: LinkableFolder, path: string): Promise<void> {
    this.news.push(`stored: ${path}`);
    return Promise.resolve();
  }

  open(_: LinkableFolder, path: string): Promise<void> {
    this.news.push(`opened: ${path}`);
    return Promise.resolve();
  }

  readonly trees = async (...names: readonly GrammarName[]): Promise<Trees> => {
    await grammars.load(names);
    return grammars;
  };
}
