import type { HttpClient } from '@azure/core-rest-pipeline';
import { EnvironmentCredential } from '@azure/identity';

import type { Cloud } from '../../account/cloud';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import type { TokenSource } from './credential-sign-in';
import { explainCredential } from './credential-trouble';
import { identityOptions } from './identity-options';

/**
 * The service principal of the environment, as all Azure SDKs read it: AZURE_TENANT_ID and AZURE_CLIENT_ID, with
 * AZURE_CLIENT_SECRET, or AZURE_CLIENT_CERTIFICATE_PATH (and AZURE_CLIENT_CERTIFICATE_PASSWORD,
 * AZURE_CLIENT_SEND_CERTIFICATE_CHAIN), or AZURE_USERNAME and AZURE_PASSWORD. Other tenants than its own only when
 * AZURE_ADDITIONALLY_ALLOWED_TENANTS names them. The authority is the chosen cloud's, whatever AZURE_AUTHORITY_HOST says.
 */
export function createEnvironmentSource(cloud: Cloud, http: HttpClient): TokenSource {
  const network = identityOptions(cloud, http);
  const { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: tenantId } = process.env;
  let credential: EnvironmentCredential | undefined;
  return {
    kind: 'environment',
    account: {
      accountId: clientId ?? 'environment',
      accountLabel: 'Environment',
      homeTenantId: tenantId ?? 'environment',
    },
    getToken: async (scope, options) => {
      // Made here, not above: it throws on malformed variables, and that is a failed sign-in, not a failed start.
      if (options.fresh === true) credential = undefined;
      // The variable is read here because the library (4.13.1) hands it on under a name nobody reads.
      const additionallyAllowedTenants = (process.env['AZURE_ADDITIONALLY_ALLOWED_TENANTS'] ?? '').split(';');
      credential ??= new EnvironmentCredential({ ...network.options, additionallyAllowedTenants });
      return await credential.getToken(scope, options);
    },
    explain: (error) =>
      error instanceof Error && error.name === 'CredentialUnavailableError'
        ? notSet()
        : explainCredential(
            error,
            say('Could not sign in with the environment variables.'),
            network.trouble(),
          ),
    howToSignIn: () => notSet(),
  };
}

function notSet(): Failure {
  return new Failure({
    code: 'signed-out',
    what: say('The environment holds no account.'),
    why: say(
      'AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_CLIENT_SECRET (or AZURE_CLIENT_CERTIFICATE_PATH) are not all set.',
    ),
    remedy: say('Set them where VS Code is started and restart it, or choose another sign-in.'),
    action: 'choose-sign-in',
  });
}
