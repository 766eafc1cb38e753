import { say } from '../../lifecycle/text';
import { nameOf, type ArmId } from '../../estate/ids/arm-id';
import type { SpringApp, SpringService, Subscription } from '../../estate/resources';
import type { CheckedPatch, IdentityApi, OperationHandle, OperationStatus } from '../../identity/ports';
import type { EstateReader } from '../../inventory/ports';
import { apiVersions } from '../api-versions';
import { readStatus, statusUrlOf } from '../operation-status';
import { afterLostPatch, recheckAfterLoss, type SentPatch } from './lost-patch';
import { pathOf, type Arm } from '../wire/arm';
import type { Recheck } from '../wire/recheck';

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
    const what = say('Could not ask how far the change has come.');
    return await readStatus(this.#arm, handle.statusUrl, { access: subscription, what, signal });
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
    const what = say("Could not change the identities of '{0}'.", nameOf(appId));
    const path = `${pathOf(appId)}?api-version=${apiVersions.appPlatform}`;
    const answer = await this.#arm.write(
      { method: 'PATCH', path, body: { identity: patch } },
      { access: subscription, what, signal, recheck },
    );
    const statusUrl = statusUrlOf(this.#arm, answer, what);
    return statusUrl === undefined ? undefined : { statusUrl };
  }
}
