/**
 * Segments of keys that have dashes, as far as rules ask for them. In the name of an environment variable both the dots between
 * segments and the dashes within may be `_`, so only a list tells which is which.
 */
const dashed = [
  ...['client-id', 'client-secret', 'client-key', 'client-certificate-path', 'client-certificate-password'],
  ...[
    'managed-identity',
    'managed-identity-enabled',
    'token-credential-bean-name',
    'tenant-id',
    'tenant-name',
  ],
  ...[
    'msi-enabled',
    'passwordless-enabled',
    'connection-string',
    'account-name',
    'account-key',
    'access-key',
  ],
  ...['sas-token', 'secondary-key', 'checkpoint-store', 'container-name', 'active-directory'],
  ...['property-sources', 'property-source-enabled', 'secret-keys', 'refresh-interval', 'case-sensitive'],
  ...['case-sensitive-keys', 'certificate-path', 'certificate-password', 'credential-file-path'],
  ...['resource-group', 'pricing-tier', 'bootstrap-servers', 'driver-class-name', 'data-source-properties'],
  ...['blob-endpoint', 'checkpoint-storage-account', 'checkpoint-access-key', 'checkpoint-container'],
];
const longest = Math.max(...dashed.map((one) => one.split('-').length));
const known: ReadonlySet<string> = new Set(dashed);

/**
 * The key that an environment variable sets, in segments: `SPRING_CLOUD_AZURE_CREDENTIAL_CLIENT_ID` and `..._CLIENTID` are
 * `spring.cloud.azure.credential.client-id`, `..._PROPERTYSOURCES_0_ENDPOINT` is `...propertysources[0].endpoint`.
 */
export function keyPathOf(variable: string): readonly string[] {
  const words = variable
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
  const path: string[] = [];
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? '';
    const last = path.length - 1;
    if (/^\d+$/.test(word) && last >= 0) {
      path[last] = `${path[last] ?? ''}[${word}]`;
      at += 1;
      continue;
    }
    const length = dashedLength(words, at);
    path.push(words.slice(at, at + length).join('-'));
    at += length;
  }
  return path;
}

function dashedLength(words: readonly string[], at: number): number {
  for (let length = longest; length > 1; length -= 1)
    if (known.has(words.slice(at, at + length).join('-'))) return length;
  return 1;
}

/** The variable that Spring's documentation names for a key: dots are `_`, dashes are left out. */
export function variableFor(key: string): string {
  return key
    .replace(/\[(\d+)\]/g, '_$1')
    .replace(/-/g, '')
    .replace(/\./g, '_')
    .toUpperCase();
}

/** What `${...}` and Spring compare names of variables by: `azure.client-id` finds `AZURE_CLIENT_ID`. */
export function variableKey(name: string): string {
  return name.toUpperCase().replace(/[.-]/g, '_');
}
