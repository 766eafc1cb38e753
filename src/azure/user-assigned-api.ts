import { nameOf, type ArmId } from '../estate/ids/arm-id';
import type { Subscription, UserAssignedIdentity } from '../estate/resources';
import type { NewIdentity, Region, UserAssignedApi } from '../identity/ports';
import { Failure } from '../lifecycle/failure';
import { say } from '../lifecycle/text';
import { apiVersions } from './api-versions';
import { isAnswered } from './failures';
import { asObject, needText, objectOr, text, valueOf } from './read/json';
import { readUserAssigned } from './read/user-assigned';
import { pathOf, type Arm, type Ask } from './wire/arm';

/** User-assigned identities through ARM. Making and deleting one is done when Azure answers. */
export class AzureUserAssignedApi implements UserAssignedApi {
  readonly #arm: Arm;

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  async create(
    subscription: Subscription,
    { resourceGroup, name, location }: NewIdentity,
    signal: AbortSignal,
  ): Promise<UserAssignedIdentity> {
    const id = `/subscriptions/${subscription.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
    const path = identityPath(id);
    const ask = { access: subscription, what: say("Could not create the identity '{0}'.", name), signal };
    try {
      const { body } = await this.#arm.write(
        { method: 'PUT', path, body: { location } },
        { ...ask, recheck: () => this.#refuseIfThere(path, ask) },
      );
      return readIdentity(body, subscription);
    } catch (error) {
      if (!mayHaveArrived(error)) throw error;
      this.#arm.log.warn(`The answer to the creation of '${name}' got lost; looking whether Azure has it.`);
      // It was not there right before the sending.
      const made = await this.get(subscription, id, signal);
      if (made === undefined) throw error;
      return made;
    }
  }

  async get(
    subscription: Subscription,
    id: ArmId,
    signal: AbortSignal,
  ): Promise<UserAssignedIdentity | undefined> {
    const ask = { access: subscription, what: say("Could not read the identity '{0}'.", nameOf(id)), signal };
    try {
      return readIdentity((await this.#arm.get(identityPath(id), ask)).body, subscription);
    } catch (error) {
      if (isAnswered(error, 404)) return undefined;
      throw error;
    }
  }

  async delete(
    subscription: Subscription,
    { id, recheck }: Parameters<UserAssignedApi['delete']>[1],
    signal: AbortSignal,
  ): Promise<void> {
    const ask = {
      access: subscription,
      what: say("Could not delete the identity '{0}'.", nameOf(id)),
      signal,
    };
    const send = () => this.#arm.write({ method: 'DELETE', path: identityPath(id) }, { ...ask, recheck });
    try {
      await send();
    } catch (error) {
      if (isAnswered(error, 404)) return;
      if (!mayHaveArrived(error)) throw error;
      this.#arm.log.warn(
        `The answer to the deletion of '${nameOf(id)}' got lost; looking whether it is gone.`,
      );
      if ((await this.get(subscription, id, signal)) !== undefined) await send();
    }
  }

  async listResourceGroups(
    subscription: Subscription,
    signal: AbortSignal,
  ): Promise<readonly { name: string; location: string }[]> {
    const what = say("Could not list the resource groups of subscription '{0}'.", subscription.name);
    const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/resourcegroups?api-version=${apiVersions.resourceGroups}`;
    return this.#arm.list(path, { access: subscription, what, signal }, (raw) => {
      const from = asObject(raw, 'group');
      return { name: needText(from, 'name', 'group'), location: text(from, 'location') ?? '' };
    });
  }

  /** Physical ones only: nothing can be placed in "Europe" or "Global". */
  async listRegions(subscription: Subscription, signal: AbortSignal): Promise<readonly Region[]> {
    const what = say("Could not list the regions of subscription '{0}'.", subscription.name);
    const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/locations?api-version=${apiVersions.subscriptions}`;
    const { body } = await this.#arm.get(path, { access: subscription, what, signal });
    return valueOf(body)
      .map((raw) => asObject(raw, 'region'))
      .filter((from) => text(objectOr(from['metadata']), 'regionType') !== 'Logical')
      .map((from) => {
        const name = needText(from, 'name', 'region');
        return { name, label: text(from, 'displayName') ?? name };
      });
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
      why: say('There is an identity of this name in this resource group by now; nothing was sent.'),
      remedy: say('Refresh, then assign that one or choose another name.'),
      action: 'refresh',
    });
  }
}

function identityPath(id: ArmId): string {
  return `${pathOf(id)}?api-version=${apiVersions.identity}`;
}

function readIdentity(body: unknown, { key }: Subscription): UserAssignedIdentity {
  const made = asObject(body, 'identity');
  return readUserAssigned({ ...made, ...objectOr(made['properties']) }, key);
}

/** A lost answer is not a no. */
function mayHaveArrived(error: unknown): boolean {
  return Failure.is(error, 'offline') || Failure.is(error, 'timeout') || Failure.is(error, 'unavailable');
}
