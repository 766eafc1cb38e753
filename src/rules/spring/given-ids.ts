import { fallbackAt } from '../../source/fallback';
import type { Span } from '../../source/span';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';
import { isIdentityClientId, type IdPlace } from '../given-id';
import { credentialSettings, homesFrom, mayHave, settingsOf } from './credential-block';
import { besideConnection, identityConnections, partOfUrl } from './jdbc-property';
import { legacyClientIds } from './legacy-credential';
import { defaultIn, isOn, referencesIn, type TextInValue } from './values';

/** A literal that settings give as the ID of a managed identity. */
export interface GivenInSettings {
  /** Where it is given. */
  readonly setting: Setting;
  readonly place: IdPlace;
  /** The literal in its value; absent where it is the value of a variable that the setting asks for. */
  readonly within?: TextInValue;
  /** Where the literal stands in the file, where the value around it is not known. */
  readonly span?: Span;
  readonly text: string;
  /** The variable that holds the literal. */
  readonly from?: Setting;
  /** In the user's words: `credential.client-id`. */
  readonly where: string;
}

/** Everything a configuration gives as the ID of a managed identity, as far as it is literal, a default, or a known variable. */
export function givenIds(config: SpringConfig, settings: Settings): readonly GivenInSettings[] {
  return [
    ...credentialSettings(config, settings, 'credential.clientid')
      // With a secret or a certificate it is an application's, not an identity's.
      .filter((place) =>
        (
          ['credential.clientsecret', 'credential.clientcertificatepath', 'credential.username'] as const
        ).every((key) => mayHave(settings, place, key) === undefined),
      )
      .flatMap(({ setting }) =>
        literalsOf(settings, setting, { place: 'clientId', where: 'credential.client-id' }),
      ),
    ...legacyClientIds(config, settings).flatMap((setting) =>
      literalsOf(settings, setting, { place: 'clientId', where: setting.property.path.slice(-2).join('.') }),
    ),
    ...inConnections(config, settings),
    ...redisUsers(config, settings),
  ];
}

/** `AZURE_CLIENT_ID` and its like, which the libraries of Azure read themselves, and what they are where nothing is set: `${NAME:-text}`. */
export function givenVariables(
  config: SpringConfig,
  settings: Settings,
  text: string,
): readonly GivenInSettings[] {
  return settingsOf(config, settings).flatMap((setting) => {
    const { variable: name = '', value, valueSpan } = setting.property;
    if (!isIdentityClientId(name) || /^spring/i.test(name)) return [];
    const given = fallbackAt(text, valueSpan) ?? byBuild(text, setting);
    const literal = given?.value ?? value;
    // Whatever fills in what is asked for does so before the app is started.
    if (literal.includes('$')) return [];
    const at = given === undefined ? { within: { text: literal, at: 0 } } : { span: given.span };
    return [{ setting, place: 'clientId', where: name, text: literal, ...at }];
  });
}

/** What an argument of a build is by default, which stands elsewhere. */
function byBuild(text: string, { property: { value, valueSpan } }: Setting): ReturnType<typeof fallbackAt> {
  const inner = text.slice(valueSpan.start, valueSpan.end) === value ? undefined : defaultIn(value);
  return inner && { value: inner.text, span: valueSpan };
}

type About = Pick<GivenInSettings, 'place' | 'where'>;

function literalsOf(settings: Settings, setting: Setting, about: About): readonly GivenInSettings[] {
  return textsIn(settings, { text: setting.property.value, at: 0 }).map((found) => ({
    setting,
    ...about,
    ...found,
  }));
}

/** The text itself, the default of a reference, and what the variable it asks for is given. */
function textsIn(
  settings: Settings,
  whole: TextInValue,
): readonly Pick<GivenInSettings, 'within' | 'text' | 'from'>[] {
  const { text, at } = whole;
  if (!text.startsWith('${')) return [{ within: whole, text }];
  const [name] = referencesIn(text);
  const given =
    name === undefined ? [] : settings.variable(name).filter(({ file }) => file.isDoubtful !== true);
  const inner = defaultIn(text);
  return [
    ...given.map((from) => ({ text: from.property.value, from })),
    ...(inner === undefined ? [] : [{ within: { text: inner.text, at: at + inner.at }, text: inner.text }]),
  ].filter((one) => one.text !== '' && !one.text.startsWith('${'));
}

function inConnections(config: SpringConfig, settings: Settings): readonly GivenInSettings[] {
  return identityConnections(config, settings).flatMap((connection) => {
    const { setting } = connection;
    const part = (name: RegExp, where: string) => {
      const found = partOfUrl(setting.property.value, name);
      return found === undefined
        ? []
        : textsIn(settings, found).map((one) => ({
            setting,
            place: 'sqlServerLogin' as const,
            where,
            ...one,
          }));
    };
    // The user comes first: where there is one, the other is not looked at.
    const user = part(/^(?:user|username)$/i, 'user');
    const named = user.length > 0 ? user : part(/^msiclientid$/i, 'msiClientId');
    const beside = besideConnection(settings, connection, ['msiclientid'])
      .filter((one) => one.config === config)
      .flatMap((one) => literalsOf(settings, one, { place: 'sqlServerLogin', where: 'msiClientId' }));
    return [...named, ...beside];
  });
}

/** Azure Cache for Redis knows users by their object ID. */
function redisUsers(config: SpringConfig, settings: Settings): readonly GivenInSettings[] {
  return settingsOf(config, settings)
    .filter((setting) => {
      const home = /^(spring\.(?:data\.)?redis)\.username$/.exec(setting.key)?.[1];
      return (
        home !== undefined &&
        settings.mayHold(`${home}.azure.passwordlessenabled`, setting).some(({ property }) => isOn(property))
      );
    })
    .flatMap((setting) => literalsOf(settings, setting, { place: 'redisUser', where: 'username' }));
}

/** Whether the setting, or what it is inherited by, may be used for a managed identity. */
export function isForIdentity(settings: Settings, { setting }: GivenInSettings): boolean {
  const home = /^(.*)\.credential\.clientid$/.exec(setting.key)?.[1];
  if (home === undefined) return true;
  return homesFrom(home).some((one) =>
    settings
      .mayHold(`${one}.credential.managedidentityenabled`, setting)
      .some(({ property }) => isOn(property)),
  );
}
