import {
  ConfigurationTarget,
  workspace,
  type ConfigurationChangeEvent,
  type Uri,
  type WorkspaceFolder,
} from 'vscode';
import { chinaCloud, publicCloud, usGovernmentCloud, type Cloud } from '../account/cloud';
import type { SignInKind } from '../account/sign-in';
import type { Disposable } from '../lifecycle/disposable-store';
import { Emitter, type Event } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import type { FolderLink, StoredLink } from '../lint/folder-link';
import { groupings, settingDefaults, settingKeys, signInKinds, type Grouping } from './contributions';

export type SettingName = keyof typeof settingKeys | 'cloud';

interface SettingValues {
  readonly signIn: SignInKind;
  readonly groupBy: Grouping;
  readonly sandboxOperationSeconds: number;
  readonly selectedSubscriptions: readonly string[];
}

/** The only reader and writer of configuration. Values of the wrong shape count as unset. */
export class Settings implements Disposable {
  readonly #changed = new Emitter<ReadonlySet<SettingName>>();
  readonly #subscription: Disposable;
  /** Names of the settings that changed; fires once per change of configuration. */
  readonly onDidChange: Event<ReadonlySet<SettingName>> = this.#changed.event;

  constructor() {
    this.#subscription = workspace.onDidChangeConfiguration((event) => {
      const names = changedNames(event);
      if (names.size > 0) this.#changed.fire(names);
    });
  }

  get signIn(): SignInKind {
    return oneOf(signInKinds, read(settingKeys.signIn)) ?? settingDefaults.signIn;
  }

  get groupBy(): Grouping {
    return oneOf(groupings, read(settingKeys.groupBy)) ?? settingDefaults.groupBy;
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

  /** Which app the code of a folder is deployed to: of the workspace, then of its folders where there are several. */
  get links(): readonly StoredLink[] {
    return [
      ...linksAmong(workspace.getConfiguration(undefined, null).get(settingKeys.links)),
      ...severalFolders().flatMap(({ uri }) => ownLinks(uri)),
    ];
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
    const value = read(settingKeys.selectedSubscriptions);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /**
   * The cloud of `microsoft-sovereign-cloud.*`, settings of VS Code's own account provider.
   * Throws `Failure` `invalid` when a custom cloud is chosen but not described.
   */
  get cloud(): Cloud {
    switch (read('microsoft-sovereign-cloud.environment')) {
      case 'ChinaCloud':
        return chinaCloud;
      case 'USGovernment':
        return usGovernmentCloud;
      case 'custom':
        return customCloud(read('microsoft-sovereign-cloud.customEnvironment'));
      default:
        return publicCloud;
    }
  }

  /** Writes a user setting; `undefined` goes back to the default. */
  async set<K extends keyof SettingValues>(name: K, value: SettingValues[K] | undefined): Promise<void> {
    // A workspace that sets the value would hide a user setting, so it is changed where it takes effect.
    const inspected = workspace.getConfiguration().inspect(settingKeys[name]);
    const target =
      inspected?.workspaceValue === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
    await workspace.getConfiguration().update(settingKeys[name], value, target);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** The workspace folders, when there are so many that each has settings beside those of the workspace. */
function severalFolders(): readonly WorkspaceFolder[] {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 1 ? folders : [];
}

function ownLinks(root: Uri): readonly StoredLink[] {
  const value = workspace.getConfiguration(undefined, root).inspect(settingKeys.links)?.workspaceFolderValue;
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

function read(key: string): unknown {
  return workspace.getConfiguration().get<unknown>(key);
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

/** From the environment parameter object the Azure extensions share (`@azure/ms-rest-azure-env`). */
export function customCloud(value: unknown): Cloud {
  const parameters = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const url = (name: string): string | undefined => {
    const text = parameters[name];
    return typeof text === 'string' && URL.canParse(text) ? text.replace(/\/+$/, '') : undefined;
  };
  const [armUrl, authorityUrl] = [url('resourceManagerEndpointUrl'), url('activeDirectoryEndpointUrl')];
  if (armUrl === undefined || authorityUrl === undefined)
    throw new Failure({
      code: 'invalid',
      what: 'The custom cloud is not described.',
      why: 'The setting microsoft-sovereign-cloud.customEnvironment lacks resourceManagerEndpointUrl or activeDirectoryEndpointUrl.',
      remedy: 'Fill in the setting, or choose another cloud in microsoft-sovereign-cloud.environment.',
    });
  return {
    name: 'Custom',
    armUrl,
    // The resource Azure's own tools ask a token for; exactly one slash before `.default`.
    armScope: `${url('managementEndpointUrl') ?? armUrl}/.default`,
    authorityUrl,
    portalUrl: url('portalUrl') ?? armUrl,
  };
}
