import { say } from '../lifecycle/text';
import type { ArmId } from '../estate/ids/arm-id';
import { nameOf } from '../estate/ids/arm-id';
import type { RoleListing, StoreGrantListing, VaultAccess } from '../estate/grants';
import type {
  AssociatedResources,
  Deployment,
  FederatedCredential,
  SpringApp,
  SpringService,
  Subscription,
  UserAssignedIdentity,
} from '../estate/resources';
import type { EstateReader, ServiceListing } from '../inventory/ports';
import { isAbort } from '../lifecycle/failure';
import { apiVersions } from './api-versions';
import type { Clients } from './clients';
import { isAnswered } from './failures';
import type { Graph } from './read/graph';
import { asObject, objectOr, text } from './read/json';
import { readUserAssigned, valueOf, type ResourceReader } from './read/resources';
import { IdentityUsers } from './read/identity-users';
import type { RoleDefinitions } from './read/access/role-definitions';
import { RoleReader } from './read/access/roles';
import { listServices } from './read/services';
import { listStoreGrants } from './read/access/stores';
import { listVaults } from './read/access/vaults';
import { appParts, serviceParts } from './resource-parts';
import { pathOf, type Arm } from './wire/arm';
import { itemsOf } from './read/page-trail';

const spring = `api-version=${apiVersions.appPlatform}`;

interface EstateReaderDeps {
  readonly arm: Arm;
  readonly clients: Clients;
  readonly graph: Graph;
  readonly definitions: RoleDefinitions;
  readonly resources: ResourceReader;
}

/**
 * Reading Azure through the SDK's clients, except for the apps of a service: they come over the same pipeline without
 * the SDK's deserialiser, which would hold up the extension host for a quarter of a second on a large estate.
 */
export class AzureEstateReader implements EstateReader {
  readonly #arm: Arm;
  readonly #clients: Clients;
  readonly #graph: Graph;
  readonly #resources: ResourceReader;
  readonly #roles: RoleReader;
  readonly #users: IdentityUsers;

  constructor(deps: EstateReaderDeps) {
    this.#arm = deps.arm;
    this.#clients = deps.clients;
    this.#resources = deps.resources;
    this.#graph = deps.graph;
    this.#users = new IdentityUsers(deps.arm);
    this.#roles = new RoleReader(deps);
  }

  async listServices(subscriptions: readonly Subscription[], signal: AbortSignal): Promise<ServiceListing> {
    const deps = { arm: this.#arm, graph: this.#graph, resources: this.#resources };
    return await listServices(deps, subscriptions, signal);
  }

  async getService(
    { subscription, id }: { subscription: Subscription; id: ArmId },
    signal: AbortSignal,
  ): Promise<SpringService> {
    const what = say("Could not read the service '{0}'.", nameOf(id));
    const { group, service } = serviceParts(id, what);
    const body = await this.#arm.call({ what, signal }, () =>
      this.#clients.appPlatform(subscription).services.get(group, service, { abortSignal: signal }),
    );
    return this.#resources.service(body, subscription.key);
  }

  async listApps(
    subscription: Subscription,
    service: SpringService,
    signal: AbortSignal,
  ): Promise<readonly SpringApp[]> {
    const what = say("Could not read the apps of '{0}'.", service.name);
    const apps: SpringApp[] = [];
    const path = `${pathOf(service.id)}/apps?${spring}`;
    for await (const page of this.#arm.pages(path, { access: subscription, what, signal }))
      for (const raw of valueOf(page)) apps.push(this.#resources.app(raw, subscription.key, service.id));
    return Object.freeze(apps);
  }

  async getApp(
    subscription: Subscription,
    appId: ArmId,
    signal: AbortSignal,
  ): Promise<SpringApp | undefined> {
    const what = say("Could not read the app '{0}'.", nameOf(appId));
    const { group, service, app } = appParts(appId, what);
    try {
      const body = await this.#arm.call({ what, signal }, () =>
        this.#clients.appPlatform(subscription).apps.get(group, service, app, { abortSignal: signal }),
      );
      return this.#resources.app(body, subscription.key);
    } catch (error) {
      if (isAnswered(error, 404)) return undefined;
      throw error;
    }
  }

  async getAppJson(subscription: Subscription, appId: ArmId, signal: AbortSignal): Promise<unknown> {
    const what = say("Could not read the app '{0}'.", nameOf(appId));
    const ask = { access: subscription, what, signal };
    return (await this.#arm.get(`${pathOf(appId)}?${spring}`, ask)).body;
  }

  async listDeployments(
    subscription: Subscription,
    appId: ArmId,
    signal: AbortSignal,
  ): Promise<readonly Deployment[]> {
    const what = say("Could not read the deployments of '{0}'.", nameOf(appId));
    const { group, service, app } = appParts(appId, what);
    const deployments: Deployment[] = [];
    await this.#arm.call({ what, signal }, async () => {
      const client = this.#clients.appPlatform(subscription);
      const list = client.deployments.list(group, service, app, { abortSignal: signal });
      for await (const raw of itemsOf(list, what))
        deployments.push(this.#resources.deployment(raw, subscription.key, appId));
    });
    return Object.freeze(deployments);
  }

  async listRoles(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<RoleListing> {
    return await this.#roles.list(subscriptions, principalId, signal);
  }

  async listRolesOfMany(
    subscriptions: readonly Subscription[],
    principalIds: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RoleListing>> {
    return await this.#roles.listMany(subscriptions, principalIds, signal);
  }

  async listStoreGrants(
    subscriptions: readonly Subscription[],
    signal: AbortSignal,
  ): Promise<StoreGrantListing> {
    return await listStoreGrants({ arm: this.#arm, graph: this.#graph }, subscriptions, { signal });
  }

  async listFederatedCredentials(
    subscription: Subscription,
    identity: ArmId,
    signal: AbortSignal,
  ): Promise<readonly FederatedCredential[]> {
    return await this.#users.federated(subscription, identity, signal);
  }

  async listAssociated(
    subscription: Subscription,
    identity: ArmId,
    signal: AbortSignal,
  ): Promise<AssociatedResources> {
    return await this.#users.associated(subscription, identity, signal);
  }

  async listVaults(subscription: Subscription, signal: AbortSignal): Promise<readonly VaultAccess[]> {
    return await listVaults(this.#arm, subscription, signal);
  }

  async listUserAssigned(
    subscription: Subscription,
    signal: AbortSignal,
  ): Promise<readonly UserAssignedIdentity[]> {
    const what = say("Could not list the user-assigned identities of subscription '{0}'.", subscription.name);
    const identities: UserAssignedIdentity[] = [];
    await this.#arm.call({ what, signal }, async () => {
      const client = this.#clients.identities(subscription);
      const list = client.userAssignedIdentities.listBySubscription({ abortSignal: signal });
      for await (const raw of itemsOf(list, what)) identities.push(readUserAssigned(raw, subscription.key));
    });
    return Object.freeze(identities);
  }

  async getSystemClientId(
    subscription: Subscription,
    appId: ArmId,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const what = say("Could not read the client ID of '{0}'.", nameOf(appId));
    const path = `${pathOf(appId)}/providers/Microsoft.ManagedIdentity/identities/default?api-version=${apiVersions.identity}`;
    try {
      const { body } = await this.#arm.get(path, { access: subscription, what, signal });
      // The answer also holds `clientSecretUrl`, which must not leave this function.
      return text(objectOr(asObject(body, 'identity')['properties']), 'clientId');
    } catch (error) {
      // Whether Azure answers this for apps is not documented; anything that says "no such thing" means "unknown".
      if (!isAbort(error) && isAnswered(error, 400, 404, 405)) return undefined;
      throw error;
    }
  }
}
