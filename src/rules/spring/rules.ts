import type { SubjectRule } from '../rule';
import { clientIdWithoutManagedIdentityEnabled } from './client-id-without-managed-identity-enabled';
import { configCredentialWithoutClientId } from './config-credential-without-client-id';
import { credentialNotInherited } from './credential-not-inherited';
import { deprecatedPropertyKey } from './deprecated-property-key';
import { hardCodedConfigSecret } from './hard-coded-secret';
import { identityOverruled } from './identity-overruled';
import { secretBeatsManagedIdentity } from './secret-beats-managed-identity';
import { secretWithoutTenant } from './secret-without-tenant';
import { servicePrincipalInsteadOfManagedIdentity } from './service-principal-instead-of-managed-identity';
import { settingGivenTwice } from './setting-given-twice';
import { unboundCredentialProperty } from './unbound-credential-property';
import { workloadIdentityOverruled } from './workload-identity-overruled';
import { wrongKindOfId } from './wrong-kind-of-id';

export const springRules: readonly SubjectRule<'spring'>[] = [
  configCredentialWithoutClientId,
  clientIdWithoutManagedIdentityEnabled,
  secretBeatsManagedIdentity,
  secretWithoutTenant,
  hardCodedConfigSecret,
  deprecatedPropertyKey,
  unboundCredentialProperty,
  servicePrincipalInsteadOfManagedIdentity,
  identityOverruled,
  workloadIdentityOverruled,
  wrongKindOfId,
  settingGivenTwice,
  credentialNotInherited,
];
