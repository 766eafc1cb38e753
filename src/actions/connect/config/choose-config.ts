import { hostIn } from '../../../access/service-host';
import { uniform } from '../../../source/spring/spring-config';
import { inFolder, type Project, type ProjectFile } from '../project';
import type { WantedSettings } from './merge-settings';
import { everyProfile, readSettings } from './merge-settings';

/**
 * The file that settings of Azure go into: the one that has such settings already, be it that of a profile; else the one of all
 * profiles; else a new `application.yml`.
 */
export function chooseConfig({ module, configs }: Project, wanted: WantedSettings): ProjectFile {
  const ranked = configs
    .map((file, order) => ({ file, worth: worthOf(file, wanted), order }))
    .sort((a, b) => b.worth - a.worth || a.order - b.order);
  return ranked[0]?.file ?? { path: inFolder(module, 'src/main/resources/application.yml'), text: '' };
}

function worthOf({ path, text }: ProjectFile, { settings, lists = [] }: WantedSettings): number {
  const properties = everyProfile(readSettings(path, text))?.properties ?? [];
  const wanted = new Set(settings.map(({ key }) => uniform(key)));
  const starts = lists.map(({ list }) => `${uniform(list)}[`);
  const isOfAzure = properties.some(
    ({ key, value }) => key.startsWith('spring.cloud.azure.') || hostIn(value) !== undefined,
  );
  const isHere = properties.some(
    ({ key, value }) =>
      starts.some((start) => key.startsWith(start)) || (wanted.has(key) && hostIn(value) !== undefined),
  );
  const isBase = /\/application\.\w+$/.test(path);
  return (isHere ? 4 : 0) + (isOfAzure ? 2 : 0) + (isBase ? 1 : 0);
}
