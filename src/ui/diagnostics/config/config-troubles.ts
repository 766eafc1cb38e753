import {
  Diagnostic,
  DiagnosticSeverity,
  FileType,
  l10n,
  languages,
  Range,
  workspace,
  type Uri,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../../lifecycle/disposable-store';
import { say } from '../../../lifecycle/text';
import { configFileName } from '../../../lint/config/file-name';
import { type ConfigTrouble } from '../../../lint/config/config';
import { isForeign } from '../../../source/language';
import { AfterBurst } from '../../after-burst';
import { worded } from '../../words';
import { diagnosticSource } from '../diagnostic';
import { placeOf } from '../place';
import type { Project } from '../project';
import { configUri } from './config-file';

/** Programs make many files at once. Milliseconds. */
const restMs = 300;
const mostAsked = 20;
/** Nobody has more of them by mistake. */
const mostNested = 50;

/**
 * Says in the Problems panel, at their places, what of the configuration files is not used: entries that mean nothing, files that
 * cannot be read, and those that are not at the top of a workspace folder.
 */
export class ConfigTroubles implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #shown = this.#owned.add(languages.createDiagnosticCollection('springIdentity.configuration'));
  readonly #project: Project;
  readonly #created: Uri[] = [];
  readonly #looked = this.#owned.add(
    new AfterBurst(restMs, () => void this.#lookBelow(this.#created.splice(0))),
  );
  #round = 0;

  constructor(project: Project) {
    this.#project = project;
    this.#owned.add(project.onDidChange(() => void this.#show()));
    this.#watchFolders();
    void this.#show();
  }

  /** A folder that is deleted or moved is told of as one, without the files in it. */
  #watchFolders(): void {
    const watcher = this.#owned.add(workspace.createFileSystemWatcher('**', false, true, false));
    this.#owned.add(
      watcher.onDidDelete((folder) => {
        for (const [uri] of this.#shown)
          if (uri.toString().startsWith(`${folder.toString()}/`)) this.#shown.delete(uri);
      }),
    );
    this.#owned.add(
      watcher.onDidCreate((uri) => {
        if (isForeign(`${placeOf(uri).path}/any`)) return;
        this.#created.push(uri);
        this.#looked.ask();
      }),
    );
  }

  /** Shows anew when one of what was created is a folder, which may hold such a file; of very many nobody asks what they are. */
  async #lookBelow(created: readonly Uri[]): Promise<void> {
    const isFolder = async (uri: Uri): Promise<boolean> => {
      try {
        return (await workspace.fs.stat(uri)).type === FileType.Directory;
      } catch {
        return false;
      }
    };
    const isAny = created.length > mostAsked || (await Promise.all(created.map(isFolder))).includes(true);
    if (isAny) await this.#show();
  }

  async #show(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const nested = this.#project.enabled ? await nestedConfigs() : [];
    if (round !== this.#round) return;
    this.#shown.clear();
    if (!this.#project.enabled) return;
    for (const { uri } of workspace.workspaceFolders ?? []) {
      const trouble = this.#project.troubleIn(uri);
      if (trouble.length > 0) this.#shown.set(configUri(uri), trouble.map(diagnosticOf));
    }
    for (const uri of nested) this.#shown.set(uri, [diagnosticOf(isNested)]);
  }

  dispose(): void {
    this.#round += 1;
    this.#owned.dispose();
  }
}

const isNested: ConfigTrouble = {
  at: { line: 0, column: 0 },
  message: say('settings count only at the top of a workspace folder: this file is not used'),
};

async function nestedConfigs(): Promise<readonly Uri[]> {
  const found = await workspace.findFiles(`**/*/${configFileName}`, undefined, mostNested);
  return found.filter((uri) => {
    const { path, root } = placeOf(uri);
    return root !== undefined && path !== configFileName && !isForeign(path);
  });
}

function diagnosticOf({ at: { line, column }, message }: ConfigTrouble): Diagnostic {
  const range = new Range(line, column, line, column + 1);
  const diagnostic = new Diagnostic(range, worded(message, l10n.t), DiagnosticSeverity.Warning);
  diagnostic.source = diagnosticSource;
  return diagnostic;
}
