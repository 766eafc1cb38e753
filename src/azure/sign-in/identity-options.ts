import type { TokenCredentialOptions } from '@azure/identity';
import type { HttpClient } from '@azure/core-rest-pipeline';

import type { Cloud } from '../../account/cloud';
import { NetworkError, withoutRequest } from '../wire/answer';

export interface IdentityNetwork {
  readonly options: TokenCredentialOptions & { readonly disableInstanceDiscovery: boolean };
  /** The last connection trouble on the way to the authority: the credentials keep only its text. */
  trouble(): NetworkError | undefined;
}

/** How `@azure/identity` reaches a cloud's authority: over the same few connections as everything else. */
export function identityOptions(cloud: Cloud, http: HttpClient): IdentityNetwork {
  let trouble: NetworkError | undefined;
  const httpClient: HttpClient = {
    async sendRequest(request) {
      trouble = undefined;
      try {
        return await http.sendRequest(request);
      } catch (error) {
        const cause = withoutRequest(error);
        if (cause instanceof NetworkError) trouble = cause;
        throw error;
      }
    },
  };
  return {
    options: {
      authorityHost: cloud.authorityUrl,
      httpClient,
      retryOptions: { maxRetries: 1, retryDelayInMs: 300 },
      // Private authorities are not known to Microsoft's discovery endpoint, and asking it would leave this machine.
      disableInstanceDiscovery: cloud.name === 'Sandbox' || cloud.name === 'Custom',
    },
    trouble: () => trouble,
  };
}
