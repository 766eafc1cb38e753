import { say } from '../../lifecycle/text';
import { nameOf, type ArmId } from '../../estate/ids/arm-id';
import type {
  AssociatedResource,
  AssociatedResources,
  FederatedCredential,
  Subscription,
} from '../../estate/resources';
import { apiVersions } from '../api-versions';
import { orAborted } from '../../lifecycle/flow/abort';
import { pause } from '../wire/pause';
import { pathOf, type Arm } from '../wire/arm';
import { asObject, idAndName, needText, objectOr, text, valueOf } from './json';

/** Azure takes one such request a second in a tenant. */
const everyMs = 1000;
/** Requests for one identity; the rest of a longer list is counted, not named. */
const mostPages = 5;

/** What uses a user-assigned identity: resources it is assigned to, and who outside Azure may become it. */
export class IdentityUsers {
  readonly #arm: Arm;
  /** By account and tenant: when whoever asked last had an answer, or none. */
  readonly #turns = new Map<string, Promise<number>>();

  constructor(arm: Arm) {
    this.#arm = arm;
  }

  async federated(
    subscription: Subscription,
    identity: ArmId,
    signal: AbortSignal,
  ): Promise<readonly FederatedCredential[]> {
    const what = say("Could not read the federated credentials of '{0}'.", nameOf(identity));
    const path = `${pathOf(identity)}/federatedIdentityCredentials?api-version=${apiVersions.identity}`;
    return this.#arm.list(path, { access: subscription, what, signal }, credentialOf);
  }

  /** A POST that only reads. Resources come that the account may not see otherwise. */
  async associated(
    subscription: Subscription,
    identity: ArmId,
    signal: AbortSignal,
  ): Promise<AssociatedResources> {
    const what = say("Could not read what uses '{0}'.", nameOf(identity));
    const path = `${pathOf(identity)}/listAssociatedResources?api-version=${apiVersions.associatedResources}`;
    const resources: AssociatedResource[] = [];
    let total = 0;
    for (let page = 0; page < mostPages; page += 1) {
      const skip = resources.length === 0 ? '' : `&$skip=${resources.length}`;
      const { body } = await this.#inTurn(subscription, signal, () =>
        this.#arm.write(
          { method: 'POST', path: `${path}${skip}` },
          { access: subscription, what, signal, recheck: 'changes-nothing' },
        ),
      );
      const listed = valueOf(body).map(associatedOf);
      resources.push(...listed);
      const count = asObject(body, 'list')['totalCount'];
      total = Math.max(resources.length, typeof count === 'number' ? count : 0);
      if (listed.length === 0 || resources.length >= total) break;
    }
    return Object.freeze({ resources: Object.freeze(resources), total });
  }

  /**
   * Asks a second after the answer before it in the tenant: Azure counts when requests arrive, and one may be longer on its
   * way than the next.
   */
  async #inTurn<Answer>(
    { accountId, tenantId }: Subscription,
    signal: AbortSignal,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const tenant = `${accountId}|${tenantId}`.toLowerCase();
    const mine = (this.#turns.get(tenant) ?? Promise.resolve(-Infinity)).then(async (before) => {
      // At most a whole turn: somebody may have set the clock back.
      const wait = Math.min(everyMs, before + everyMs - Date.now());
      if (wait > 0) await pause(wait, signal);
      signal.throwIfAborted();
      return ask();
    });
    const now = (): number => Date.now();
    // Who leaves the queue still holds the place for a second: there is no telling whether the request went out.
    this.#turns.set(tenant, mine.then(now, now));
    return orAborted(mine, signal);
  }
}

function credentialOf(raw: unknown): FederatedCredential {
  const from = asObject(raw, 'credential');
  const properties = objectOr(from['properties']);
  const audiences = properties['audiences'];
  return Object.freeze({
    ...idAndName(from, 'credential'),
    issuer: text(properties, 'issuer') ?? '',
    // Newer credentials may have an expression in place of a subject.
    subject:
      text(properties, 'subject') ?? text(objectOr(properties['claimsMatchingExpression']), 'value') ?? '',
    audiences: Object.freeze(
      Array.isArray(audiences) ? audiences.filter((one) => typeof one === 'string') : [],
    ),
  });
}

function associatedOf(raw: unknown): AssociatedResource {
  const from = asObject(raw, 'resource');
  const id = needText(from, 'id', 'resource');
  return Object.freeze({
    id,
    name: text(from, 'name') ?? nameOf(id),
    type: text(from, 'type') ?? '',
    subscriptionId: text(from, 'subscriptionId') ?? '',
    subscriptionName: text(from, 'subscriptionDisplayName') ?? '',
  });
}
