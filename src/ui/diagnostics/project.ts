import { workspace, type TextDocument, type Uri } from 'vscode';
import { DisposableStore, type Disposable } from '../../lifecycle/disposable-store';
import { Emitter } from '../../lifecycle/emitter';
import { configFileName } from '../../lint/config/file-name';
import { type ConfigTrouble, type LintConfig } from '../../lint/config/config';
import { linkOf, linksIn, type FolderLink } from '../../lint/links/folder-link';
import type { Levels } from '../../lint/config/levels';
import { readLevels } from '../../lint/config/read-levels';
import type { RuleId } from '../../rules/rule';
import type { Settings } from '../window/settings';
import { configUri, emptyConfig, openText, readConfigIn, type KnownConfig } from './config/config-file';
import { placeOf } from './place';

/** How long typing in a configuration file must rest before it is used. */
const restMs = 300;

/** Settings that decide what is found. */
const judging = ['lintEnabled', 'links', 'minConfidence', 'rules'] as const;

/** What people set for a workspace: settings, and the configuration file of each of its folders, saved or not. */
export class Project implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #changed = this.#owned.add(new Emitter<void>());
  readonly #configs = new Map<string, KnownConfig>();
  readonly #settings: Settings;
  #resting: NodeJS.Timeout | undefined;
  /** Something findings depend on is different now. */
  readonly onDidChange = this.#changed.event;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#owned.add(
      settings.onDidChange((names) => {
        if (judging.some((name) => names.has(name))) this.#changed.fire();
      }),
    );
    const watcher = this.#owned.add(workspace.createFileSystemWatcher(`**/${configFileName}`));
    const again = () => void this.#readAll();
    this.#owned.add(watcher.onDidChange(again));
    this.#owned.add(watcher.onDidCreate(again));
    this.#owned.add(watcher.onDidDelete(again));
    this.#owned.add(workspace.onDidChangeWorkspaceFolders(again));
    const typed = ({ uri }: TextDocument) => {
      if (!uri.path.endsWith(`/${configFileName}`)) return;
      clearTimeout(this.#resting);
      this.#resting = setTimeout(again, restMs);
    };
    this.#owned.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        typed(document);
      }),
    );
    this.#owned.add(workspace.onDidCloseTextDocument(typed));
    again();
  }

  get enabled(): boolean {
    return this.#settings.lintEnabled;
  }

  /** Settings are the user's own word and beat the file of the team. */
  levelsFor(uri: Uri): Levels {
    return { ...this.configOf(placeOf(uri).root).levels, ...this.ownLevels };
  }

  /** What the user's settings say, whatever the folder. */
  get ownLevels(): Levels {
    const { rules, minConfidence } = this.#settings;
    return { ...readLevels(rules, () => undefined), least: minConfidence };
  }

  /** Whether settings say a rule's level, so that the configuration file cannot. */
  isSet(rule: RuleId): boolean {
    return this.ownLevels[rule] !== undefined;
  }

  configOf(root: Uri | undefined): LintConfig {
    return this.#known(root).config;
  }

  /** The text of a workspace folder's configuration file as it is in its editor or else on disk, where there is one. */
  configText(root: Uri): string | undefined {
    return openText(configUri(root)) ?? this.#known(root).text;
  }

  /** What of a workspace folder's configuration file is not used, and why. */
  troubleIn(root: Uri): readonly ConfigTrouble[] {
    return this.#known(root).trouble;
  }

  /** Whether the configuration says that a file is not judged. */
  isExcluded(uri: Uri): boolean {
    const { path, root } = placeOf(uri);
    return this.#known(root).isExcluded(path);
  }

  /** The links of a workspace folder, by folder relative to it. */
  linksOf(root: Uri | undefined): readonly FolderLink[] {
    const roots = (workspace.workspaceFolders ?? []).map(({ uri, name }) => ({ uri: uri.toString(), name }));
    const own = roots.find(({ uri }) => uri === root?.toString());
    const set = own === undefined ? [] : linksIn(own, roots, this.#settings.links);
    return [...set, ...this.configOf(root).links];
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

  #known(root: Uri | undefined): KnownConfig {
    return this.#configs.get(root?.toString() ?? '') ?? emptyConfig;
  }

  async #readAll(): Promise<void> {
    const folders = workspace.workspaceFolders ?? [];
    const configs = await Promise.all(folders.map(({ uri }) => readConfigIn(uri)));
    this.#configs.clear();
    for (const [i, { uri }] of folders.entries())
      this.#configs.set(uri.toString(), configs[i] ?? emptyConfig);
    this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#resting);
    this.#owned.dispose();
  }
}
