import type { SubjectRule } from '../rule';
import { appWithoutIdentity } from './app-without-identity';
import { clientIdUsedAsPrincipalId } from './client-id-used-as-principal-id';
import { infraMixedIdentityTypes } from './mixed-identity-types';
import { principalIdUsedAsClientId } from './principal-id-used-as-client-id';
import { infraTooManyUserAssigned } from './too-many-user-assigned';
import { secretInIac } from './secret-in-iac';
import { userAssignedNeedsNewerApiVersion } from './user-assigned-needs-newer-api-version';
import { clientIdMayBeEmpty } from './client-id-may-be-empty';
import { idsWithoutUserAssigned } from './ids-without-user-assigned';
import { wrongKindOfId } from './wrong-kind-of-id';
import { roleAssignmentWithoutPrincipalType } from './role-assignment-without-principal-type';
import { roleWiderThanNeeded } from './role-wider-than-needed';
import { vaultAccessWithoutEffect } from './vault-access-without-effect';
import { userAssignedWithoutIds } from './user-assigned-without-ids';

export const infraRules: readonly SubjectRule<'infra'>[] = [
  infraMixedIdentityTypes,
  userAssignedNeedsNewerApiVersion,
  userAssignedWithoutIds,
  infraTooManyUserAssigned,
  principalIdUsedAsClientId,
  clientIdUsedAsPrincipalId,
  appWithoutIdentity,
  secretInIac,
  wrongKindOfId,
  clientIdMayBeEmpty,
  idsWithoutUserAssigned,
  roleAssignmentWithoutPrincipalType,
  roleWiderThanNeeded,
  vaultAccessWithoutEffect,
];
