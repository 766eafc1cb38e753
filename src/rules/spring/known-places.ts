import { globalHome, isCredentialHome } from './credential-block';

/** Leaves of `credential` that Spring binds, in uniform spelling, and as they are written. */
const credentialLeaves: ReadonlyMap<string, string> = new Map(
  [
    ...['client-id', 'client-secret', 'client-certificate-path', 'client-certificate-password'],
    ...['username', 'password', 'managed-identity-enabled', 'token-credential-bean-name'],
  ].map((leaf) => [leaf.replaceAll('-', ''), leaf]),
);

/** Other names that people give what stands below `credential` and `profile`. */
const mistaken: Readonly<Record<string, string>> = {
  managedidentityclientid: 'credential.client-id',
  useridentityclientid: 'credential.client-id',
  userassignedclientid: 'credential.client-id',
  identityclientid: 'credential.client-id',
  msiclientid: 'credential.client-id',
  appid: 'credential.client-id',
  applicationid: 'credential.client-id',
  managedidentity: 'credential.managed-identity-enabled',
  managedidentityenable: 'credential.managed-identity-enabled',
  usemanagedidentity: 'credential.managed-identity-enabled',
  enablemanagedidentity: 'credential.managed-identity-enabled',
  msienabled: 'credential.managed-identity-enabled',
  certificatepath: 'credential.client-certificate-path',
  certificatepassword: 'credential.client-certificate-password',
  tenantid: 'profile.tenant-id',
  tenant: 'profile.tenant-id',
};

/** What only binds below `credential` or `profile`, where people put it directly below a service. */
const ofBlocks = new Set([
  ...[
    'clientid',
    'clientsecret',
    'clientcertificatepath',
    'clientcertificatepassword',
    'managedidentityenabled',
  ],
  ...['tokencredentialbeanname', 'tenantid', 'managedidentityclientid', 'usemanagedidentity'],
]);

/** Blocks that have a credential of their own; what else people hang below is their own business. */
const services =
  /^spring\.cloud\.azure(?:\.(?:appconfiguration|cosmos|eventhubs(?:\.(?:consumer|producer|processor|processor\.checkpointstore))?|keyvault(?:\.(?:secret|certificate|secret\.propertysources\[\d+\]))?|servicebus(?:\.(?:consumer|producer|processor))?|storage(?:\.(?:blob|fileshare|queue))?))?$/;
const passwordless = /^spring\.(?:datasource|redis|data\.redis)\.azure$|^spring\.jms\.servicebus$/;

/** A place for a setting that is bound to nothing where it stands. */
export interface RightPlace {
  /** The block, in uniform spelling: everything before it stays. */
  readonly home: string;
  /** Below the block: `credential.client-id`. */
  readonly key: string;
}

/**
 * Where a key belongs that looks like one of a credential and that Spring binds to nothing; `undefined` for keys that it binds, and for
 * those that may be anybody's. `legacy` are keys that older starters bind.
 */
export function rightPlaceOf(key: string, legacy: (key: string) => boolean): RightPlace | undefined {
  if (legacy(key)) return undefined;
  for (const block of ['credential', 'profile'] as const) {
    const at = key.lastIndexOf(`.${block}.`);
    if (at < 0) continue;
    const [home, leaf] = [key.slice(0, at), key.slice(at + block.length + 2).replaceAll('.', '')];
    if (!isCredentialHome(home) && home !== globalHome) return undefined;
    return block === 'credential' ? ofCredential(home, leaf) : ofProfile(home, leaf);
  }
  const dot = key.lastIndexOf('.');
  return directly(key.slice(0, Math.max(dot, 0)), key.slice(dot + 1));
}

/** Of a leaf that lies in no block: in one that is called nearly so, or directly below a service. */
function directly(home: string, leaf: string): RightPlace | undefined {
  if (home.endsWith('.credentials') && home.startsWith(globalHome))
    return ofPlural(home.slice(0, -'.credentials'.length), leaf);
  if (!(services.test(home) || passwordless.test(home)) || !ofBlocks.has(leaf)) return undefined;
  return { home, key: mistaken[leaf] ?? `credential.${credentialLeaves.get(leaf) ?? leaf}` };
}

/** `credentials.client-id`. */
function ofPlural(home: string, leaf: string): RightPlace | undefined {
  const written = credentialLeaves.get(leaf);
  const right = written === undefined ? mistaken[leaf] : `credential.${written}`;
  return right === undefined ? undefined : { home, key: right };
}

function ofCredential(home: string, leaf: string): RightPlace | undefined {
  if (credentialLeaves.has(leaf)) return undefined;
  const known = mistaken[leaf];
  if (known !== undefined) return { home, key: known };
  const near = [...credentialLeaves].find(([plain]) => isNear(leaf, plain));
  return near === undefined ? undefined : { home, key: `credential.${near[1]}` };
}

function ofProfile(home: string, leaf: string): RightPlace | undefined {
  if (leaf === 'tenantid') return undefined;
  if (leaf === 'tenant' || isNear(leaf, 'tenantid')) return { home, key: 'profile.tenant-id' };
  const written = credentialLeaves.get(leaf);
  return written === undefined ? undefined : { home, key: `credential.${written}` };
}

/** Whether one is the other with one letter more, less or another, or two of them changed over. */
function isNear(a: string, b: string): boolean {
  if (a === b || b.length < 6 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const rest = (text: string, from: number) => text.slice(from);
  return (
    rest(a, start + 1) === rest(b, start) ||
    rest(a, start) === rest(b, start + 1) ||
    rest(a, start + 1) === rest(b, start + 1) ||
    (a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, start + 2) === rest(b, start + 2))
  );
}
