import type { Setting, Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';
import { settingsOf } from './credential-block';
import { vaultOf } from './legacy-keys';
import type { TokenRequest } from './token-request';
import { isOn } from './values';

const secrets = ['clientkey', 'clientsecret', 'certificatepath'];
const cloud = 'spring.cloud.azure';

/** Client IDs of managed identities as starters before Spring Cloud Azure 4.0 read them: without a secret, an ID is an identity's. */
export function legacyClientIds(config: SpringConfig, settings: Settings): readonly Setting[] {
  if (settings.legacyStarter === false) return [];
  return settingsOf(config, settings).filter((setting) => {
    const { key } = setting;
    if (key === `${cloud}.clientid`) return isMsi(settings, setting);
    if (key === 'azure.keyvault.managedidentity') return true;
    if (/^spring\.cloud\.azure(?:\.appconfiguration)?\.managedidentity\.clientid$/.test(key)) return true;
    const home = vaultHome(key, 'clientid');
    return home !== undefined && !hasSecret(settings, home, setting);
  });
}

/** Places where such starters ask for a token of a managed identity. */
export function legacyRequests(config: SpringConfig, settings: Settings): readonly TokenRequest[] {
  if (settings.legacyStarter === false) return [];
  return settingsOf(config, settings).flatMap((setting): readonly TokenRequest[] => {
    const request = (isNamed: boolean): TokenRequest => ({
      setting,
      via: 'configuration',
      isNamed,
      isOverruled: false,
      isMovable: false,
      isLegacy: true,
    });
    if (setting.key === `${cloud}.msienabled` && isOn(setting.property))
      return [
        request(
          [`${cloud}.clientid`, `${cloud}.managedidentity.clientid`].some(
            (key) => settings.mayHold(key, setting).length > 0,
          ),
        ),
      ];
    const home = vaultHome(setting.key, 'uri');
    if (home === undefined || hasSecret(settings, home, setting)) return [];
    const isNamed = settings.mayHold(`${home}.clientid`, setting).length > 0;
    // The samples use `azure.keyvault.uri` alone as a key of their own, and so do keys stores for certificates.
    const isStarters =
      isNamed || settings.mayHold('azure.keyvault.enabled', setting).some(({ property }) => isOn(property));
    return isStarters ? [request(isNamed)] : [];
  });
}

/** `azure.keyvault`, or that of one of several vaults, before a leaf. */
function vaultHome(key: string, leaf: string): string | undefined {
  if (!key.endsWith(`.${leaf}`)) return undefined;
  const home = key.slice(0, -leaf.length - 1);
  return home === 'azure.keyvault' || vaultOf(key) !== undefined ? home : undefined;
}

function hasSecret(settings: Settings, home: string, near: Setting): boolean {
  return secrets.some((leaf) => settings.mayHold(`${home}.${leaf}`, near).length > 0);
}

function isMsi(settings: Settings, near: Setting): boolean {
  return settings.mayHold(`${cloud}.msienabled`, near).some(({ property }) => isOn(property));
}
