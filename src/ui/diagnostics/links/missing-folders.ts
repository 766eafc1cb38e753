import { FileType, Uri, workspace } from 'vscode';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';
import { Emitter } from '../../../lifecycle/emitter';
import { linksIn, type StoredLink } from '../../../lint/links/folder-link';
import { AfterBurst } from '../../after-burst';
import type { LinkedFolder, ShownLink } from '../../known-links';

/** Folders come and go in several steps, and many at once. */
const restMs = 500;

/** Knows which linked folders are not on disk: looks when links change, and when something comes or goes at or above one of them. */
export class MissingFolders implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Emitter<void>());
  /** Addresses of folders that were looked for, and whether they were found. */
  #found: ReadonlyMap<string, boolean> = new Map();
  #links: readonly ShownLink[] = [];
  readonly #soon = this.#owned.add(new AfterBurst(restMs, () => void this.#look()));
  #round = 0;
  readonly onDidChange = this.#changed.event;

  constructor() {
    const watcher = this.#owned.add(workspace.createFileSystemWatcher('**', false, true, false));
    const touched = (uri: Uri) => {
      const at = uri.toString();
      if ([...this.#found.keys()].some((folder) => folder === at || folder.startsWith(`${at}/`)))
        this.#soon.ask();
    };
    this.#owned.add(watcher.onDidCreate(touched));
    this.#owned.add(watcher.onDidDelete(touched));
  }

  /** The links with what is known of their folders; one that was not looked for yet counts as there. */
  of(links: readonly ShownLink[]): readonly LinkedFolder[] {
    this.#links = links;
    if (links.some((link) => foldersOf(link).some((folder) => !this.#found.has(folder)))) void this.#look();
    return links.map((link) => {
      const folders = foldersOf(link);
      return {
        link,
        isMissing: folders.length > 0 && folders.every((one) => this.#found.get(one) === false),
      };
    });
  }

  async #look(): Promise<void> {
    this.#soon.forget();
    this.#round += 1;
    const round = this.#round;
    const folders = [...new Set(this.#links.flatMap(foldersOf))];
    const found = new Map(
      await Promise.all(folders.map(async (folder) => [folder, await isFolder(folder)] as const)),
    );
    if (round !== this.#round) return;
    this.#found = found;
    this.#changed.fire();
  }

  dispose(): void {
    this.#round += 1;
    this.#owned.dispose();
  }
}

/** Where a link says its folder is: of the settings in one workspace folder or in any, of a file in its own. */
function foldersOf(link: ShownLink): readonly string[] {
  const roots = (workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ uri: uri.toString(), name }));
  if ('file' in link)
    return roots
      .filter(({ uri }) => link.file.startsWith(`${uri}/`))
      .map(({ uri }) => addressOf(uri, link.folder));
  const stored: StoredLink = link;
  return roots.flatMap((root) =>
    linksIn(root, roots, [stored]).map(({ folder }) => addressOf(root.uri, folder)),
  );
}

function addressOf(root: string, folder: string): string {
  return Uri.joinPath(Uri.parse(root, true), folder).toString();
}

/** What cannot be looked at may be there. */
async function isFolder(address: string): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(Uri.parse(address, true))).type & FileType.Directory) !== 0;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'FileNotFound');
  }
}
