import { settingsAround } from '../../source/spring/in-effect';
import type { Settings } from '../../source/spring/settings';
import type { SpringConfig } from '../../source/spring/spring-config';
import {
  credentialSettings,
  homesFrom,
  mayHave,
  settingsOf,
  type CredentialSetting,
} from './credential-block';
import { askedByBlock, askedByConnection } from './asked-identities';
import { isNamedByEnvironment } from '../unnamed-identity';
import { identityConnections, isNamed } from './jdbc-property';
import { legacyRequests } from './legacy-credential';
import { overruling } from './overruling';
import type { TokenRequest } from './token-request';
import { isOn } from './values';

/** Every setting of a configuration that asks for tokens of a managed identity. */
export function requestsIn(config: SpringConfig, settings: Settings): readonly TokenRequest[] {
  return [
    ...credentialSettings(config, settings, 'credential.managedidentityenabled')
      .filter(({ setting }) => isOn(setting.property))
      .map((place) => ({
        setting: place.setting,
        via: 'configuration' as const,
        isNamed: isNamedFor(settings, place),
        asks: askedByBlock(settingsAround(settings, place.setting), place),
        isOverruled: false,
        isMovable: true,
      })),
    ...passwordless(config, settings),
    ...identityConnections(config, settings).map((connection) => ({
      setting: connection.setting,
      via: 'jdbc' as const,
      isNamed: isNamed(settings, connection),
      asks: askedByConnection(settingsAround(settings, connection.setting), connection),
      isOverruled: false,
      isMovable: false,
    })),
    ...legacyRequests(config, settings),
  ];
}

function isNamedFor(settings: Settings, place: CredentialSetting): boolean {
  const { setting, home } = place;
  return (
    mayHave(settings, place, 'credential.clientid') !== undefined ||
    mayHave(settings, place, 'credential.tokencredentialbeanname') !== undefined ||
    // A key at the wrong place that says as much is reported for itself.
    homesFrom(home).some((one) =>
      ['clientid', 'managedidentityclientid', 'credential.managedidentityclientid'].some(
        (key) => settings.mayHold(`${one}.${key}`, setting).length > 0,
      ),
    )
  );
}

/** `spring.datasource.azure.passwordless-enabled: true` asks DefaultAzureCredential, unless managed identity is turned on as well. */
function passwordless(config: SpringConfig, settings: Settings): readonly TokenRequest[] {
  return settingsOf(config, settings).flatMap((setting) => {
    const home = /^(spring\..*)\.passwordlessenabled$/.exec(setting.key)?.[1];
    if (home === undefined || !isOn(setting.property)) return [];
    const place = { setting, home };
    const on = mayHave(settings, place, 'credential.managedidentityenabled');
    // That switch is a request of its own.
    if (on !== undefined && isOn(on.property)) return [];
    const named =
      isNamedFor(settings, place) ||
      mayHave(settings, place, 'credential.clientsecret') !== undefined ||
      isNamedByEnvironment('DefaultAzureCredential', settings);
    return [
      {
        setting,
        via: 'DefaultAzureCredential' as const,
        isNamed: named,
        asks: askedByBlock(settingsAround(settings, place.setting), place),
        isOverruled: overruling(settings, setting) !== undefined,
        isMovable: false,
      },
    ];
  });
}
