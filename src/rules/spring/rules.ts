import type { SubjectRule } from '../rule';
import { clientIdWithoutManagedIdentityEnabled } from './client-id-without-managed-identity-enabled';
import { configCredentialWithoutClientId } from './config-credential-without-client-id';
import { deprecatedPropertyKey } from './deprecated-property-key';
import { hardCodedConfigSecret } from './hard-coded-secret';
import { secretBeatsManagedIdentity } from './secret-beats-managed-identity';
import { secretWithoutTenant } from './secret-without-tenant';
import { servicePrincipalInsteadOfManagedIdentity } from './service-principal-instead-of-managed-identity';
import { unboundCredentialProperty } from './unbound-credential-property';

export const springRules: readonly SubjectRule<'spring'>[] = [
  configCredentialWithoutClientId,
  clientIdWithoutManagedIdentityEnabled,
  secretBeatsManagedIdentity,
  secretWithoutTenant,
  hardCodedConfigSecret,
  deprecatedPropertyKey,
  unboundCredentialProperty,
  servicePrincipalInsteadOfManagedIdentity,
];
