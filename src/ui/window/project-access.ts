import type { FileChange } from '../../actions/connect/plan';
import type { ProjectFile, ProjectFiles } from '../../actions/connect/project';
import type { LinkableFolder } from '../../lint/links/folder-link';
import type { GrammarName, Trees } from '../../source/grammar/grammars';

/** The files of people's projects, as commands read and change them. */
export interface ProjectAccess {
  /** The build files of a folder and those above it, its settings and its sources: as editors have them, saved or not. */
  read(folder: LinkableFolder): Promise<ProjectFiles>;
  /** Shows all changes side by side, in one page. */
  show(folder: LinkableFolder, changes: ShownChanges): Promise<Shown>;
  /** Makes all changes in one step, which one undo takes back. Throws `Failure` `conflict` when a file has changed since it was read. */
  make(folder: LinkableFolder, changes: readonly FileChange[]): Promise<void>;
  /** A file of the workspace folder, as its editor has it, saved or not; `undefined` where there is none. */
  text(folder: LinkableFolder, path: string): Promise<string | undefined>;
  /** Saves what an editor holds of a file. */
  store(folder: LinkableFolder, path: string): Promise<void>;
  /** Opens a file. */
  open(folder: LinkableFolder, path: string): Promise<void>;
  /** Asks for a folder and writes files into it; answers its name, or `undefined` when the user turns away. */
  save(files: readonly ProjectFile[]): Promise<string | undefined>;
  readonly trees: (...names: readonly GrammarName[]) => Promise<Trees>;
}

export interface ShownChanges {
  readonly title: string;
  readonly changes: readonly FileChange[];
}

export interface Shown {
  /** Takes the page away. */
  close(): Promise<void>;
}
