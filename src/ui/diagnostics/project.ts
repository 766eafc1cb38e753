import { Uri, workspace, type WorkspaceFolder } from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import { configFileName, noConfig, readConfig, type LintConfig } from '../../lint/config';
import type { FolderLink } from '../../lint/folder-link';
import { readLevels, type Levels } from '../../lint/levels';
import { linkOf } from '../../lint/scan-folder';
import type { Settings } from '../settings';
import { placeOf } from './place';

/** What people set for a workspace: settings, and the configuration file of each of its folders. */
export class Project implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Emitter<void>());
  readonly #configs = new Map<string, LintConfig>();
  readonly #settings: Settings;
  /** Something findings depend on is different now. */
  readonly onDidChange = this.#changed.event;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#owned.add(
      settings.onDidChange((names) => {
        if (names.has('rules') || names.has('links') || names.has('lintEnabled')) this.#changed.fire();
      }),
    );
    const watcher = this.#owned.add(workspace.createFileSystemWatcher(`**/${configFileName}`));
    const again = () => void this.#readAll();
    this.#owned.add(watcher.onDidChange(again));
    this.#owned.add(watcher.onDidCreate(again));
    this.#owned.add(watcher.onDidDelete(again));
    this.#owned.add(workspace.onDidChangeWorkspaceFolders(again));
    again();
  }

  get enabled(): boolean {
    return this.#settings.lintEnabled;
  }

  /** Settings are the user's own word and beat the file of the team. */
  levelsFor(uri: Uri): Levels {
    return { ...this.configOf(placeOf(uri).root).levels, ...this.#settingLevels() };
  }

  configOf(root: Uri | undefined): LintConfig {
    return this.#configs.get(root?.toString() ?? '') ?? noConfig;
  }

  /** The links of a workspace folder, by folder relative to it. */
  linksOf(root: Uri | undefined): readonly FolderLink[] {
    return [...this.#settings.links, ...this.configOf(root).links];
  }

  /** The resource id of the app a document's folder is linked to. */
  appOf(uri: Uri): string | undefined {
    const { path, root } = placeOf(uri);
    return linkOf(path, this.linksOf(root))?.app;
  }

  /** Every app some folder is linked to. */
  get linkedApps(): readonly string[] {
    const roots = workspace.workspaceFolders ?? [];
    return [...new Set(roots.flatMap(({ uri }) => this.linksOf(uri).map(({ app }) => app)))];
  }

  #settingLevels(): Levels {
    return readLevels(this.#settings.rules, () => undefined);
  }

  async #readAll(): Promise<void> {
    const folders = workspace.workspaceFolders ?? [];
    const configs = await Promise.all(folders.map(configIn));
    this.#configs.clear();
    for (const [i, { uri }] of folders.entries()) this.#configs.set(uri.toString(), configs[i] ?? noConfig);
    this.#changed.fire();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

async function configIn({ uri }: WorkspaceFolder): Promise<LintConfig> {
  try {
    const bytes = await workspace.fs.readFile(Uri.joinPath(uri, configFileName));
    return readConfig(new TextDecoder().decode(bytes)).config;
  } catch {
    // Most folders have none.
    return noConfig;
  }
}
