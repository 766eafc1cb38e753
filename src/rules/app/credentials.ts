import type { CredentialFact } from '../fact';
import type { LinkedFile } from '../rule';

export interface CredentialPlace {
  readonly path: string;
  readonly credential: CredentialFact;
}

/** Where files ask for tokens. DefaultAzureCredential counts only when asked for: it may use other credentials. */
export function credentialsIn(
  files: readonly LinkedFile[] | undefined,
  wanted: (credential: CredentialFact) => boolean,
): readonly CredentialPlace[] {
  return (files ?? []).flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.kind === 'credential' && wanted(fact) ? [{ path, credential: fact }] : [])),
  );
}
