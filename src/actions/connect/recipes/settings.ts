import type { Setting } from '../recipe';
import type { Connection } from '../connection';

/** The settings that make Spring Cloud Azure sign in with the connection's identity, below a block. */
export function credentialSettings(home: string, connection: Connection): readonly Setting[] {
  return signInSettings(`${home}.credential.`, connection);
}

/** The same below an item of a list, whose keys begin with `credential`. */
export function signInSettings(prefix: string, { identity }: Connection): readonly Setting[] {
  const { clientId } = identity;
  return [
    { key: `${prefix}managed-identity-enabled`, value: 'true' },
    ...(clientId === undefined || identity.kind === 'system'
      ? []
      : [{ key: `${prefix}client-id`, value: clientId }]),
  ];
}

/** Other clouds than the public one have to be named: hosts and audiences differ there. */
export function cloudSettings({ cloud }: Connection): readonly Setting[] {
  if (cloud === 'public') return [];
  const type = cloud === 'china' ? 'AZURE_CHINA' : 'AZURE_US_GOVERNMENT';
  return [{ key: 'spring.cloud.azure.profile.cloud-type', value: type }];
}

/** Properties of an app's own, for a client that it makes itself: `connections.storage-blob.endpoint`. */
export function ownKey({ to }: Connection, leaf: string): string {
  return `connections.${to.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.${leaf}`;
}

/** Own properties with what the client is made from, and the identity's client ID where it is named. */
export function ownSettings(
  connection: Connection,
  inputs: readonly { readonly key: string; readonly value: string }[],
): readonly Setting[] {
  const { identity } = connection;
  const isNamed = identity.kind === 'user-assigned' && identity.clientId !== undefined;
  return [
    ...inputs,
    ...(isNamed ? [{ key: ownKey(connection, 'client-id'), value: identity.clientId }] : []),
  ];
}

/** The property of the client ID, where the identity is named by one. */
export function clientIdKey(connection: Connection): { readonly clientIdKey?: string } {
  return connection.identity.kind === 'user-assigned' ? { clientIdKey: ownKey(connection, 'client-id') } : {};
}
