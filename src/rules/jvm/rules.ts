import type { SubjectRule } from '../rule';
import { conflictingIdentityIds } from './conflicting-identity-ids';
import { credentialWithoutClientId } from './credential-without-client-id';

export const jvmRules: readonly SubjectRule<'jvm'>[] = [credentialWithoutClientId, conflictingIdentityIds];
