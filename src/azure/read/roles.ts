import type { RoleAssignment, RoleListing } from '../../estate/grants';
import type { Subscription } from '../../estate/resources';
import { armKey, type ArmId } from '../../estate/arm-id';
import { Failure, toFailure } from '../../lifecycle/failure';
import type { Clients } from '../clients';
import { explain } from '../failures';
import type { Arm } from '../wire/arm';
import { mapBounded } from '../wire/bounded';
import { itemsOf } from '../wire/page-trail';
import type { Graph } from './graph';
import { asObject, needText, text } from './json';

interface Deps {
  readonly arm: Arm;
  readonly clients: Clients;
  readonly graph: Graph;
}

type Unreadable = RoleListing['unreadable'][number];
interface Found {
  readonly assignments: readonly RoleAssignment[];
  readonly unreadable?: Unreadable;
}

/**
 * Role assignments of one principal. Resource Graph answers for all subscriptions at once, but leaves out in silence
 * those where the user may not read assignments. So a subscription without a row is asked through ARM, once per
 * session: from then on it is known to be readable, and Graph's silence means "none".
 */
export class RoleReader {
  readonly #deps: Deps;
  readonly #readable = new Set<string>();
  readonly #names = new Map<string, string>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async list(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<RoleListing> {
    requireGuid(principalId);
    const rows = await this.#fromGraph(subscriptions, principalId, signal);
    const found = await mapBounded(subscriptions, 16, async (subscription): Promise<Found> => {
      const known = rows?.get(subscription.subscriptionId.toLowerCase());
      if (known !== undefined && (known.length > 0 || this.#readable.has(subscription.key)))
        return { assignments: known };
      return await this.#fromArm(subscription, principalId, signal);
    });
    const assignments = withoutRepeats(found.flatMap((entry) => entry.assignments));
    return {
      assignments: await this.#named(assignments, subscriptions, signal),
      unreadable: found.flatMap((entry) => entry.unreadable ?? []),
    };
  }

  /** Rows by subscription id; `undefined` when Graph is refused, then ARM is asked for all. */
  async #fromGraph(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RoleAssignment[]> | undefined> {
    const what = 'Could not read role assignments.';
    const rows = new Map<string, RoleAssignment[]>(
      subscriptions.map(({ subscriptionId }) => [subscriptionId.toLowerCase(), []]),
    );
    try {
      for (const batch of this.#deps.graph.batches(subscriptions))
        for (const raw of await this.#deps.graph.query(batch, queryFor(principalId), { what, signal })) {
          const row = asObject(raw, 'row');
          const assignment = assignmentOf(row, principalId);
          // A row without its own column belongs to the subscription its scope or id names.
          const owner = text(row, 'subscriptionId') ?? subscriptionOf(assignment.scope) ?? '';
          rows.get(owner.toLowerCase())?.push(assignment);
        }
      return rows;
    } catch (error) {
      const failure = explain(error, what, signal);
      if (!Failure.is(failure)) throw failure;
      this.#deps.arm.log.info(`Role assignments come from ARM, Resource Graph refused: ${failure.why}`);
      return undefined;
    }
  }

  async #fromArm(subscription: Subscription, principalId: string, signal: AbortSignal): Promise<Found> {
    const what = `Could not read the role assignments in subscription '${subscription.name}'.`;
    try {
      const assignments: RoleAssignment[] = [];
      await this.#deps.arm.call({ what, signal }, async () => {
        const client = this.#deps.clients.authorization(subscription);
        const pages = client.roleAssignments.listForSubscription({
          filter: `principalId eq '${principalId}'`,
          abortSignal: signal,
        });
        for await (const raw of itemsOf(pages, what)) assignments.push(readAssignment(raw, principalId));
      });
      this.#readable.add(subscription.key);
      return { assignments };
    } catch (error) {
      if (signal.aborted) throw error;
      const { subscriptionId, name } = subscription;
      return { assignments: [], unreadable: { subscriptionId, name, why: toFailure(error, what).why } };
    }
  }

  async #named(
    assignments: readonly RoleAssignment[],
    subscriptions: readonly Subscription[],
    signal: AbortSignal,
  ): Promise<readonly RoleAssignment[]> {
    const definitions = new Map(assignments.map(({ roleDefinitionId: id }) => [armKey(id), id]));
    const names = new Map(
      await mapBounded([...definitions], 16, async ([key, id]) => {
        const via = reader(subscriptions, id);
        return [key, via === undefined ? undefined : await this.#roleName(via, id, signal)] as const;
      }),
    );
    return assignments.map((assignment) => {
      const roleName = names.get(armKey(assignment.roleDefinitionId));
      return roleName === undefined ? assignment : Object.freeze({ ...assignment, roleName });
    });
  }

  /** Names hold still, so each definition is read once; one that cannot be read is asked for again next time. */
  async #roleName(subscription: Subscription, id: ArmId, signal: AbortSignal): Promise<string | undefined> {
    const key = `${subscription.key}|${armKey(id)}`;
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const { arm, clients } = this.#deps;
    try {
      const { roleName } = await arm.call({ what: 'Could not read a role definition.', signal }, () =>
        // The SDK puts the slash in front itself.
        clients
          .authorization(subscription)
          .roleDefinitions.getById(id.replace(/^\/+/, ''), { abortSignal: signal }),
      );
      if (roleName !== undefined) this.#names.set(key, roleName);
      return roleName;
    } catch (error) {
      if (signal.aborted) throw error;
      arm.log.debug(`No name for role ${id}: ${toFailure(error, '').why}`);
      return undefined;
    }
  }
}

/** A subscription to read a role definition through: the one it belongs to, or any for a tenant-wide one. */
function reader(subscriptions: readonly Subscription[], definition: ArmId): Subscription | undefined {
  const owner = subscriptionOf(definition)?.toLowerCase();
  return (
    subscriptions.find(({ subscriptionId }) => subscriptionId.toLowerCase() === owner) ?? subscriptions[0]
  );
}

function queryFor(principalId: string): string {
  return [
    'authorizationresources',
    `| where type =~ 'microsoft.authorization/roleassignments' and properties.principalId in~ ('${principalId}')`,
    '| project id, scope=tostring(properties.scope), roleDefinitionId=tostring(properties.roleDefinitionId), principalType=tostring(properties.principalType), subscriptionId, createdOn=tostring(properties.createdOn)',
    '| order by id asc',
  ].join(' ');
}

/** A principal id goes into queries, so it must be nothing but one. */
function requireGuid(principalId: string): void {
  if (/^[0-9a-f-]{36}$/i.test(principalId)) return;
  throw new Failure({
    code: 'invalid',
    what: 'Could not read role assignments.',
    why: `'${principalId}' is no principal ID.`,
  });
}

function readAssignment(raw: unknown, principalId: string): RoleAssignment {
  const from = asObject(raw, 'roleAssignment');
  const createdOn = from['createdOn'];
  return assignmentOf(
    { ...from, createdOn: createdOn instanceof Date ? createdOn.toISOString() : createdOn },
    principalId,
  );
}

function assignmentOf(from: Readonly<Record<string, unknown>>, principalId: string): RoleAssignment {
  const createdOn = text(from, 'createdOn');
  return Object.freeze({
    id: needText(from, 'id', 'roleAssignment'),
    scope: needText(from, 'scope', 'roleAssignment'),
    principalId,
    roleDefinitionId: needText(from, 'roleDefinitionId', 'roleAssignment'),
    ...(createdOn !== undefined && { createdOn }),
  });
}

function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}

/** Assignments at a management group come back from each subscription below it. */
function withoutRepeats(assignments: readonly RoleAssignment[]): RoleAssignment[] {
  return [...new Map(assignments.map((assignment) => [armKey(assignment.id), assignment])).values()];
}
