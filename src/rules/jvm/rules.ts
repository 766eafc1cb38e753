import type { SubjectRule } from '../rule';
import { conflictingIdentityIds } from './conflicting-identity-ids';
import { credentialCreatedPerCall } from './credential-created-per-call';
import { credentialWithoutClientId } from './credential-without-client-id';
import { databricksWithManagedIdentity } from './databricks-with-managed-identity';
import { deprecatedCredentialClass } from './deprecated-credential-class';
import { hardCodedSecret } from './hard-coded-secret';
import { identityIdOfWrongKind } from './identity-id-of-wrong-kind';
import { jdbcMsiWithoutClientId } from './jdbc-msi-without-client-id';
import { rawImdsCall } from './raw-imds-call';
import { rawImdsMissingMetadataHeader } from './raw-imds-missing-metadata-header';
import { rawImdsNoRetry } from './raw-imds-no-retry';
import { tokenExpiryIgnored } from './token-expiry-ignored';
import { tokenInLog } from './token-in-log';

export const jvmRules: readonly SubjectRule<'jvm'>[] = [
  credentialWithoutClientId,
  conflictingIdentityIds,
  deprecatedCredentialClass,
  rawImdsCall,
  rawImdsMissingMetadataHeader,
  rawImdsNoRetry,
  hardCodedSecret,
  tokenInLog,
  tokenExpiryIgnored,
  credentialCreatedPerCall,
  databricksWithManagedIdentity,
  jdbcMsiWithoutClientId,
  identityIdOfWrongKind,
];
