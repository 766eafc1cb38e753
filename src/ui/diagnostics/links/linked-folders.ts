import { workspace, type WorkspaceFolder } from 'vscode';
import type { Estate } from '../../../estate/estate';
import type { Log } from '../../../lifecycle/log';
import { findLinked } from '../../../lint/links/linked-state';
import type { Project } from '../project';
import type { WatchedDocuments } from '../watch-documents';

export interface LinkedFoldersDependencies {
  readonly estate: Estate;
  readonly project: Project;
  readonly documents: Pick<WatchedDocuments, 'wereScanned'>;
  readonly log: Log;
  readonly scan: (folder: WorkspaceFolder) => Promise<void>;
}

/** Folders that are linked to an app which was read: all their files are read, once. */
export class LinkedFolders {
  readonly #deps: LinkedFoldersDependencies;
  readonly #scanning = new Set<string>();

  constructor(deps: LinkedFoldersDependencies) {
    this.#deps = deps;
  }

  /** Starts what is missing. A link may come with a folder, so nothing is read for it before the workspace is trusted. */
  read(): void {
    const { project } = this.#deps;
    if (!project.enabled || !workspace.isTrusted) return;
    for (const folder of workspace.workspaceFolders ?? [])
      if (this.#isWanted(folder)) void this.#scan(folder);
  }

  #isWanted({ uri }: WorkspaceFolder): boolean {
    const { estate, project, documents } = this.#deps;
    return (
      !this.#scanning.has(uri.toString()) &&
      !documents.wereScanned([uri]) &&
      project.linksOf(uri).some(({ app }) => findLinked(estate.snapshot, app) !== undefined)
    );
  }

  async #scan(folder: WorkspaceFolder): Promise<void> {
    // Kept when it fails, too: whoever scans by hand sees why.
    this.#scanning.add(folder.uri.toString());
    try {
      await this.#deps.scan(folder);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#deps.log.warn(`The files of ${folder.name} were not read: ${why}`);
    }
  }
}
