import { ambiguousIdentity } from './ambiguous-identity';
import { identityDisabled } from './identity-disabled';
import { identityWithoutRole } from './identity-without-role';
import { mixedIdentityTypes } from './mixed-identity-types';
import { planWithoutUserAssigned } from './plan-without-user-assigned';
import type { AppRule } from '../rule';
import { secretInAppVariables } from './secret-in-app-variables';
import { tooManyUserAssigned } from './too-many-user-assigned';
import { unusedUserAssigned } from './unused-user-assigned';

export const appRules: readonly AppRule[] = [
  mixedIdentityTypes,
  tooManyUserAssigned,
  identityWithoutRole,
  unusedUserAssigned,
  planWithoutUserAssigned,
  identityDisabled,
  ambiguousIdentity,
  secretInAppVariables,
];
