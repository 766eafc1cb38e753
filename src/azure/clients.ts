import { AppPlatformManagementClient } from '@azure/arm-appplatform';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';

import type { Subscription } from '../estate/resources';
import { apiVersions } from './api-versions';
import { noCredential } from './read/graph';
import type { Arm } from './wire/arm';

/** The SDK's clients by subscription, made on first use, all on the same wire. */
export class Clients {
  readonly #arm: Arm;
  readonly #made = new Map<string, unknown>();

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  /** 2.1.0-beta.4 is the last version that sends user-assigned identities; it speaks the stable version when told. */
  appPlatform(subscription: Subscription): AppPlatformManagementClient {
    return this.#once('appplatform', subscription, () => {
      const { subscriptionId } = subscription;
      return new AppPlatformManagementClient(noCredential, subscriptionId, {
        ...this.#options(subscription),
        apiVersion: apiVersions.appPlatform,
      });
    });
  }

  identities(subscription: Subscription): ManagedServiceIdentityClient {
    return this.#once('msi', subscription, () => {
      const { subscriptionId } = subscription;
      return new ManagedServiceIdentityClient(noCredential, subscriptionId, {
        ...this.#options(subscription),
        apiVersion: apiVersions.identity,
      });
    });
  }

  authorization(subscription: Subscription): AuthorizationManagementClient {
    return this.#once('authorization', subscription, () => {
      const { subscriptionId } = subscription;
      return new AuthorizationManagementClient(noCredential, subscriptionId, this.#options(subscription));
    });
  }

  #options(subscription: Subscription) {
    return {
      endpoint: this.#arm.endpoint,
      $host: this.#arm.endpoint,
      httpClient: this.#arm.http,
      pipeline: this.#arm.createClientPipeline(subscription),
    };
  }

  #once<T>(kind: string, subscription: Subscription, make: () => T): T {
    const key = `${kind}|${subscription.key}`;
    const known = this.#made.get(key) as T | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.#made.set(key, made);
    return made;
  }
}
