import { ClientSecretCredential } from '@azure/identity';

import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Cloud } from '../../account/cloud';
import { Failure } from '../../lifecycle/failure';
import { say } from '../../lifecycle/text';
import { identityOptions } from './identity-options';
import { explainCredential } from './credential-trouble';
import type { TokenSource } from './credential-sign-in';

export interface SecretSource {
  readonly cloud: Cloud;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What people call the account: "Sandbox". */
  readonly label: string;
}

/** A service principal with a secret in memory: how one signs in to the embedded sandbox. */
export function createSecretSource(secret: SecretSource, http: HttpClient): TokenSource {
  const network = identityOptions(secret.cloud, http);
  const open = (): ClientSecretCredential =>
    new ClientSecretCredential(secret.tenantId, secret.clientId, secret.clientSecret, {
      ...network.options,
      additionallyAllowedTenants: ['*'],
    });
  let credential = open();
  const account = { accountId: secret.clientId, accountLabel: secret.label, homeTenantId: secret.tenantId };
  return {
    kind: 'sandbox',
    account,
    getToken: (scope, options) => {
      // The library's cache cannot be told to forget one token.
      if (options.fresh === true) credential = open();
      return credential.getToken(scope, options);
    },
    explain: (error) =>
      explainCredential(error, say('Could not sign in to {0}.', secret.label), network.trouble()),
    howToSignIn: () =>
      new Failure({
        code: 'refused',
        what: say('There is nothing to sign in to for {0}.', secret.label),
        why: say('It signs in by itself.'),
        action: 'refresh',
      }),
  };
}
