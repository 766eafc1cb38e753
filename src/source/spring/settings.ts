import {
  always,
  isActive,
  isImplied,
  mayMeet,
  noProfile,
  scenariosOf,
  type Condition,
  type ProfileGroups,
  type Scenario,
} from './profiles';
import { inEffect, namesIn, profilesRunWith } from './in-effect';
import type { ProjectFacts } from '../build/project-facts';
import { variableKey } from './environment-name';
import { importsIn } from './imports';
import { conditionIn, isReadAnyway, rankOf } from './source-order';
import type { SettingsFile } from './settings-file';
import { uniform, type SpringConfig, type SpringDocument, type SpringProperty } from './spring-config';

/** One property, where Spring finds it. */
export interface Setting {
  /** Uniform, and within its space. */
  readonly key: string;
  /** Empty, or the binder of Spring Cloud Stream whose `environment` it is of. */
  readonly space: string;
  readonly property: SpringProperty;
  readonly document: SpringDocument;
  readonly config: SpringConfig;
  readonly file: SettingsFile;
  readonly condition: Condition;
  readonly rank: number;
}

/** More sets of profiles than anybody runs an app with. */
const mostScenarios = 48;
/** More places than people set one key in. */
const mostHolders = 60;
/** More blocks of credentials than an app has. */
const mostKeys = 200;
const binderEnvironment = /^spring\.cloud\.stream\.binders\.([^.]+)\.environment\.(.+)$/;

/**
 * Everything Spring knows when an app starts, as far as files and the live app tell: what a key holds, from where, and under which
 * profiles.
 */
export class Settings {
  /** Those of the file that is judged, in the order of its text. */
  readonly own: readonly Setting[];
  /** Whether a starter before Spring Cloud Azure 4.0 reads them, where build files tell. */
  readonly legacyStarter: boolean | undefined;
  /** Something is read that is not here: a config server, a file that is not among the known ones. */
  readonly isOpen: boolean;
  readonly #byKey = new Map<string, Setting[]>();
  readonly #byVariable = new Map<string, Setting[]>();
  readonly #groups: ProfileGroups;
  /** Profiles that are active with every other one. */
  readonly #included: readonly string[];
  readonly #chosen = new Map<string, readonly string[]>();
  #scenarios: readonly Scenario[] | undefined;
  #asked: ReadonlyMap<string, readonly Setting[]> | undefined;
  readonly #isOwn: SettingsFile;
  /** The profiles that alone count, where that is asked for. */
  readonly #only: Scenario | undefined;
  readonly #asOnly: (only: Scenario) => Settings;
  #running: Settings | undefined;

  constructor(
    own: SettingsFile,
    others: readonly SettingsFile[] = [],
    { legacyStarter, only }: Pick<ProjectFacts, 'legacyStarter'> & { readonly only?: Scenario } = {},
  ) {
    this.legacyStarter = legacyStarter;
    this.#only = only;
    this.#asOnly = (profiles) =>
      new Settings(own, others, { ...(legacyStarter !== undefined && { legacyStarter }), only: profiles });
    this.#isOwn = own;
    const { read, isOpen } = importsIn(own, others);
    // What nothing here reads is read beside settings that are not here.
    const isUnread = !read.has(own.path) && !own.configs.some((one) => isReadAnyway(own.path, one));
    this.isOpen = isOpen || (isUnread && own.configs.length > 0);
    for (const file of [own, ...others])
      for (const config of file.configs) {
        const isRead = file === own || isReadAnyway(file.path, config) || read.has(file.path);
        this.#take(isRead ? file : { ...file, isDoubtful: true }, config);
      }
    this.own = [...this.#all()].filter(({ file }) => file.path === own.path && file.isLive !== true);
    // What wins stands first.
    for (const all of [...this.#byKey.values(), ...this.#byVariable.values()])
      all.sort((a, b) => b.rank - a.rank).splice(mostHolders);
    this.#groups = this.#profileGroups();
    this.#included = this.#findIncluded();
  }

  /** Every setting of a key that may be in effect when `near` is, what wins first; settings without a value are passed over. */
  mayHold(key: string, near: Setting): readonly Setting[] {
    const found = this.#of(key, near.space).filter(({ condition }) =>
      mayMeet(condition, near.condition, this.#groups),
    );
    return this.#counted(found).filter(({ property }) => property.value !== '');
  }

  /** The profiles that Azure says the linked app runs with; `undefined` where it does not tell. */
  get liveProfiles(): Scenario | undefined {
    const found = this.#byKey.get('|spring.profiles.active') ?? [];
    return profilesRunWith(found, this.#groups, this.#included);
  }

  /** The same settings as the linked app has them: where its profiles are told, only what is in effect with these counts. */
  get running(): Settings {
    if (this.#running !== undefined) return this.#running;
    const profiles = this.liveProfiles;
    return (this.#running = profiles === undefined ? this : this.#asOnly(profiles));
  }

  #counted(found: readonly Setting[]): readonly Setting[] {
    return this.#only === undefined ? found : inEffect(found, this.#only);
  }

  /** As `mayHold`, for every key that ends with a name of several segments. */
  every(ending: string, near: Setting): readonly Setting[] {
    return this.#keysThat(`*.${ending}`, (key) => key.endsWith(`.${ending}`), near);
  }

  /** As `mayHold`, for every key below another one. */
  below(key: string, near: Setting): readonly Setting[] {
    return this.#keysThat(`${key}.*`, (one) => one.startsWith(`${key}.`), near);
  }

  /** What a key holds with these profiles. `undefined` when nothing sets it, or sets it to nothing. */
  holds(key: string, scenario: Scenario, space = ''): Setting | undefined {
    const first = this.#of(key, space).find(
      ({ file, condition }) => file.isDoubtful !== true && isActive(condition, scenario),
    );
    return first?.property.value === '' ? undefined : first;
  }

  /** Sets of profiles worth asking for, the one of no profile first: those that any of the settings asks for. */
  get scenarios(): readonly Scenario[] {
    return (this.#scenarios ??= this.#findScenarios());
  }

  /**
   * Whether one setting is there whenever another one is. Where it is not, the profile that adds it does so on purpose: a secret on a
   * developer's machine, where the app itself has an identity.
   */
  isThereWith(one: Setting, other: Setting): boolean {
    return isImplied(one.condition, other.condition, this.#groups, this.#included);
  }

  /** What gives a value to an environment variable of this name; the linked app's own first. */
  variable(name: string): readonly Setting[] {
    return this.#byVariable.get(variableKey(name)) ?? [];
  }

  /** What a name within `${...}` may stand for: variables, and settings called exactly so. */
  named(name: string): readonly Setting[] {
    const settings = this.#byKey.get(`|${uniform(name)}`) ?? [];
    return this.#counted([...new Set([...this.variable(name), ...settings])]);
  }

  /** Whether some value asks for a name by `${...}`. */
  isAskedFor(name: string): boolean {
    return this.asking(name).length > 0;
  }

  /** Settings whose values ask for a name by `${...}`. */
  asking(name: string): readonly Setting[] {
    this.#asked ??= this.#askers();
    return this.#asked.get(variableKey(name)) ?? [];
  }

  #askers(): ReadonlyMap<string, readonly Setting[]> {
    const askers = new Map<string, Setting[]>();
    for (const setting of this.#all())
      for (const [, asked = ''] of setting.property.value.matchAll(/\$\{([^}:${]{1,200})/g))
        put(askers, variableKey(asked.trim()), setting);
    return askers;
  }

  isOwn({ file }: Setting): boolean {
    return file.path === this.#isOwn.path && file.isLive !== true;
  }

  #take(file: SettingsFile, config: SpringConfig): void {
    const rank = rankOf(file.path, config) + (file.isLive === true ? 1 : 0);
    for (const [index, document] of config.documents.entries()) {
      const condition = conditionIn(config, document);
      for (const [order, property] of document.properties.entries()) {
        const [, space = '', inner] = binderEnvironment.exec(property.key) ?? [];
        // `[...]` that YAML takes for a list of one is what people write where a value will stand.
        const key = (inner ?? property.key).replace(/(?<=[a-z])\[0\]$/, '');
        const place = (index + order / (document.properties.length + 1)) / (config.documents.length + 1);
        const setting = { key, space, property, document, config, file, condition, rank: rank + place };
        put(this.#byKey, `${space}|${key}`, setting);
        if (property.variable !== undefined) put(this.#byVariable, variableKey(property.variable), setting);
      }
    }
  }

  /** Of a binder its own before those of the app, which it has as well unless it is told not to. */
  #of(key: string, space: string): readonly Setting[] {
    const general = this.#byKey.get(`|${key}`) ?? [];
    if (space === '') return general;
    const inherits = this.#byKey.get(`|spring.cloud.stream.binders.${space}.inheritenvironment`)?.[0];
    const own = this.#byKey.get(`${space}|${key}`) ?? [];
    return inherits?.property.value.toLowerCase() === 'false' ? own : [...own, ...general];
  }

  /** Keys are looked through once for each thing that is asked of them. */
  #keysThat(what: string, isWanted: (key: string) => boolean, near: Setting): readonly Setting[] {
    const known = this.#chosen.get(what) ?? [
      ...new Set([...this.#all()].map(({ key }) => key).filter(isWanted)),
    ];
    this.#chosen.set(what, known);
    return known.slice(0, mostKeys).flatMap((key) => this.mayHold(key, near));
  }

  #findScenarios(): readonly Scenario[] {
    const byName = new Map<string, Scenario>();
    const conditions = new Set<Condition>([...this.#all()].map(({ condition }) => condition));
    for (const condition of [always, ...conditions])
      for (const scenario of scenariosOf(condition, this.#groups)) {
        const whole = new Set([...scenario, ...this.#included]);
        byName.set([...whole].sort().join(), whole);
        if (byName.size >= mostScenarios) return [...byName.values()];
      }
    return [...byName.values()];
  }

  *#all(): Generator<Setting> {
    for (const all of this.#byKey.values()) yield* all;
  }

  #profileGroups(): ProfileGroups {
    const groups = new Map<string, readonly string[]>();
    for (const { key, property } of this.#all()) {
      const name = /^spring\.profiles\.group\.([^.[]+)(?:\[\d+\])?$/.exec(key)?.[1];
      if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), ...namesIn(property.value)]);
    }
    return groups;
  }

  #findIncluded(): readonly string[] {
    return [...this.#all()]
      .filter(
        ({ key, condition }) =>
          /^spring\.profiles\.include(?:\[\d+\])?$/.test(key) && isActive(condition, noProfile),
      )
      .flatMap(({ property }) => namesIn(property.value));
  }
}

function put(map: Map<string, Setting[]>, key: string, setting: Setting): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [setting]);
  else known.push(setting);
}
