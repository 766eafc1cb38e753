import type { FileRule } from '../rule';
import { cliMixedIdentityTypes } from './cli-mixed-identity-types';
import { cliPrincipalAsClientId } from './cli-principal-as-client-id';
import { cliRemovesAllUserAssigned } from './cli-removes-all-user-assigned';
import { cliRoleScopePair } from './cli-role-scope-pair';
import { cliRoleRightAfterIdentity } from './cli-role-right-after-identity';
import { cliWrongKindOfId } from './cli-wrong-kind-of-id';
import { obsoleteCliFlag } from './obsolete-cli-flag';
import { obsoleteCliGroup } from './obsolete-cli-group';
import { rawImdsMissingMetadataHeaderInScript } from './raw-imds-missing-metadata-header';
import { secretInScript } from './secret-in-script';

export const scriptRules: readonly FileRule[] = [
  obsoleteCliFlag,
  obsoleteCliGroup,
  cliRemovesAllUserAssigned,
  cliMixedIdentityTypes,
  cliRoleScopePair,
  cliPrincipalAsClientId,
  rawImdsMissingMetadataHeaderInScript,
  secretInScript,
  cliWrongKindOfId,
  cliRoleRightAfterIdentity,
];
