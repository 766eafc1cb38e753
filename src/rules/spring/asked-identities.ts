import type { Setting, Settings } from '../../source/spring/settings';
import { askedByEnvironment, askedBySetting, asksSame, type AskedIdentity } from '../asked-identity';
import { homesFrom, isCredentialHome, mayHave, type CredentialSetting } from './credential-block';
import { besideConnection, identityConnections, partOfUrl, type IdentityConnection } from './jdbc-property';
import { isOn } from './values';

/** Keys below a block that mean that no identity is asked: a secret of an application, or a key of the service. */
const secrets = [
  'credential.clientsecret',
  'credential.clientcertificatepath',
  'credential.username',
  'credential.password',
] as const;
const keys = ['connectionstring', 'accountkey', 'sastoken', 'key'];

/** `spring.cloud.azure.credential.client-id`, as a variable gives it: what the managed identity is asked with reads no other. */
const clientIdVariable = 'SPRING_CLOUD_AZURE_CREDENTIAL_CLIENTID';

/** Which identity a block asks for: by its own client ID, or by what it inherits, or by the environment. */
export function askedByBlock(settings: Settings, place: CredentialSetting): AskedIdentity {
  if (secrets.some((key) => mayHave(settings, place, key) !== undefined)) return unknown('secret');
  if (keys.some((key) => settings.mayHold(`${place.home}.${key}`, place.setting).length > 0))
    return unknown('secret');
  if (mayHave(settings, place, 'credential.tokencredentialbeanname') !== undefined) return unknown('code');
  for (const home of homesFrom(place.home)) {
    const found = settings.mayHold(`${home}.credential.clientid`, place.setting);
    if (found.length > 0) return common(found.map((one) => askedBySetting(settings, one)));
  }
  const on = mayHave(settings, place, 'credential.managedidentityenabled');
  // Without the switch it is DefaultAzureCredential, which reads the environment.
  if (on !== undefined && isOn(on.property)) return { by: 'none', variable: clientIdVariable };
  return askedByEnvironment(settings) ?? { by: 'none', variable: 'AZURE_CLIENT_ID' };
}

/** Which identity a connection to SQL Server asks for. */
export function askedByConnection(settings: Settings, connection: IdentityConnection): AskedIdentity {
  const { setting } = connection;
  const inUrl = partOfUrl(setting.property.value, /^(?:user|username|msiclientid)$/i);
  if (inUrl !== undefined && inUrl.text !== '') return askedBySetting(settings, setting, inUrl);
  const beside = besideConnection(settings, connection, ['username', 'user', 'msiclientid']);
  return beside.length === 0
    ? { by: 'none' }
    : common(beside.slice(0, 1).map((one) => askedBySetting(settings, one)));
}

/** Which identity is asked for at the service that a setting names; `undefined` where Spring does not use the setting itself. */
export function askedAtService(settings: Settings, setting: Setting): AskedIdentity | undefined {
  const home = setting.key.slice(0, Math.max(setting.key.lastIndexOf('.'), 0));
  if (isCredentialHome(home)) return askedByBlock(settings, { setting, home });
  const connection = identityConnections(setting.config, settings).find(
    (one) => one.setting.property === setting.property,
  );
  if (connection !== undefined) return askedByConnection(settings, connection);
  const block = /^spring\.(?:datasource|data\.redis|redis|kafka)(?=\.|$)/.exec(setting.key)?.[0];
  if (block === undefined) return undefined;
  const passwordless = settings.mayHold(`${block}.azure.passwordlessenabled`, setting);
  return passwordless.some(({ property }) => isOn(property))
    ? askedByBlock(settings, { setting, home: `${block}.azure` })
    : undefined;
}

function common([first, ...others]: readonly AskedIdentity[]): AskedIdentity {
  if (first === undefined) return { by: 'none' };
  return others.every((one) => asksSame(one, first)) ? first : unknown('profiles');
}

function unknown(is: 'secret' | 'code' | 'profiles'): AskedIdentity {
  return { by: 'unknown', why: { is } };
}
