import { isActive, type Condition, type ProfileGroups, type Scenario } from './profiles';
import type { SettingsFile } from './settings-file';

/** What decides whether a setting counts. */
interface Ranked {
  readonly condition: Condition;
  readonly rank: number;
  readonly file: Pick<SettingsFile, 'isLive' | 'isDoubtful'>;
  readonly property: { readonly value: string };
}

/** Settings that know the profiles of the linked app. */
interface WithProfiles {
  readonly liveProfiles: Scenario | undefined;
}

/** The profiles of a list as settings hold it: `prod, db`. */
export function namesIn(list: string): readonly string[] {
  return list
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/**
 * The profiles an app runs with by what Azure tells of it, with those of their groups. `undefined` where it tells none, or by a
 * placeholder. `found`: what holds `spring.profiles.active`, what wins first.
 */
export function profilesRunWith(
  found: readonly Ranked[],
  groups: ProfileGroups,
  included: readonly string[],
): Scenario | undefined {
  const live = found.find(({ file }) => file.isLive === true)?.property.value;
  if (live === undefined || live.trim() === '' || live.includes('${')) return undefined;
  const all = new Set([...namesIn(live), ...included]);
  // A set grows while it is walked, and gives what was added.
  for (const name of all) for (const more of groups.get(name) ?? []) all.add(more);
  return all;
}

/** Whether the linked app has this setting, going by the profiles it runs with. */
export function isRunning({ liveProfiles }: WithProfiles, { condition }: Pick<Ranked, 'condition'>): boolean {
  return liveProfiles === undefined || isActive(condition, liveProfiles);
}

/** What a setting is to be judged by: what is in effect in the linked app, as far as the app has the setting at all. */
export function settingsAround<S extends WithProfiles & { readonly running: S }>(
  settings: S,
  setting: Pick<Ranked, 'condition'>,
): S {
  return isRunning(settings, setting) ? settings.running : settings;
}

/** Of the settings of one key, what wins first, those that count with these profiles: one, or several that stand equal. */
export function inEffect<S extends Ranked>(found: readonly S[], scenario: Scenario): readonly S[] {
  const active = found.filter(({ condition }) => isActive(condition, scenario));
  const [first] = active.filter(({ file }) => file.isDoubtful !== true);
  if (first === undefined) return active;
  // Of files of several profiles the one named last wins, which is not followed.
  return active.filter(
    (one) => one === first || (Math.floor(one.rank) === Math.floor(first.rank) && one.file !== first.file),
  );
}
