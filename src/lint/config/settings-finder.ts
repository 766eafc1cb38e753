import type { LinkedApp } from '../../rules/linked-app';
import type { Subject } from '../../source/reading';
import { environmentsOf } from '../../source/spring/environment';
import { Settings } from '../../source/spring/settings';
import type { SettingsFile } from '../../source/spring/settings-file';
import type { SpringConfig } from '../../source/spring/spring-config';
import type { ProjectFacts } from '../../source/build/project-facts';
import type { AppSettings } from '../project/project-settings';

/**
 * Finds what is known of an app's settings for a subject of a file: a file that gives variables to several apps has several
 * environments, each of which is judged by itself. `configs` are those of the file.
 */
export function settingsFinder(
  path: string,
  configs: readonly SpringConfig[],
  { around, project }: { readonly around: readonly AppSettings[]; readonly project: ProjectFacts },
  app: LinkedApp | undefined,
): (subject: Subject | undefined) => Settings {
  const live = liveSettings(app);
  // What is no setting itself is judged by those of the linked app, where files say which these are.
  const linked = around.map((one) => one.app).find((name) => name === app?.name.toLowerCase());
  const byApp = new Map<string | undefined, Settings>();
  return (subject) => {
    const key = subject === undefined ? linked : appOf(subject);
    const known = byApp.get(key);
    if (known !== undefined) return known;
    const others = around.find((one) => one.app === key)?.files ?? [];
    const own = { path, configs: configs.filter((one) => one.app?.toLowerCase() === key) };
    const settings = new Settings(own, [...others.filter((one) => one.path !== path), ...live], project);
    byApp.set(key, settings);
    return settings;
  };
}

function appOf(subject: Subject): string | undefined {
  return subject.kind === 'spring' ? subject.app?.toLowerCase() : undefined;
}

/** The profiles that the variables of an app say it runs with; `undefined` where they do not tell. */
export function profilesOf(app: LinkedApp): readonly string[] | undefined {
  const { liveProfiles } = new Settings({ path: '', configs: [] }, liveSettings(app));
  return liveProfiles && [...liveProfiles];
}

function liveSettings(app: LinkedApp | undefined): readonly SettingsFile[] {
  if (app?.variables === undefined) return [];
  const nowhere = { start: 0, end: 0 };
  const variables = [...app.variables].map(([name, value]) => ({
    name,
    value,
    app: undefined,
    span: nowhere,
    nameSpan: nowhere,
  }));
  return [{ path: '', configs: environmentsOf(variables), isLive: true }];
}
