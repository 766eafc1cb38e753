import type { Scenario } from '../../source/spring/profiles';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';
import { has, settingsOf } from './credential-block';
import { identityConnections, partOfUrl } from './jdbc-property';
import { isOn, isSurelySet } from './values';

/** A managed identity that is set, and what is used in its place or forbids it. */
export interface Overruling {
  /** What turns the identity on. */
  readonly identity: Setting;
  readonly by: Setting;
  /** `refused`: the driver takes no connection that has both. */
  readonly how: 'key' | 'password' | 'refused';
  readonly scenario: Scenario;
}

/** Blocks of services, and their keys that make a client with a shared key whatever credential is there. */
const sharedKeys: readonly (readonly [home: RegExp, leaves: ReadonlySet<string>])[] = [
  [
    /^spring\.cloud\.azure\.(?:storage(?:\.(?:blob|queue|fileshare))?|eventhubs\.processor\.checkpointstore)$/,
    new Set(['accountkey', 'sastoken', 'connectionstring']),
  ],
  [/^spring\.cloud\.azure\.cosmos$/, new Set(['key'])],
  [
    /^spring\.cloud\.azure\.(?:servicebus|eventhubs)(?:\.(?:consumer|producer|processor))?$/,
    new Set(['connectionstring', 'sastoken']),
  ],
  [
    /^spring\.cloud\.azure\.appconfiguration(?:\.stores\[\d+\])?$/,
    new Set(['connectionstring', 'connectionstrings']),
  ],
];

/** An emulator, or a service on the developer's machine: keys are right there. */
const local =
  /usedevelopment(?:storage|emulator)=true|localhost|127\.0\.0\.1|devstoreaccount1|=http:\/\/[a-z0-9-]{1,63}[:/]/i;

/** Everything in a configuration that overrules an identity that is set there or elsewhere. */
export function overrulingsIn(config: SpringConfig, settings: Settings): readonly Overruling[] {
  const found = settingsOf(config, settings).flatMap((by) => {
    if (!isSurelySet(by.property) || local.test(by.property.value)) return [];
    return overruledBy(settings, by) ?? [];
  });
  return [...found, ...withinUrls(config, settings)];
}

/** What overrules the identity that a setting turns on, wherever it stands. */
export function overruling(settings: Settings, identity: Setting): Setting | undefined {
  const home = /^(.*)\.azure\.passwordlessenabled$/.exec(identity.key)?.[1];
  if (home === undefined) return undefined;
  return settings.mayHold(`${home}.password`, identity).find(({ property }) => isSurelySet(property));
}

function overruledBy(settings: Settings, by: Setting): Overruling | undefined {
  const dot = by.key.lastIndexOf('.');
  // Of a list each entry counts.
  const [home, leaf] = [by.key.slice(0, Math.max(dot, 0)), by.key.slice(dot + 1).replace(/\[\d+\]$/, '')];
  const isKey = sharedKeys.some(([homes, leaves]) => homes.test(home) && leaves.has(leaf));
  if (!isKey && leaf !== 'password') return undefined;
  for (const scenario of settings.scenarios) {
    if (settings.holds(by.key, scenario, by.space) !== by) continue;
    const found = isKey
      ? keyOver(settings, by, { home, scenario })
      : passwordOver(settings, by, { home, scenario });
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Place {
  readonly home: string;
  readonly scenario: Scenario;
}

function keyOver(settings: Settings, by: Setting, { home, scenario }: Place): Overruling | undefined {
  const place = { home, space: by.space, scenario };
  const on = has(settings, place, 'credential.managedidentityenabled');
  if (on === undefined || !isOn(on.property) || !settings.isThereWith(by, on)) return undefined;
  // A bean of one's own switches the providers of connection strings off.
  if (has(settings, place, 'credential.tokencredentialbeanname') !== undefined) return undefined;
  return { identity: on, by, how: 'key', scenario };
}

const pool = /\.(?:hikari|tomcat|dbcp2|oracleucp|configuration)$/;

function passwordOver(settings: Settings, by: Setting, { home, scenario }: Place): Overruling | undefined {
  const connection = home
    .replace(pool, '')
    .replace(/\.datasourceproperties$/, '')
    .replace(pool, '');
  const holds = (key: string) => settings.holds(`${connection}.${key}`, scenario, by.space);
  const passwordless = holds('azure.passwordlessenabled');
  if (passwordless !== undefined && isOn(passwordless.property) && settings.isThereWith(by, passwordless))
    return { identity: passwordless, by, how: 'password', scenario };
  const url = holds('url') ?? holds('jdbcurl') ?? holds('hikari.jdbcurl');
  return url !== undefined && asksForIdentity(url)
    ? { identity: url, by, how: 'refused', scenario }
    : undefined;
}

const inUrl = /authentication\s*=\s*(?:ActiveDirectoryMSI|ActiveDirectoryManagedIdentity)(?![a-z])/i;

function asksForIdentity({ property }: Setting): boolean {
  return inUrl.test(property.value) && /jdbc:(?:\w+:)?sqlserver:/i.test(property.value);
}

/** A URL that asks for an identity and has a password as well. */
function withinUrls(config: SpringConfig, settings: Settings): readonly Overruling[] {
  return identityConnections(config, settings).flatMap(({ setting }) => {
    const [scenario] = settings.scenarios;
    const password = partOfUrl(setting.property.value, /^(?:password|pwd)$/i)?.text ?? '';
    const isSet = password !== '' && isSurelySet({ value: password });
    return isSet && scenario !== undefined
      ? [{ identity: setting, by: setting, how: 'refused' as const, scenario }]
      : [];
  });
}
