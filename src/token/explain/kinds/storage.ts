import type { Reading, StorageArea } from '../refusal';
import { storageTarget } from '../target-names';
import { kind, type Kind, type Near } from './kind';
import { first } from '../log-text';
import { target } from '../reading';

/** What a part of an account goes by in logs: its client, its host, its roles. */
const areas: readonly (readonly [StorageArea, RegExp])[] = [
  ['blobs', /storage\.blob\b|BlobStorage|\.(?:blob|dfs)\.(?:core|storage)\.|Storage Blob Data/i],
  ['queues', /storage\.queue\b|QueueStorage|\.queue\.(?:core|storage)\.|Storage Queue Data/i],
  ['tables', /data\.tables\b|TableService|\.table\.(?:core|storage)\.|Storage Table Data/i],
  ['files', /storage\.file\.share\b|ShareStorage|\.file\.(?:core|storage)\./i],
];

function inStorage({ text, record }: Near): Reading {
  const above = record.slice(0, record.length - text.length);
  const around = above.slice(-600) + text.slice(0, 1200);
  const [area, another] = areas.filter(([, named]) => named.test(around));
  return {
    ...target(storageTarget(record)),
    ...(area !== undefined && another === undefined && { area: area[0] }),
  };
}

const isStorage = ({ record }: Near): boolean =>
  /com\.azure\.storage|BlobStorage|StorageException|\.(?:blob|queue|dfs|file|table)\.core\.|x-ms-error-code|RequestId:[0-9a-f-]{36}/i.test(
    record,
  );

export const storageKinds: readonly Kind[] = [
  kind(
    'storage.permission',
    'role-missing',
    ['authorizationpermissionmismatch', 'not authorized to perform this operation using this permission'],
    inStorage,
  ),
  // As the Azure CLI says it.
  kind(
    'storage.permission',
    'role-missing',
    ['you do not have the required permissions needed to perform this operation'],
    (near) => (/"Storage \w+ Data/i.test(near.text) ? inStorage(near) : undefined),
  ),
  kind(
    'storage.network',
    'network',
    [
      '<code>authorizationfailure<',
      '"authorizationfailure"',
      'authorizationfailure',
      'this request is not authorized to perform this operation.',
    ],
    (near) =>
      isStorage(near) && /AuthorizationFailure|not authorized to perform this operation\./i.test(near.text)
        ? inStorage(near)
        : undefined,
  ),
  kind(
    'storage.key-off',
    'local-auth-used',
    [
      'keybasedauthenticationnotpermitted',
      'key based authentication is not permitted on this storage account',
    ],
    inStorage,
  ),
  kind(
    'storage.audience',
    'wrong-audience',
    ['audience validation failed. audience did not match'],
    inStorage,
  ),
  kind('storage.issuer', 'wrong-tenant', ['issuer validation failed. issuer did not match'], inStorage),
  kind(
    'storage.no-token',
    'token-missing',
    ['noauthenticationinformation', 'publicaccessnotpermitted'],
    inStorage,
  ),
  kind('storage.head-403', 'ambiguous', ['status code 403, (empty body)'], (near) => {
    if (!/com\.azure\.storage|StorageException|\.(?:blob|queue|dfs|file)\.core\./i.test(near.record))
      return undefined;
    const code = first(near.record, /x-ms-error-code\W{1,4}(\w{5,60})/i);
    return code === 'AuthorizationPermissionMismatch' || code === 'AuthorizationFailure'
      ? undefined
      : inStorage(near);
  }),
];
