import { createCertificate, type Certificate } from './server/certificate';
import { createTokenKey } from './entra/signing';
import type { TokenKey } from './entra/token-key';

/** What a sandbox proves itself with. It costs a tenth of a second of processor time and lives in memory only. */
export interface SandboxKeys {
  readonly certificate: Certificate;
  readonly tokenKey: TokenKey;
}

/** Keys for several sandboxes one after the other, so that clients need not learn to trust each anew. */
export async function createSandboxKeys(): Promise<SandboxKeys> {
  const [certificate, tokenKey] = await Promise.all([createCertificate(), createTokenKey()]);
  return { certificate, tokenKey };
}
