import { readSpringProperties } from '../../../source/spring/read-properties';
import { readSpringYaml } from '../../../source/spring/read-yaml';
import { uniform, type SpringConfig, type SpringDocument } from '../../../source/spring/spring-config';
import { sourceFile } from '../../../source/source-file';
import type { TextEdit } from '../../../source/span';
import type { ListSettings, Setting } from '../recipe';
import { mergeProperties } from './merge-properties';
import { mergeYaml, type NewItem } from './merge-yaml';

export interface WantedSettings {
  readonly settings: readonly Setting[];
  readonly lists?: readonly ListSettings[];
}

/** The edits that make a file of Spring's settings hold what is wanted; none where it does already. */
export function mergeSettings(
  { path, text }: { readonly path: string; readonly text: string },
  { settings, lists = [] }: WantedSettings,
): readonly TextEdit[] {
  const isYaml = !path.endsWith('.properties');
  const document = everyProfile(readSettings(path, text));
  const items: NewItem[] = [];
  const all = [...settings];
  for (const list of lists) {
    const index = itemOf(document, list);
    const isNew = index === undefined;
    const written = itemCount(document, list.list);
    // YAML has lists of its own; one that is written with numbers goes on with numbers.
    if (isNew && isYaml && (written === 0 || isOwnList(document, list.list, text)))
      items.push({ list: list.list, settings: [...list.known, ...list.settings] });
    else
      for (const { key, value } of [...(isNew ? list.known : []), ...list.settings])
        all.push({ key: `${list.list}[${index ?? written}].${key}`, value });
  }
  return isYaml ? mergeYaml(text, all, items) : mergeProperties(text, document, all);
}

/** A file of this name is one of Spring's, whatever it holds. */
export function readSettings(path: string, text: string): SpringConfig | undefined {
  const isYaml = !path.endsWith('.properties');
  const file = sourceFile(isYaml ? 'application.yml' : 'application.properties', text);
  if (file === undefined) return undefined;
  const [subject] = (isYaml ? readSpringYaml(file) : readSpringProperties(file)).subjects;
  return subject?.kind === 'spring' ? subject : undefined;
}

/** The document that holds whatever profile is active. */
export function everyProfile(config: SpringConfig | undefined): SpringDocument | undefined {
  return config?.documents.find(({ profile }) => profile === undefined);
}

function itemOf(
  document: SpringDocument | undefined,
  { list, known: [by] }: ListSettings,
): number | undefined {
  const count = itemCount(document, list);
  return Array.from({ length: count }, (_, i) => i).find((i) => {
    const value = document?.byKey.get(uniform(`${list}[${i}].${by.key}`))?.value ?? '';
    return plainUrl(value) === plainUrl(by.value);
  });
}

function plainUrl(url: string): string {
  return url.replace(/\/$/, '').toLowerCase();
}

function itemCount(document: SpringDocument | undefined, list: string): number {
  const start = `${uniform(list)}[`;
  const indices = (document?.properties ?? []).flatMap(({ key }) =>
    key.startsWith(start) ? [Number(/^\d+/.exec(key.slice(start.length))?.[0] ?? 0)] : [],
  );
  return indices.length === 0 ? 0 : Math.max(...indices) + 1;
}

/** Whether the list is one of YAML's: its items have no number in their keys. */
function isOwnList(document: SpringDocument | undefined, list: string, text: string): boolean {
  const start = `${uniform(list)}[`;
  const item = document?.properties.find(({ key }) => key.startsWith(start));
  return item?.written.every(({ span }) => !text.slice(span.start, span.end).includes('[')) === true;
}
