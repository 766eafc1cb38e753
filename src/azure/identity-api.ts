import { nameOf, type ArmId } from '../estate/arm-id';
import type { SpringApp, SpringService, Subscription, UserAssignedIdentity } from '../estate/resources';
import type { CheckedPatch, IdentityApi, OperationHandle, OperationStatus } from '../identity/ports';
import { Failure } from '../lifecycle/failure';
import type { EstateReader } from '../inventory/ports';
import { apiVersions } from './api-versions';
import { readStatus } from './operation-status';
import { asObject, needText, objectOr, text } from './read/json';
import { readUserAssigned, valueOf } from './read/resources';
import { isAnswered } from './failures';
import { afterLostPatch, recheckAfterLoss, type SentPatch } from './lost-patch';
import { pathOf, type Arm, type Ask } from './wire/arm';
import type { Recheck } from './wire/recheck';

/** Changing identities through ARM. */
export class AzureIdentityApi implements IdentityApi {
  readonly #arm: Arm;
  readonly #reader: EstateReader;

  constructor(deps: { arm: Arm; reader: EstateReader }) {
    this.#arm = deps.arm;
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
    { patch, recheck }: CheckedPatch,
    signal: AbortSignal,
  ): Promise<OperationHandle | undefined> {
    const send = (check: Recheck): Promise<OperationHandle | undefined> =>
      this.#patch({ subscription, appId, patch, recheck: check }, signal);
    try {
      return await send(recheck);
    } catch (error) {
      const read = (): Promise<SpringApp | undefined> => this.#reader.getApp(subscription, appId, signal);
      const resend = () => send(recheckAfterLoss(recheck, nameOf(appId)));
      const sent: SentPatch = { patch, error, read, resend, log: this.#arm.log };
      return await afterLostPatch(sent, signal);
    }
  }

  async operationStatus(
    subscription: Subscription,
    handle: OperationHandle,
    signal: AbortSignal,
  ): Promise<OperationStatus> {
    const what = 'Could not ask how far the change has come.';
    return await readStatus(this.#arm, handle.statusUrl, { access: subscription, what, signal });
  }

  async createUserAssigned(
    subscription: Subscription,
    identity: { readonly resourceGroup: string; readonly name: string; readonly location: string },
    signal: AbortSignal,
  ): Promise<UserAssignedIdentity> {
    const { resourceGroup, name, location } = identity;
    const what = `Could not create the identity '${name}'.`;
    const id = `/subscriptions/${subscription.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
    const path = `${pathOf(id)}?api-version=${apiVersions.identity}`;
    const ask = { access: subscription, what, signal };
    const { body } = await this.#arm.write(
      { method: 'PUT', path, body: { location } },
      { ...ask, recheck: () => this.#refuseIfThere(path, ask) },
    );
    const made = asObject(body, 'identity');
    return readUserAssigned({ ...made, ...objectOr(made['properties']) }, subscription.key);
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

  /** Azure would take the creation of one that is there for a change, and take off its tags. */
  async #refuseIfThere(path: string, ask: Ask): Promise<void> {
    try {
      await this.#arm.get(path, ask);
    } catch (error) {
      if (isAnswered(error, 404)) return;
      throw error;
    }
    throw new Failure({
      code: 'conflict',
      what: ask.what,
      why: 'There is an identity of this name in this resource group by now; nothing was sent.',
      remedy: 'Refresh, then assign that one or choose another name.',
      action: 'refresh',
    });
  }

  /**
   * Sends the PATCH once and answers the status URL Azure names for it. Not through the SDK's `beginUpdate`: that polls
   * once before it returns, and until then nobody could find the running change again.
   */
  async #patch(
    {
      subscription,
      appId,
      patch,
      recheck,
    }: CheckedPatch & { readonly subscription: Subscription; readonly appId: ArmId },
    signal: AbortSignal,
  ): Promise<OperationHandle | undefined> {
    const what = `Could not change the identities of '${nameOf(appId)}'.`;
    const path = `${pathOf(appId)}?api-version=${apiVersions.appPlatform}`;
    const answer = await this.#arm.write(
      { method: 'PATCH', path, body: { identity: patch } },
      { access: subscription, what, signal, recheck },
    );
    const statusUrl = answer.header('azure-asyncoperation') ?? answer.header('location');
    if (statusUrl === undefined) return undefined;
    this.#arm.requireArm(statusUrl, what);
    return { statusUrl };
  }
}
