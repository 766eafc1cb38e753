import { say } from '../lifecycle/text';
import type { ArmId } from '../estate/ids/arm-id';
import { nameOf } from '../estate/ids/arm-id';
import type { RoleListing, StoreGrantListing, VaultAccess } from '../estate/grants';
import type {
  AssociatedResources,
  FederatedCredential,
  Subscription,
  UserAssignedIdentity,
} from '../estate/resources';
import type { EstateReader } from '../inventory/ports';
import { isAbort } from '../lifecycle/failure';
import { apiVersions } from './api-versions';
import type { Clients } from './clients';
import { isAnswered } from './failures';
import type { Graph } from './read/graph';
import { asObject, objectOr, text } from './read/json';
import { readUserAssigned } from './read/user-assigned';
import { IdentityUsers } from './read/identity-users';
import type { RoleDefinitions } from './read/access/role-definitions';
import { RoleReader } from './read/access/roles';
import { listStoreGrants } from './read/access/stores';
import { listVaults } from './read/access/vaults';
import { SpringReader, type SpringReaderDeps } from './hosts/spring-reader';
import { pathOf, type Arm } from './wire/arm';
import { itemsOf } from './read/page-trail';

interface EstateReaderDeps extends SpringReaderDeps {
  readonly definitions: RoleDefinitions;
}

/** What the snapshot is filled from: the apps of the one kind of host there is, and beside them identities and what they may do. */
export class AzureEstateReader extends SpringReader implements EstateReader {
  readonly #arm: Arm;
  readonly #clients: Clients;
  readonly #graph: Graph;
  readonly #roles: RoleReader;
  readonly #users: IdentityUsers;

  constructor(deps: EstateReaderDeps) {
    super(deps);
    this.#arm = deps.arm;
    this.#clients = deps.clients;
    this.#graph = deps.graph;
    this.#users = new IdentityUsers(deps.arm);
    this.#roles = new RoleReader(deps);
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
