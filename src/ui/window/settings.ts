import {
  ConfigurationTarget,
  workspace,
  type ConfigurationChangeEvent,
  type Uri,
  type WorkspaceFolder,
} from 'vscode';
import { chinaCloud, publicCloud, usGovernmentCloud, type Cloud } from '../../account/cloud';
import { customCloud, customCloudSetting } from '../../account/custom-cloud';
import type { SignInKind } from '../../account/sign-in';
import type { Disposable } from '../../lifecycle/disposable-store';
import { Emitter, type Event } from '../../lifecycle/emitter';
import { confidences, type Confidence } from '../../rules/confidence';
import type { FolderLink, StoredLink } from '../../lint/links/folder-link';
import {
  confirmations,
  groupings,
  settingDefaults,
  settingKeys,
  signInKinds,
  type Confirmation,
  type Grouping,
} from '../contributions';

export type SettingName = keyof typeof settingKeys | 'cloud';

interface SettingValues {
  readonly signIn: SignInKind;
  readonly groupBy: Grouping;
  readonly sandboxOperationSeconds: number;
  readonly selectedSubscriptions: readonly string[];
}

const environmentSetting = 'microsoft-sovereign-cloud.environment';

/** The only reader and writer of configuration. Values of the wrong shape count as unset. */
export class Settings implements Disposable {
  readonly #changed = new Emitter<ReadonlySet<SettingName>>();
  readonly #subscriptions: readonly Disposable[];
  /** As read last: asked for with every file and app, and VS Code copies all it has for each answer. */
  #links: readonly StoredLink[] | undefined;
  /** Names of the settings that changed; fires once per change of configuration. */
  readonly onDidChange: Event<ReadonlySet<SettingName>> = this.#changed.event;

  constructor() {
    this.#subscriptions = [
      workspace.onDidChangeConfiguration((event) => {
        this.#links = undefined;
        const names = changedNames(event);
        if (names.size > 0) this.#changed.fire(names);
      }),
      workspace.onDidChangeWorkspaceFolders(() => {
        this.#links = undefined;
      }),
    ];
  }

  get signIn(): SignInKind {
    return oneOf(signInKinds, readOfUser(settingKeys.signIn)) ?? settingDefaults.signIn;
  }

  get groupBy(): Grouping {
    return oneOf(groupings, read(settingKeys.groupBy)) ?? settingDefaults.groupBy;
  }

  /** A folder must not make it easier to take something away. */
  get confirm(): Confirmation {
    return oneOf(confirmations, readOfUser(settingKeys.confirm)) ?? settingDefaults.confirm;
  }

  get sandboxOperationSeconds(): number {
    const value = read(settingKeys.sandboxOperationSeconds);
    return typeof value === 'number' && value >= 0 ? value : settingDefaults.sandboxOperationSeconds;
  }

  get lintEnabled(): boolean {
    return read(settingKeys.lintEnabled) !== false;
  }

  /** Levels of rules by id or name, as written. */
  get rules(): Readonly<Record<string, unknown>> {
    const value = read(settingKeys.rules);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  }

  /** How sure a finding must be to be reported. */
  get minConfidence(): Confidence {
    return oneOf(confidences, read(settingKeys.minConfidence)) ?? settingDefaults.minConfidence;
  }

  /** Which app the code of a folder is deployed to: of the workspace, then of its folders where there are several. */
  get links(): readonly StoredLink[] {
    this.#links ??= [
      ...linksAmong(read(settingKeys.links, null)),
      ...severalFolders().flatMap(({ uri }) => ownLinks(uri)),
    ];
    return this.#links;
  }

  /** Writes links to where they say they stand; what did not change is not touched. */
  async setLinks(links: readonly StoredLink[]): Promise<void> {
    const now = this.links;
    const places = [undefined, ...severalFolders().map(({ uri }) => uri)];
    for (const place of places) {
      const [before, after] = [now, links].map((all) =>
        all.filter(({ root }) => root === place?.toString()).map(({ folder, app }) => ({ folder, app })),
      );
      if (JSON.stringify(before) === JSON.stringify(after)) continue;
      // Links are about folders of this workspace.
      const target =
        place === undefined ? ConfigurationTarget.Workspace : ConfigurationTarget.WorkspaceFolder;
      await workspace.getConfiguration(undefined, place ?? null).update(settingKeys.links, after, target);
    }
  }

  /** `tenantId/subscriptionId` each; empty means all. */
  get selectedSubscriptions(): readonly string[] {
    const value = readOfUser(settingKeys.selectedSubscriptions);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /**
   * The cloud of `microsoft-sovereign-cloud.*`, settings of VS Code's own account provider, as the user set them.
   * Throws `Failure` `invalid` when a custom cloud is chosen that cannot be used.
   */
  get cloud(): Cloud {
    switch (readOfUser(environmentSetting)) {
      case 'ChinaCloud':
        return chinaCloud;
      case 'USGovernment':
        return usGovernmentCloud;
      case 'custom':
        return customCloud(readOfUser(customCloudSetting));
      default:
        return publicCloud;
    }
  }

  /**
   * Settings of this workspace that are about where tokens go, and therefore not heeded. VS Code's own provider does heed
   * them, so a sign-in to another cloud than the public one is not to be trusted while there are any.
   */
  get ignored(): readonly string[] {
    return [settingKeys.signIn, environmentSetting, customCloudSetting].filter((key) => {
      const inspected = inspect(key);
      return inspected?.workspaceValue !== undefined || inspected?.workspaceFolderValue !== undefined;
    });
  }

  /** Writes a user setting; `undefined` goes back to the default. */
  async set<K extends keyof SettingValues>(name: K, value: SettingValues[K] | undefined): Promise<void> {
    // A workspace that sets the value would hide a user setting, so it is changed where it takes effect.
    const inspected = inspect(settingKeys[name]);
    const isOfWorkspace = name === 'groupBy' || name === 'sandboxOperationSeconds';
    const target =
      isOfWorkspace && inspected?.workspaceValue !== undefined
        ? ConfigurationTarget.Workspace
        : ConfigurationTarget.Global;
    await workspace.getConfiguration().update(settingKeys[name], value, target);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
  }
}

/** The workspace folders, when there are so many that each has settings beside those of the workspace. */
function severalFolders(): readonly WorkspaceFolder[] {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 1 ? folders : [];
}

function ownLinks(root: Uri): readonly StoredLink[] {
  const value = inspect(settingKeys.links, root)?.workspaceFolderValue;
  return linksAmong(value).map((link) => ({ ...link, root: root.toString() }));
}

function linksAmong(value: unknown): readonly FolderLink[] {
  return Array.isArray(value) ? value.filter(isLink) : [];
}

function isLink(value: unknown): value is FolderLink {
  return (
    typeof value === 'object' &&
    value !== null &&
    'folder' in value &&
    typeof value.folder === 'string' &&
    'app' in value &&
    typeof value.app === 'string'
  );
}

function read(key: string, scope?: Uri | null): unknown {
  const { section, name } = partsOf(key);
  return workspace.getConfiguration(section, scope).get<unknown>(name);
}

function inspect(key: string, scope?: Uri) {
  const { section, name } = partsOf(key);
  return workspace.getConfiguration(section, scope).inspect<unknown>(name);
}

/** Of a section VS Code copies that alone, and not the settings of everybody. */
function partsOf(key: string): { readonly section: string; readonly name: string } {
  const dot = key.indexOf('.');
  return { section: key.slice(0, dot), name: key.slice(dot + 1) };
}

/**
 * As `read`, but only what the user or this machine says. A folder must not decide where secrets go: `scope` in package.json
 * keeps it from that in VS Code's own eyes, and this does for settings of others and for windows that heed a folder's all the same.
 */
function readOfUser(key: string): unknown {
  const inspected = inspect(key);
  return inspected?.globalValue ?? inspected?.defaultValue;
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

function changedNames(event: ConfigurationChangeEvent): ReadonlySet<SettingName> {
  const names = new Set<SettingName>();
  for (const [name, key] of Object.entries(settingKeys))
    if (event.affectsConfiguration(key)) names.add(name as SettingName);
  if (event.affectsConfiguration('microsoft-sovereign-cloud')) names.add('cloud');
  return names;
}
