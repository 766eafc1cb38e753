import type { ArmId } from '../../estate/ids/arm-id';
import type { RolePermission } from '../../estate/grants';
import type { PrincipalId } from '../../estate/ids/ids';
import type { Subscription } from '../../estate/resources';
import type { Grant } from '../../grants/grant';
import type {
  EligibleRole,
  GrantAsk,
  GrantListing,
  GrantMade,
  GrantsApi,
  TargetResource,
} from '../../grants/ports';
import { grantWords } from '../../grants/words';
import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { untilDone } from '../operation-status';
import type { Graph } from '../read/graph';
import type { RoleDefinitions } from '../read/access/role-definitions';
import { pause } from '../wire/pause';
import type { Arm } from '../wire/arm';
import { explainGrant, isMissingPrincipal, isThereAlready } from './explain-grant';
import type { FoundGrant, GrantKind, Sending } from './grant-kind';
import { cosmosRoles, redisPolicies } from './data-assignments';
import { GrantLister } from './list-grants';
import { eligibleRoles, permissionsAt } from './permissions';
import { roleAssignments } from './role-assignments';
import { findTarget, listTargets } from './targets';
import { vaultPolicies } from './vault-policies';

export interface GrantsApiDeps {
  readonly arm: Arm;
  readonly graph: Graph;
  readonly definitions: RoleDefinitions;
  /** Resolves after `ms`; `pause` but in tests. */
  readonly wait?: typeof pause;
}

/** Cosmos DB and caches take a minute or two. */
const patience = {
  deadlineMs: 10 * 60_000,
  afterwards: say('Look again later; granting it again does no harm.'),
};

/** How long to wait for a principal that Azure's directory does not know yet: two minutes, in milliseconds. */
const principalWaits = [2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000] as const;

/** Granting through ARM: raw requests, because all four kinds take the same care, and SDK clients send without a recheck. */
export class AzureGrantsApi implements GrantsApi {
  readonly #deps: GrantsApiDeps;
  readonly #wait: typeof pause;

  constructor(deps: GrantsApiDeps) {
    this.#deps = deps;
    this.#wait = deps.wait ?? pause;
  }

  async make(ask: GrantAsk, signal: AbortSignal): Promise<GrantMade> {
    const what = say('Could not grant {0}.', grantWords(ask.grant));
    const { arm } = this.#deps;
    const kind = kindOf(ask.grant);
    const sending = await kind.making(ask);
    const waits = principalWaits.values();
    let found: FoundGrant | undefined;
    const isNeeded = async (inner: AbortSignal): Promise<boolean> => {
      found = await kind.find(arm, ask, inner);
      return found === undefined;
    };
    for (let lost = false; ;) {
      const end = await this.#send({ ask, sending, what, isNeeded }, signal);
      if (end === 'done') return made(await kind.find(arm, ask, signal), 'made');
      // What is there after an answer got lost is our own doing, as far as anybody can tell.
      if (end === 'needless') return made(found, lost ? 'made' : 'was-there');
      const { error } = end;
      if (isThereAlready(error)) return made(await kind.find(arm, ask, signal), 'was-there');
      const wait = isMissingPrincipal(error) ? waits.next().value : undefined;
      if (wait !== undefined) {
        arm.log.info(`Azure does not know the principal yet; trying again in ${wait / 1000} s.`);
        await this.#wait(wait, signal);
      } else if (mayHaveArrived(error) && !lost) lost = true;
      else throw explainGrant(error, what);
    }
  }

  async remove(ask: GrantAsk, signal: AbortSignal): Promise<'removed' | 'was-gone'> {
    const what = say('Could not take back {0}.', grantWords(ask.grant));
    const { arm } = this.#deps;
    const kind = kindOf(ask.grant);
    const isNeeded = async (inner: AbortSignal): Promise<boolean> =>
      (await kind.find(arm, ask, inner)) !== undefined;
    for (let lost = false; ;) {
      const there = await kind.find(arm, ask, signal);
      if (there === undefined) return lost ? 'removed' : 'was-gone';
      const sending = kind.removing(ask, there);
      const end = await this.#send({ ask, sending, what, isNeeded }, signal);
      if (end === 'done') return 'removed';
      if (end === 'needless') return lost ? 'removed' : 'was-gone';
      if (lost || !mayHaveArrived(end.error)) throw explainGrant(end.error, what);
      lost = true;
    }
  }

  async isThere(ask: GrantAsk, signal: AbortSignal): Promise<boolean> {
    return (await kindOf(ask.grant).find(this.#deps.arm, ask, signal)) !== undefined;
  }

  permissionsAt(
    subscription: Subscription,
    scope: ArmId,
    signal: AbortSignal,
  ): Promise<readonly RolePermission[]> {
    return permissionsAt(this.#deps.arm, { subscription, scope }, signal);
  }

  eligibleRoles(
    subscription: Subscription,
    scope: ArmId,
    signal: AbortSignal,
  ): Promise<readonly EligibleRole[]> {
    return eligibleRoles(this.#deps, { subscription, scope }, signal);
  }

  list(
    subscriptions: readonly Subscription[],
    principalId: PrincipalId,
    signal: AbortSignal,
  ): Promise<GrantListing> {
    return new GrantLister(this.#deps).list(subscriptions, principalId, signal);
  }

  listTargets(
    subscriptions: readonly Subscription[],
    types: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (TargetResource & { readonly subscription: Subscription })[]> {
    return listTargets(this.#deps.graph, subscriptions, { types, signal });
  }

  findTarget(
    subscription: Subscription,
    id: ArmId,
    signal: AbortSignal,
  ): Promise<TargetResource | undefined> {
    return findTarget(this.#deps, { subscription, id }, signal);
  }

  /** Sends once, after another look whether it is needed: an answer that may have got lost is looked into by sending again. */
  async #send(
    { ask, sending, what, isNeeded }: Sent,
    signal: AbortSignal,
  ): Promise<'done' | 'needless' | { readonly error: unknown }> {
    const { arm } = this.#deps;
    const last = { needed: true };
    const recheck = async (inner: AbortSignal): Promise<void> => {
      last.needed = await isNeeded(inner);
      if (!last.needed) throw needless(what);
    };
    const access = ask.subscription;
    try {
      const answer = await arm.write(sending, { access, what, signal, recheck });
      await untilDone(arm, answer, { access, what, signal, wait: this.#wait, ...patience });
      return 'done';
    } catch (error) {
      signal.throwIfAborted();
      return last.needed ? { error } : 'needless';
    }
  }
}

const kinds: { readonly [K in Grant['kind']]: GrantKind<Extract<Grant, { kind: K }>> } = {
  role: roleAssignments,
  policy: vaultPolicies,
  cosmos: cosmosRoles,
  redis: redisPolicies,
};

/** Each takes grants of its own kind only, and gets no other. */
function kindOf(grant: Grant): GrantKind<Grant> {
  return kinds[grant.kind];
}

interface Sent {
  readonly ask: GrantAsk;
  readonly sending: Sending;
  readonly what: Text;
  readonly isNeeded: (signal: AbortSignal) => Promise<boolean>;
}

function made(found: FoundGrant | undefined, outcome: GrantMade['outcome']): GrantMade {
  const assignment = found?.assignment;
  return { outcome, ...(assignment !== undefined && { assignment }) };
}

/** Ends a request before it is sent, because its effect is there; nobody sees it. */
function needless(what: Text): Failure {
  return new Failure({ code: 'conflict', what, why: say('It is as wished already; nothing was sent.') });
}

function mayHaveArrived(error: unknown): boolean {
  return Failure.is(error, 'offline') || Failure.is(error, 'timeout') || Failure.is(error, 'unavailable');
}
