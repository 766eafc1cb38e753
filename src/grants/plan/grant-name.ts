import type { PrincipalId } from '../../estate/ids/ids';
import type { Grant } from '../grant';

/** Azure's namespace for `guid()` of Bicep and ARM templates. */
const namespace = '11fb06fb712d4ddd98c7e71bbd588830';

/**
 * The name a grant gets: the same here, in Bicep, and in Azure's verified modules, so that making it again finds it. It is made of bytes:
 * another casing of an id gives another name, so ids must be as Azure answers them. Policies of vaults have no name.
 */
export async function grantName(grant: Grant, principalId: PrincipalId): Promise<string | undefined> {
  switch (grant.kind) {
    case 'role':
      return await armGuid(grant.scope, principalId, grant.roleDefinitionId);
    case 'cosmos':
      return await armGuid(grant.roleDefinitionId, principalId, grant.scope);
    case 'redis':
      // Azure's verified modules name it like this.
      return principalId;
    case 'policy':
      return undefined;
  }
}

/** `guid(a, b, c)` of Bicep and ARM templates: a UUID of version 5 of the texts, joined by `-`. */
export async function armGuid(...texts: readonly string[]): Promise<string> {
  const words = new TextEncoder().encode(texts.join('-'));
  const bytes = new Uint8Array(16 + words.length);
  bytes.set(bytesOf(namespace));
  bytes.set(words, 16);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function bytesOf(hex: string): readonly number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}
