import { nameOf, type ArmId } from '../estate/arm-id';
import type { SpringApp, SpringService, Subscription, UserAssignedIdentity } from '../estate/resources';
import type { IdentityApi, IdentityPatch, OperationHandle, OperationStatus } from '../identity/ports';
import type { EstateReader } from '../inventory/ports';
import { apiVersions } from './api-versions';
import type { Clients } from './clients';
import { statusOf } from './operation-status';
import { asObject, needText, text } from './read/json';
import { readUserAssigned, valueOf } from './read/resources';
import { afterLostPatch, type SentPatch } from './lost-patch';
import { pathOf, type Arm } from './wire/arm';
import { pollingPatience } from './wire/retry';

/** Changing identities through ARM. */
export class AzureIdentityApi implements IdentityApi {
  readonly #arm: Arm;
  readonly #clients: Clients;
  readonly #reader: EstateReader;

  constructor(deps: { arm: Arm; clients: Clients; reader: EstateReader }) {
    this.#arm = deps.arm;
    this.#clients = deps.clients;
    this.#reader = deps.reader;
  }

  getApp(subscription: Subscription, appId: ArmId, signal: AbortSignal): Promise<SpringApp | undefined> {
    return this.#reader.getApp(subscription, appId, signal);
  }

  getService(
    service: { subscription: Subscription; id: ArmId },
    signal: AbortSignal,
  ): Promise<SpringService> {
    return this.#reader.getService(service, signal);
  }

  async patchIdentity(
    subscription: Subscription,
    appId: ArmId,
    patch: IdentityPatch,
    signal: AbortSignal,
  ): Promise<OperationHandle | undefined> {
    const send = (): Promise<OperationHandle | undefined> =>
      this.#patch({ subscription, appId, patch }, signal);
    try {
      return await send();
    } catch (error) {
      const read = (): Promise<SpringApp | undefined> => this.#reader.getApp(subscription, appId, signal);
      const sent: SentPatch = { patch, error, read, resend: send, log: this.#arm.log };
      return await afterLostPatch(sent, signal);
    }
  }

  async operationStatus(
    subscription: Subscription,
    handle: OperationHandle,
    signal: AbortSignal,
  ): Promise<OperationStatus> {
    const what = 'Could not ask how far the change has come.';
    const ask = { access: subscription, what, signal, patience: pollingPatience };
    const answer = await this.#arm.follow(handle.statusUrl, ask);
    // A `location` URL answers 202 until the end, and then the resource itself.
    if (answer.status === 202) return { state: 'running' };
    return statusOf(answer.body);
  }

  async createUserAssigned(
    subscription: Subscription,
    identity: { readonly resourceGroup: string; readonly name: string; readonly location: string },
    signal: AbortSignal,
  ): Promise<UserAssignedIdentity> {
    const { resourceGroup, name, location } = identity;
    const what = `Could not create the identity '${name}'.`;
    const made = await this.#arm.call({ what, signal }, () =>
      this.#clients
        .identities(subscription)
        .userAssignedIdentities.createOrUpdate(resourceGroup, name, { location }, { abortSignal: signal }),
    );
    return readUserAssigned(made, subscription.key);
  }

  async listResourceGroups(
    subscription: Subscription,
    signal: AbortSignal,
  ): Promise<readonly { name: string; location: string }[]> {
    const what = `Could not list the resource groups of subscription '${subscription.name}'.`;
    const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/resourcegroups?api-version=${apiVersions.resourceGroups}`;
    const groups: { name: string; location: string }[] = [];
    for await (const page of this.#arm.pages(path, { access: subscription, what, signal }))
      for (const raw of valueOf(page)) {
        const from = asObject(raw, 'group');
        groups.push({ name: needText(from, 'name', 'group'), location: text(from, 'location') ?? '' });
      }
    return groups;
  }

  /**
   * Sends the PATCH once and answers the status URL Azure names for it. Not through the SDK's `beginUpdate`: that polls
   * once before it returns, and until then nobody could find the running change again.
   */
  async #patch(
    { subscription, appId, patch }: { subscription: Subscription; appId: ArmId; patch: IdentityPatch },
    signal: AbortSignal,
  ): Promise<OperationHandle | undefined> {
    const what = `Could not change the identities of '${nameOf(appId)}'.`;
    const path = `${pathOf(appId)}?api-version=${apiVersions.appPlatform}`;
    const answer = await this.#arm.patch(path, { identity: patch }, { access: subscription, what, signal });
    const statusUrl = answer.header('azure-asyncoperation') ?? answer.header('location');
    if (statusUrl === undefined) return undefined;
    this.#arm.requireArm(statusUrl, what);
    return { statusUrl };
  }
}
