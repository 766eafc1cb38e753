import type { SpringConfig, SpringDocument, SpringProperty } from '../../source/spring/spring-config';

const root = 'spring.cloud.azure';

/** What can stand below `credential` and `profile`, in uniform spelling. */
export type CredentialKey =
  | 'credential.clientid'
  | 'credential.clientsecret'
  | 'credential.clientcertificatepath'
  | 'credential.username'
  | 'credential.managedidentityenabled'
  | 'credential.tokencredentialbeanname'
  | 'profile.tenantid';

/** A property of some credential: `home` is what stands before `.credential`. */
export interface CredentialProperty {
  readonly document: SpringDocument;
  readonly property: SpringProperty;
  readonly home: string;
}

/** Every property with this key, in whichever block; sign-in of users and the JCA vault have other rules. */
export function* credentialProperties(
  config: SpringConfig,
  key: CredentialKey,
): Generator<CredentialProperty> {
  for (const document of config.documents)
    for (const property of document.properties) {
      const home = homeOf(property.key, key);
      if (home !== undefined) yield { document, property, home };
    }
}

function homeOf(key: string, wanted: CredentialKey): string | undefined {
  if (!key.endsWith(`.${wanted}`)) return undefined;
  const home = key.slice(0, -wanted.length - 1);
  const isOther = home.includes('.activedirectory') || home.includes('.keyvault.jca');
  return isOther || !(home === root || /(?:^|\.)azure(?:\.|$)|\.servicebus$/.test(home)) ? undefined : home;
}

/**
 * The property in effect for a block: its own, that of an outer block it inherits from, or the global one; in its document,
 * else in those without a profile. For a document without a profile those of any profile count too: what a profile adds is
 * meant to be added.
 */
export function effective(
  config: SpringConfig,
  { document, home }: Pick<CredentialProperty, 'document' | 'home'>,
  key: CredentialKey,
): SpringProperty | undefined {
  const others = config.documents.filter(
    (other) => other !== document && (other.profile === undefined || document.profile === undefined),
  );
  for (const one of [document, ...others])
    for (const place of homesFrom(home)) {
      const property = one.byKey.get(`${place}.${key}`);
      if (property !== undefined && property.value !== '') return property;
    }
  return undefined;
}

/** Whether a block takes what it lacks from another one. */
export function inherits(home: string, outer: string): boolean {
  return home !== outer && homesFrom(home).includes(outer);
}

/** The block itself and those it inherits from, innermost first. */
function homesFrom(home: string): readonly string[] {
  const homes: string[] = [];
  for (let place = home; place.startsWith(`${root}.`); place = place.slice(0, place.lastIndexOf('.')))
    homes.push(place);
  if (homes.length === 0 && home !== root) homes.push(home);
  return [...homes, root];
}

/** Whether absence in this file tells anything: `application-prod.yml` lies over a file that is not read with it. */
export function isComplete(config: SpringConfig): boolean {
  return config.fileProfile === undefined;
}

export function isOn({ value }: SpringProperty): boolean {
  return value.trim().toLowerCase() === 'true';
}
