import type { Reading } from '../refusal';
import { storageTarget } from '../target-names';
import { first, kind, target, type Kind, type Near } from './kind';

const blobs = (near: Near): Reading => target(storageTarget(near.record));
const isStorage = ({ record }: Near): boolean =>
  /com\.azure\.storage|BlobStorage|StorageException|\.(?:blob|queue|dfs|file|table)\.core\.|x-ms-error-code|RequestId:[0-9a-f-]{36}/i.test(
    record,
  );

export const storageKinds: readonly Kind[] = [
  kind(
    'storage.permission',
    'role-missing',
    ['authorizationpermissionmismatch', 'not authorized to perform this operation using this permission'],
    blobs,
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
        ? blobs(near)
        : undefined,
  ),
  kind(
    'storage.key-off',
    'local-auth-used',
    [
      'keybasedauthenticationnotpermitted',
      'key based authentication is not permitted on this storage account',
    ],
    blobs,
  ),
  kind('storage.audience', 'wrong-audience', ['audience validation failed. audience did not match'], blobs),
  kind('storage.issuer', 'wrong-tenant', ['issuer validation failed. issuer did not match'], blobs),
  kind(
    'storage.no-token',
    'token-missing',
    ['noauthenticationinformation', 'publicaccessnotpermitted'],
    blobs,
  ),
  kind('storage.head-403', 'ambiguous', ['status code 403, (empty body)'], (near) => {
    if (!/com\.azure\.storage|StorageException|\.(?:blob|queue|dfs|file)\.core\./i.test(near.record))
      return undefined;
    const code = first(near.record, /x-ms-error-code\W{1,4}(\w{5,60})/i);
    return code === 'AuthorizationPermissionMismatch' || code === 'AuthorizationFailure'
      ? undefined
      : blobs(near);
  }),
];
