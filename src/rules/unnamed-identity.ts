import { hasSystem, hasUserAssigned, isMixed } from '../estate/app-identity';
import type { Settings } from '../source/spring/settings';
import type { CredentialFact } from './fact';
import type { Severity } from './finding';
import type { LinkedApp } from './linked-app';

/**
 * Whether the app's environment names the identity for a credential: `DefaultAzureCredential` reads `AZURE_CLIENT_ID`, others do not. What
 * may be given to another app of the repository counts too: in doubt nothing is said.
 */
export function isNamedByEnvironment(via: CredentialFact['via'], settings: Settings): boolean {
  return (
    via === 'DefaultAzureCredential' &&
    settings.variable('AZURE_CLIENT_ID').some(({ property }) => property.value !== '')
  );
}

/**
 * How bad it is to ask for a token without naming an identity, which depends on what the app has.
 * `undefined`: nothing to report, the app has just one identity to answer with (or none, which is another rule's).
 * Without a linked app it is a hint: what the app has, and what it will have, is not known.
 */
export function unnamedIdentityLevel(
  app: LinkedApp | undefined,
  via: CredentialFact['via'],
): Severity | undefined {
  if (app === undefined) return 'hint';
  const { identity } = app;
  if (isMixed(identity) || identity.userAssigned.length > 1) return 'warning';
  // DefaultAzureCredential tries other credentials first; naming the only identity keeps it on that one.
  const only = hasUserAssigned(identity) && !hasSystem(identity);
  return only && via === 'DefaultAzureCredential' ? 'hint' : undefined;
}
