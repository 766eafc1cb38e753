import type { SubjectRule } from '../rule';
import { appConfigurationBootMismatch } from './app-configuration-boot-mismatch';
import { deprecatedCredentialLibrary } from './deprecated-credential-library';
import { legacyStarter } from './legacy-starter';
import { outdatedAzureIdentity } from './outdated-azure-identity';
import { starterBootMismatch } from './starter-boot-mismatch';

export const buildRules: readonly SubjectRule<'build'>[] = [
  legacyStarter,
  deprecatedCredentialLibrary,
  outdatedAzureIdentity,
  starterBootMismatch,
  appConfigurationBootMismatch,
];
