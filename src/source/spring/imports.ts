import type { SettingsFile } from './settings-file';
import type { SpringConfig } from './spring-config';

const importKey = /^spring\.config\.(?:import|additionallocation|location)(?:\[\d+\])?$/;
/** Settings of a config server that has them all: nobody knows here what it holds. */
const remote = /^spring\.cloud\.(?:config\.(?:uri|discovery\.enabled)|azure\.appconfiguration\.stores\[)/;

export interface Imports {
  /** Paths of files that are read because a setting says so. */
  readonly read: ReadonlySet<string>;
  /** Something is read that is not among the files. */
  readonly isOpen: boolean;
}

/** What `spring.config.import` and its like lead to. */
export function importsIn(own: SettingsFile, others: readonly SettingsFile[]): Imports {
  const files = [own, ...others];
  const read = new Set<string>();
  let isOpen = false;
  for (const value of files.flatMap(({ configs }) => configs.flatMap(importedBy))) {
    const found = value === remoteValue ? [] : files.filter(({ path }) => leadsTo(value, path));
    if (found.length === 0) isOpen = true;
    for (const { path } of found) read.add(path);
  }
  return { read, isOpen };
}

const remoteValue = 'configserver:';

/** Whether a file of settings is one that `spring.config.import` or its like of these leads to. `path` has `/` between folders. */
export function isImportedBy(configs: readonly SpringConfig[], path: string): boolean {
  return configs.flatMap(importedBy).some((location) => location !== remoteValue && leadsTo(location, path));
}

function importedBy({ documents }: SpringConfig): readonly string[] {
  return documents
    .flatMap(({ properties }) =>
      properties.flatMap(({ key, value }) => {
        if (remote.test(key) && value.toLowerCase() !== 'false') return [remoteValue];
        return importKey.test(key) ? value.split(/[,;]/).map((one) => one.trim()) : [];
      }),
    )
    .filter((one) => one !== '');
}

/** Of a folder every file, and of a file its variants for profiles as well. */
function leadsTo(location: string, path: string): boolean {
  const place = location
    .replace(/^(?:optional:|classpath\*?:|file:)+/i, '')
    .replace(/^(?:\.?\/)+/, '')
    // What to read a file as that has no ending of its own: `.env[.properties]`.
    .replace(/\[\.\w{1,20}\]$/, '');
  if (/^[a-z][a-z-]+:/i.test(place) || place.includes('${')) return false;
  if (place === '' || place.endsWith('/')) return `/${path}`.includes(`/${place}`);
  const ending = place.lastIndexOf('.');
  const [stem, extension] = [place.slice(0, ending), place.slice(ending)];
  const at = `/${path}`.lastIndexOf(`/${stem}`);
  const rest = at < 0 ? '' : `/${path}`.slice(at + 1 + stem.length);
  return rest === extension || (rest.startsWith('-') && rest.endsWith(extension) && !rest.includes('/'));
}
