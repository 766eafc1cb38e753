import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import manifest from '../../../package.json';

/** Everything one VS Code server writes, in a folder that goes away with it. */
export interface DataFolder {
  readonly root: string;
  /** Where the companion says how to reach it. */
  readonly companion: string;
  /** VS Code's own logs, one folder per server start. */
  readonly logs: string;
  remove(): void;
}

export type Settings = Readonly<Record<string, unknown>>;

/** Quiet, offline and the same on every run: nothing pops up, nothing is fetched, nothing is saved behind the user's back. */
export const quietSettings: Settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark 2026',
  'workbench.tips.enabled': false,
  'window.autoDetectColorScheme': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'files.autoSave': 'off',
  'remote.autoForwardPorts': false,
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.initialHint': false,
  'git.enabled': false,
};

const machineSettings: ReadonlySet<string> = new Set(
  Object.entries(manifest.contributes.configuration.properties)
    .filter(([, { scope }]) => scope === 'machine')
    .map(([key]) => key),
);

/**
 * Makes the folder under the system's temporary directory, with `settings` as the user's settings and each of `extensions`
 * (unpacked folders) counted as installed. Settings of a machine are those of the machine that the server runs on: of the
 * user's own file, VS Code in a browser takes them only as long as it does not know yet that they are such.
 */
export function createDataFolder(settings: Settings, extensions: readonly string[]): DataFolder {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'smi-vscode-'));
  for (const folder of ['home', 'tmp', 'run', 'companion', 'extensions', 'data/User', 'data/Machine'])
    fs.mkdirSync(path.join(root, folder), { recursive: true, mode: 0o700 });
  const write = (name: string, some: Settings) => {
    fs.writeFileSync(path.join(root, name), JSON.stringify(some, null, 2));
  };
  const ofMachine = Object.entries(settings).filter(([key]) => machineSettings.has(key));
  write('data/User/settings.json', settings);
  write('data/Machine/settings.json', Object.fromEntries(ofMachine));
  fs.writeFileSync(
    path.join(root, 'extensions/extensions.json'),
    JSON.stringify(extensions.map((source) => addUnpacked(root, source))),
  );
  return {
    root,
    companion: path.join(root, 'companion'),
    logs: path.join(root, 'data/logs'),
    remove: () => {
      fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Copies an unpacked extension where VS Code looks for it; returns its line of `extensions.json`. */
function addUnpacked(root: string, source: string): object {
  const manifest = JSON.parse(fs.readFileSync(path.join(source, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly publisher: string;
    readonly version: string;
  };
  const id = `${manifest.publisher}.${manifest.name}`;
  const relativeLocation = `${id}-${manifest.version}`;
  const target = path.join(root, 'extensions', relativeLocation);
  fs.cpSync(source, target, { recursive: true });
  return {
    identifier: { id },
    version: manifest.version,
    location: { $mid: 1, path: target, scheme: 'file' },
    relativeLocation,
    metadata: {},
  };
}
