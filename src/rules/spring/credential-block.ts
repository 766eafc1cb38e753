import type { Scenario } from '../../source/spring/profiles';
import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';

export const globalHome = 'spring.cloud.azure';

/** What can stand below `credential` and `profile`, in uniform spelling. */
export type CredentialKey =
  | 'credential.clientid'
  | 'credential.clientsecret'
  | 'credential.clientcertificatepath'
  | 'credential.username'
  | 'credential.password'
  | 'credential.managedidentityenabled'
  | 'credential.tokencredentialbeanname'
  | 'profile.tenantid';

/** A setting of some credential: `home` is what stands before `.credential`. */
export interface CredentialSetting {
  readonly setting: Setting;
  readonly home: string;
}

/** The settings of a configuration, whatever else the file holds. */
export function settingsOf(config: SpringConfig, settings: Settings): readonly Setting[] {
  return settings.own.filter((one) => one.config === config);
}

/** Every setting of this key in a configuration, in whichever block. */
export function credentialSettings(
  config: SpringConfig,
  settings: Settings,
  key: CredentialKey,
): readonly CredentialSetting[] {
  return settingsOf(config, settings).flatMap((setting) => {
    const home = homeOf(setting.key, key);
    return home === undefined ? [] : [{ setting, home }];
  });
}

/** What stands before `.credential...` of a key; sign-in of users and the JCA vault have other rules. */
export function homeOf(key: string, wanted: CredentialKey): string | undefined {
  if (!key.endsWith(`.${wanted}`)) return undefined;
  const home = key.slice(0, -wanted.length - 1);
  return isCredentialHome(home) ? home : undefined;
}

/** Whether a credential may stand below this. What does not begin with `spring` is a setting of somebody's own. */
export function isCredentialHome(home: string): boolean {
  if (!home.startsWith('spring.')) return false;
  if (home.includes('.activedirectory') || home.includes('.keyvault.jca')) return false;
  return home === globalHome || /(?:^|\.)azure(?:\.|$)|\.servicebus$/.test(home);
}

/** What a block may have in effect, as far as anything is known: its own, or what it inherits. `undefined`: nothing sets it. */
export function mayHave(
  settings: Settings,
  { setting, home }: CredentialSetting,
  key: CredentialKey,
): Setting | undefined {
  for (const place of homesFrom(home)) {
    const [found] = settings.mayHold(`${place}.${key}`, setting);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a block has in effect with these profiles: its own, or what it inherits. */
export function has(
  settings: Settings,
  { home, space, scenario }: { readonly home: string; readonly space: string; readonly scenario: Scenario },
  key: CredentialKey,
): Setting | undefined {
  for (const place of homesFrom(home)) {
    const found = settings.holds(`${place}.${key}`, scenario, space);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a block takes what it lacks from another one. */
export function inherits(home: string, outer: string): boolean {
  return home !== outer && homesFrom(home).includes(outer);
}

/**
 * The block itself and those it inherits from, innermost first. Property sources are read before there are services: they know the
 * global level alone.
 */
export function homesFrom(home: string): readonly string[] {
  if (home.startsWith(`${globalHome}.keyvault.secret.propertysources[`)) return [home, globalHome];
  const homes: string[] = [];
  for (let place = home; place.startsWith(`${globalHome}.`); place = place.slice(0, place.lastIndexOf('.')))
    homes.push(place);
  if (homes.length === 0 && home !== globalHome) homes.push(home);
  return [...homes, globalHome];
}

/** Sign-in of users takes the client ID of its app registration from the global level. */
export function isForSignIn(settings: Settings, setting: Setting): boolean {
  if (setting.key !== `${globalHome}.credential.clientid`) return false;
  return settings.below(`${globalHome}.activedirectory`, setting).some(isInUse);
}

function isInUse({ key, property }: Setting): boolean {
  return !key.endsWith('.enabled') || property.value.toLowerCase() !== 'false';
}
