import { languageOf } from '../../source/language';
import { isImportedBy } from '../../source/spring/imports';
import type { SettingsFile } from '../../source/spring/settings-file';
import { isReadAnyway } from '../../source/spring/source-order';
import type { SpringConfig } from '../../source/spring/spring-config';
import { appMark, ModuleNames, plainName } from './module-names';
import { moduleOf } from './module-of';
import { isValuesOfSomeRuns } from '../../source/manifest/values-file';

/** What other files tell of the settings of an app. */
export interface AppSettings {
  /** In lower case; absent for whatever the file does not say an app of. */
  readonly app?: string;
  readonly files: readonly SettingsFile[];
}

/** A module with more has them made by a program. */
const mostFiles = 500;

/** Settings of a folder, by the files that tell them, and which of them belong together. Modules are kept apart. */
export class ProjectSettings {
  readonly #files = new Map<string, SettingsFile>();
  /** By module; forgotten when any file changes what it tells. */
  readonly #modules = new Map<string, readonly AppSettings[]>();
  #names: ModuleNames | undefined;
  /** What apps read without being told to, by module. */
  #read: ReadonlyMap<string, readonly SpringConfig[]> | undefined;

  /** Takes in what a file tells now, which may be nothing. Says whether that is something else than before. */
  take(path: string, configs: readonly SpringConfig[]): boolean {
    const before = this.#files.get(path)?.configs ?? [];
    if (sameText(before, configs)) return false;
    if (configs.length === 0) this.#files.delete(path);
    else this.#files.set(path, { path, configs });
    this.#modules.clear();
    this.#names = undefined;
    this.#read = undefined;
    return true;
  }

  /** What is known beside a file; the same list as long as nothing changes. */
  around(path: string): readonly AppSettings[] {
    const file = this.#files.get(path);
    const apps = file === undefined ? [] : appsOf(file);
    if (apps.length === 0) return this.#ofModule(this.#homeOf(path));
    // Which module holds a file, its folder says.
    return this.#kept(`apps:${apps.join(' ')}:${folderOf(path)}`, () => this.#aroundApps(path, apps));
  }

  #kept(key: string, find: () => readonly AppSettings[]): readonly AppSettings[] {
    const known = this.#modules.get(key) ?? find();
    this.#modules.set(key, known);
    return known;
  }

  /** Other files that tell settings and are judged by those of this one. */
  dependents(path: string): readonly string[] {
    return [...this.#files.keys()].filter((other) => other !== path && this.isBeside(other, path));
  }

  /** Whether a file is judged by the settings of another one. */
  isBeside(path: string, other: string): boolean {
    return this.around(path).some(({ files }) => files.some((one) => one.path === other));
  }

  #ofModule(module: string): readonly AppSettings[] {
    return this.#kept(`module:${module}`, () => {
      const files = [...this.#files.values()].flatMap((file) => this.#partFor(file, module));
      return files.length === 0 ? [] : [{ files: files.slice(0, mostFiles) }];
    });
  }

  /** For each app whose variables a file gives: the settings of its module, where it is clear which that is. */
  #aroundApps(path: string, apps: readonly (string | undefined)[]): readonly AppSettings[] {
    return apps.flatMap((app): readonly AppSettings[] => {
      const modules = this.#moduleNames().all.filter((one) => this.#isGiven(path, app, one) === 'yes');
      const [module] = modules;
      const files =
        module !== undefined && modules.length === 1
          ? (this.#ofModule(module)[0]?.files ?? [])
          : this.#ofSameApp(app, path);
      return files.length === 0 ? [] : [{ ...(app !== undefined && { app }), files }];
    });
  }

  /** What else names the app; and all that may be meant for it where nobody says which module it is. */
  #ofSameApp(app: string | undefined, path: string): readonly SettingsFile[] {
    return [...this.#files.values()].flatMap((file): readonly SettingsFile[] => {
      const configs = file.configs.filter((config) =>
        config.syntax === 'environment' || config.name !== undefined ? keyOf(config.app) === app : false,
      );
      const same = configs.length > 0 && app !== undefined ? [{ path: file.path, configs }] : [];
      const others = file.configs.filter(
        (config) => isOfModule(config) && this.#isGiven(path, app, this.#homeOf(file.path)) === 'maybe',
      );
      return others.length > 0 ? [...same, { path: file.path, configs: others, isDoubtful: true }] : same;
    });
  }

  #partFor(file: SettingsFile, module: string): readonly SettingsFile[] {
    const part = (wanted: Given): readonly SpringConfig[] =>
      file.configs.filter((config) => this.#belongs(file.path, config, module) === wanted);
    const [sure, doubtful] = [part('yes'), part('maybe')];
    return [
      ...(sure.length > 0 ? [{ path: file.path, configs: sure }] : []),
      ...(doubtful.length > 0 ? [{ path: file.path, configs: doubtful, isDoubtful: true as const }] : []),
    ];
  }

  #belongs(path: string, config: SpringConfig, module: string): Given {
    if (!isOfModule(config)) return this.#isGiven(path, keyOf(config.app), module);
    const home = this.#homeOf(path);
    if (home === module || (isReadAnyway(path, config) && module.startsWith(`${home}${appMark}`)))
      return 'yes';
    // One beside the app is called after an app, or is read because the app's settings say so.
    if (home.startsWith(`${module}${appMark}`) && this.#imports(path, module)) return 'yes';
    const app = home.split(appMark)[1];
    if (app === undefined) return 'no';
    const names = this.#moduleNames();
    if (names.isCalled(module, app)) return 'yes';
    // What stands behind a dash is a profile, or part of another name.
    return names.of(module).some((name) => plainName(app).startsWith(`${name}-`)) ? 'maybe' : 'no';
  }

  /** Whether what the app of a module reads anyway leads to a file. */
  #imports(path: string, module: string): boolean {
    this.#read ??= this.#readAnyway();
    return isImportedBy(this.#read.get(module) ?? [], path);
  }

  #readAnyway(): ReadonlyMap<string, readonly SpringConfig[]> {
    const read = new Map<string, readonly SpringConfig[]>();
    for (const { path, configs } of this.#files.values()) {
      const own = configs.filter((config) => isOfModule(config) && isReadAnyway(path, config));
      const module = this.#homeOf(path);
      if (own.length > 0) read.set(module, [...(read.get(module) ?? []), ...own]);
    }
    return read;
  }

  /** Whether what a file gives to an app is given to a module's app, in every run of it. */
  #isGiven(path: string, app: string | undefined, module: string): Given {
    const given = this.#isMeant(path, app, module);
    return given === 'yes' && isOfSomeRuns(path) ? 'maybe' : given;
  }

  #isMeant(path: string, app: string | undefined, module: string): Given {
    const names = this.#moduleNames();
    if (app !== undefined && names.isCalled(module, app)) return 'yes';
    if (app !== undefined && names.isAnyCalled(app)) return 'no';
    const holding = names.holding(path, module);
    if (holding !== undefined) return holding === module ? 'yes' : 'no';
    return names.hasOther(module) ? 'maybe' : 'yes';
  }

  /** The folder whose app a file belongs to: of its module, or the one that it lies in beside an app, or the app it is called after. */
  #homeOf(path: string): string {
    const module = moduleOf(path);
    if (/(?:^|\/)src\//.test(path)) return module;
    const file = this.#files.get(path);
    const isApps = file?.configs.some((config) => isOfModule(config) && !isReadAnyway(path, config)) === true;
    const folder = module.replace(/(?:^|\/)config$/, '');
    return isApps ? `${folder}${appMark}${stemOf(path)}` : folder;
  }

  /** Folders with settings of their own, and what their apps are called. */
  #moduleNames(): ModuleNames {
    if (this.#names !== undefined) return this.#names;
    const names = new Map<string, readonly string[]>();
    for (const file of this.#files.values()) {
      const own = file.configs.filter((config) => isOfModule(config) && isReadAnyway(file.path, config));
      if (own.length === 0) continue;
      const module = this.#homeOf(file.path);
      const called = own.flatMap(({ documents }) =>
        documents.flatMap(({ byKey }) => byKey.get('spring.application.name')?.value ?? []),
      );
      names.set(module, [...(names.get(module) ?? []), ...called]);
    }
    return (this.#names = new ModuleNames(names));
  }
}

type Given = 'yes' | 'maybe' | 'no';

/** Whether it may be there for a developer's machine or for one of several places alone: `.env`, `values-dev.yaml`. */
function isOfSomeRuns(path: string): boolean {
  return languageOf(path) === 'dotenv' || isValuesOfSomeRuns(path);
}

/** A file of Spring's own, as opposed to what another file gives to an app. */
function isOfModule({ syntax, name }: SpringConfig): boolean {
  return syntax !== 'environment' && name === undefined;
}

/** The apps that a file gives settings to; none for a file that is Spring's own. */
function appsOf({ configs }: SettingsFile): readonly (string | undefined)[] {
  return configs.some(isOfModule) ? [] : [...new Set(configs.map(({ app }) => keyOf(app)))];
}

function keyOf(app: string | undefined): string | undefined {
  return app === undefined ? undefined : app.toLowerCase();
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
}

function sameText(a: readonly SpringConfig[], b: readonly SpringConfig[]): boolean {
  return (a.length === 0 && b.length === 0) || JSON.stringify(a, plain) === JSON.stringify(b, plain);
}

/** Keys of documents are told by their properties. */
function plain(key: string, value: unknown): unknown {
  return key === 'byKey' ? undefined : value;
}
