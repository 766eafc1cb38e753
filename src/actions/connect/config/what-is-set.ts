import { deleteEdit } from '../../../rules/spring/edits';
import { uniform } from '../../../source/spring/spring-config';
import type { TextEdit } from '../../../source/span';
import type { ListSettings, Setting } from '../recipe';
import type { ProjectFile } from '../project';
import { everyProfile, readSettings, type WantedSettings } from './merge-settings';

/** What a set of settings would overrule or repeat goes by what the files hold whatever profile is active. */
function valuesIn(files: readonly ProjectFile[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { path, text } of files)
    for (const { key, value } of everyProfile(readSettings(path, text))?.properties ?? [])
      values.set(key, value);
  return values;
}

const globalCredential = 'spring.cloud.azure.credential';

/**
 * The settings without those that hold anyway: a sign-in for all of Azure that is the same, and what the file of all profiles says in
 * the same words.
 */
export function withoutInherited(
  wanted: WantedSettings,
  chosen: ProjectFile,
  configs: readonly ProjectFile[],
): WantedSettings {
  const isBase = ({ path }: ProjectFile) => /\/application\.\w+$/.test(path);
  const others = configs.filter((file) => isBase(file) && file.path !== chosen.path);
  const elsewhere = valuesIn(others);
  const all = new Map([...elsewhere, ...valuesIn([chosen])]);
  const isHeld = ({ key, value }: Setting) => elsewhere.get(uniform(key)) === value;
  const keep = (some: readonly Setting[]) =>
    some.filter((one) => !isHeld(one) && !(isSignIn(one) && signsInAlike(some, all)));
  return {
    settings: keep(wanted.settings),
    lists: (wanted.lists ?? []).map((list): ListSettings => ({ ...list, settings: keep(list.settings) })),
  };
}

function isSignIn({ key }: Setting): boolean {
  return /(?:^|\.)credential\.(?:managed-identity-enabled|client-id)$/.test(key);
}

/** Whether the sign-in for all of Azure is just what these settings say. */
function signsInAlike(settings: readonly Setting[], values: ReadonlyMap<string, string>): boolean {
  const own = settings.filter(isSignIn);
  const leaf = (key: string) => key.slice(key.lastIndexOf('.') + 1);
  const clientId = own.find(({ key }) => leaf(key) === 'client-id')?.value;
  const global = (name: string) => values.get(uniform(`${globalCredential}.${name}`));
  return (
    own.length > 0 &&
    global('managed-identity-enabled') === 'true' &&
    global('client-id') === clientId &&
    global('client-secret') === undefined
  );
}

/** Keys that take the place of an identity where they are set: beside one, or instead of one. */
const secrets = [
  ...['connection-string', 'account-key', 'sas-token', 'key', 'password'],
  ...[
    'credential.client-secret',
    'credential.client-certificate-path',
    'credential.username',
    'credential.password',
  ],
];

/** The edits that take out what the settings replace: keys, passwords and connection strings beside them. */
export function withoutSecrets(
  { path, text }: ProjectFile,
  { settings }: WantedSettings,
): readonly TextEdit[] {
  const document = everyProfile(readSettings(path, text));
  const homes = new Set(settings.flatMap(({ key }) => homeOf(key)));
  return (document?.properties ?? []).flatMap((property) => {
    const isSecret = [...homes].some((home) =>
      secrets.some((leaf) => property.key === uniform(`${home}.${leaf}`)),
    );
    const edit = isSecret ? deleteEdit(text, property) : undefined;
    return edit === undefined ? [] : [edit];
  });
}

/** The block that a key says is Azure's: what stands before `.credential`, or holds the address. */
function homeOf(key: string): readonly string[] {
  const credential = /^(spring\.cloud\.azure\..+)\.credential\.managed-identity-enabled$/.exec(key)?.[1];
  if (credential !== undefined) return [credential];
  const passwordless = /^(spring\..+)\.azure\.passwordless-enabled$/.exec(key)?.[1];
  if (passwordless !== undefined) return [passwordless];
  return key === 'spring.datasource.url' ? ['spring.datasource'] : [];
}
