import { say } from '../../../lifecycle/text';
import type { RoleAssignment, RoleListing } from '../../../estate/grants';
import type { Subscription } from '../../../estate/resources';
import { definitionName } from '../../../access/built-in-role';
import type { ArmId } from '../../../estate/ids/arm-id';
import { Failure, toFailure } from '../../../lifecycle/failure';
import type { Clients } from '../../clients';
import { explain, isAnswered } from '../../failures';
import type { Arm } from '../../wire/arm';
import { mapBounded } from '../../../lifecycle/flow/bounded';
import type { Graph } from '../graph';
import { asObject } from '../json';
import { itemsOf } from '../page-trail';
import { graphGrants, type GraphGrants } from './graph-grants';
import { readAssignment, requireGuid, withoutRepeats } from './role-assignment';
import type { RoleDefinitions } from './role-definitions';

interface Deps {
  readonly arm: Arm;
  readonly clients: Clients;
  readonly graph: Graph;
  readonly definitions: RoleDefinitions;
}

type Unreadable = RoleListing['unreadable'][number];

interface Found {
  readonly assignments: readonly RoleAssignment[];
  readonly unreadable?: Unreadable;
  readonly ownOnly?: true;
}

const what = say('Could not read role assignments.');
const inFlight = 16;

/**
 * Role assignments of principals.
 *
 * Of one: through ARM, one list a subscription, because only ARM tells what the groups of a principal were given, and only ARM says so
 * where assignments may not be read. Of many: by Resource Graph, which answers for all subscriptions at once, knows no groups, and leaves
 * out in silence what may not be read; so each subscription is asked through ARM once whether its assignments may be read at all.
 */
export class RoleReader {
  readonly #deps: Deps;
  /** Subscriptions whose assignments could be listed. */
  readonly #readable = new Set<string>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async list(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<RoleListing> {
    requireGuid(principalId);
    const found = await mapBounded(subscriptions, inFlight, (subscription) =>
      this.#assignedTo(subscription, principalId, signal),
    );
    const unreadable = found.flatMap((entry) => entry.unreadable ?? []);
    // Who may not list a subscription's assignments may see those of a group or a resource in it.
    const seen =
      unreadable.length === 0 ? undefined : await this.#fromGraph(subscriptions, [principalId], signal);
    const assignments = withoutRepeats([
      ...found.flatMap((entry) => entry.assignments),
      ...(seen?.byPrincipal.get(principalId.toLowerCase()) ?? []),
    ]);
    return {
      assignments: await this.#defined(assignments, subscriptions, signal),
      unreadable,
      ...(found.some((entry) => entry.ownOnly) && { groups: 'untold' as const }),
    };
  }

  /** Every principal has an entry, by its id in lower case. */
  async listMany(
    subscriptions: readonly Subscription[],
    principalIds: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RoleListing>> {
    const ids = [...new Set(principalIds.map((id) => id.toLowerCase()))];
    ids.forEach(requireGuid);
    if (ids.length === 0) return new Map();
    const graph = await this.#fromGraph(subscriptions, ids, signal);
    if (graph === undefined) return await this.#manyFromArm(subscriptions, ids, signal);
    const unreadable = await this.#probe(subscriptions, signal);
    const all = await this.#defined([...graph.byPrincipal.values()].flat(), subscriptions, signal);
    const listings = byPrincipal(ids, all, unreadable);
    for (const id of graph.perhapsCut) listings.set(id, await this.list(subscriptions, id, signal));
    return listings;
  }

  /** `undefined` when Graph is refused or cuts its answer short. */
  async #fromGraph(
    subscriptions: readonly Subscription[],
    principalIds: readonly string[],
    signal: AbortSignal,
  ): Promise<GraphGrants | undefined> {
    try {
      return await graphGrants(this.#deps.graph, { subscriptions, principalIds }, { what, signal });
    } catch (error) {
      const failure = explain(error, what, signal);
      if (!Failure.is(failure)) throw failure;
      this.#deps.arm.log.info(`Role assignments come from ARM, Resource Graph refused: ${failure.why}`);
      return undefined;
    }
  }

  /** All assignments of each subscription, of which those of the principals are taken: one list a subscription. */
  async #manyFromArm(
    subscriptions: readonly Subscription[],
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RoleListing>> {
    const wanted = new Set(ids);
    const found = await mapBounded(subscriptions, inFlight, async (subscription): Promise<Found> => {
      const { assignments, unreadable } = await this.#guarded(subscription, signal, () =>
        this.#fromArm(subscription, undefined, signal),
      );
      const mine = assignments.filter(({ principalId }) => wanted.has(principalId.toLowerCase()));
      return { assignments: mine, ...(unreadable !== undefined && { unreadable }) };
    });
    const own = withoutRepeats(found.flatMap(({ assignments }) => assignments));
    const all = await this.#defined(own, subscriptions, signal);
    return byPrincipal(
      ids,
      all,
      found.flatMap(({ unreadable }) => unreadable ?? []),
    );
  }

  /** Which subscriptions' assignments may not be read; each is asked until it once was readable. */
  async #probe(subscriptions: readonly Subscription[], signal: AbortSignal): Promise<readonly Unreadable[]> {
    const unasked = subscriptions.filter(({ key }) => !this.#readable.has(key));
    const found = await mapBounded(unasked, inFlight, (subscription) =>
      this.#guarded(subscription, signal, () => this.#fromArm(subscription, 'atScope()', signal)),
    );
    return found.flatMap(({ unreadable }) => unreadable ?? []);
  }

  /** What the principal and its groups were given; only its own where ARM does not take the question. */
  async #assignedTo(subscription: Subscription, principalId: string, signal: AbortSignal): Promise<Found> {
    return await this.#guarded(subscription, signal, async () => {
      try {
        const all = await this.#fromArm(subscription, `assignedTo('${principalId}')`, signal, principalId);
        return { assignments: all };
      } catch (error) {
        // Of a principal that is gone, say, nobody can look up the groups.
        if (!isAnswered(error, 400, 404)) throw error;
        const own = await this.#fromArm(subscription, `principalId eq '${principalId}'`, signal, principalId);
        return { assignments: own, ownOnly: true };
      }
    });
  }

  /** Trouble with one subscription becomes part of the answer; only an abort is thrown. */
  async #guarded(
    subscription: Subscription,
    signal: AbortSignal,
    work: () => Promise<Found | readonly RoleAssignment[]>,
  ): Promise<Found> {
    try {
      const found = await work();
      this.#readable.add(subscription.key);
      return 'assignments' in found ? found : { assignments: found };
    } catch (error) {
      if (signal.aborted) throw error;
      const { subscriptionId, name } = subscription;
      return { assignments: [], unreadable: { subscriptionId, name, why: toFailure(error, what).words.why } };
    }
  }

  async #fromArm(
    subscription: Subscription,
    filter: string | undefined,
    signal: AbortSignal,
    asked?: string,
  ): Promise<readonly RoleAssignment[]> {
    const here = say("Could not read the role assignments in subscription '{0}'.", subscription.name);
    const assignments: RoleAssignment[] = [];
    await this.#deps.arm.call({ what: here, signal }, async () => {
      const client = this.#deps.clients.authorization(subscription);
      const pages = client.roleAssignments.listForSubscription({
        ...(filter !== undefined && { filter }),
        abortSignal: signal,
      });
      for await (const raw of itemsOf(pages, here)) {
        const from = asObject(raw, 'roleAssignment');
        assignments.push(readAssignment(from, asked ?? String(from['principalId'])));
      }
    });
    return assignments;
  }

  /** With what each role is called and allows, as far as it can be read. */
  async #defined(
    assignments: readonly RoleAssignment[],
    subscriptions: readonly Subscription[],
    signal: AbortSignal,
  ): Promise<readonly RoleAssignment[]> {
    const ids = new Map(assignments.map(({ roleDefinitionId: id }) => [definitionName(id), id]));
    const definitions = new Map(
      await mapBounded([...ids], inFlight, async ([name, id]) => {
        const via = reader(subscriptions, id);
        return [name, via && (await this.#deps.definitions.find(id, via, signal))] as const;
      }),
    );
    return assignments.map((assignment) => {
      const definition = definitions.get(definitionName(assignment.roleDefinitionId));
      return definition === undefined ? assignment : Object.freeze({ ...assignment, ...definition });
    });
  }
}

/** A listing for each principal. What groups have was not asked for. */
function byPrincipal(
  ids: readonly string[],
  assignments: readonly RoleAssignment[],
  unreadable: readonly Unreadable[],
): Map<string, RoleListing> {
  const found = new Map<string, RoleAssignment[]>(ids.map((id) => [id, []]));
  for (const assignment of assignments) found.get(assignment.principalId.toLowerCase())?.push(assignment);
  return new Map(
    [...found].map(([id, own]): [string, RoleListing] => [
      id,
      { assignments: withoutRepeats(own), unreadable, groups: 'unasked' },
    ]),
  );
}

/** A subscription to read a role definition through: the one it belongs to, or any for a tenant-wide one. */
function reader(subscriptions: readonly Subscription[], definition: ArmId): Subscription | undefined {
  const owner = /^\/subscriptions\/([^/]+)/i.exec(definition)?.[1]?.toLowerCase();
  return (
    subscriptions.find(({ subscriptionId }) => subscriptionId.toLowerCase() === owner) ?? subscriptions[0]
  );
}
