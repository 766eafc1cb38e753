import type { RoleAssignment, RoleListing } from '../../estate/grants';
import type { Subscription } from '../../estate/resources';
import { definitionName } from '../../access/built-in-role';
import { armKey, type ArmId } from '../../estate/arm-id';
import { Failure, toFailure } from '../../lifecycle/failure';
import type { Clients } from '../clients';
import { explain } from '../failures';
import type { Arm } from '../wire/arm';
import { mapBounded } from './bounded';
import { itemsOf } from './page-trail';
import type { Graph } from './graph';
import { RoleDefinitions } from './role-definitions';
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

interface FromGraph {
  /** By subscription id, lower case. */
  readonly rows: ReadonlyMap<string, RoleAssignment[]>;
  /** At the root and at management groups. */
  readonly above: readonly RoleAssignment[];
}

/**
 * Role assignments of one principal. Resource Graph answers for all subscriptions at once, but leaves out in silence
 * those where the user may not read assignments. So a subscription without a row is asked through ARM, once per
 * session: from then on it is known to be readable, and Graph's silence means "none".
 */
export class RoleReader {
  readonly #deps: Deps;
  readonly #readable = new Set<string>();
  readonly #definitions: RoleDefinitions;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#definitions = new RoleDefinitions(deps.arm);
  }

  async list(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<RoleListing> {
    requireGuid(principalId);
    const graph = await this.#fromGraph(subscriptions, principalId, signal);
    const found = await mapBounded(subscriptions, 16, async (subscription): Promise<Found> => {
      const known = graph?.rows.get(subscription.subscriptionId.toLowerCase());
      if (known !== undefined && (known.length > 0 || this.#readable.has(subscription.key)))
        return { assignments: known };
      return await this.#fromArm(subscription, principalId, signal);
    });
    const assignments = withoutRepeats([
      ...(graph?.above ?? []),
      ...found.flatMap((entry) => entry.assignments),
    ]);
    return {
      assignments: await this.#defined(assignments, subscriptions, signal),
      unreadable: found.flatMap((entry) => entry.unreadable ?? []),
    };
  }

  /** `undefined` when Graph is refused, then ARM is asked for all. */
  async #fromGraph(
    subscriptions: readonly Subscription[],
    principalId: string,
    signal: AbortSignal,
  ): Promise<FromGraph | undefined> {
    const what = 'Could not read role assignments.';
    const rows = new Map<string, RoleAssignment[]>(
      subscriptions.map(({ subscriptionId }) => [subscriptionId.toLowerCase(), []]),
    );
    const above: RoleAssignment[] = [];
    try {
      for (const batch of this.#deps.graph.batches(subscriptions))
        for (const raw of await this.#deps.graph.query(batch, queryFor(principalId), {
          what,
          signal,
          withAbove: true,
        })) {
          const row = asObject(raw, 'row');
          const assignment = assignmentOf(row, principalId);
          // A row without its own column belongs to the subscription its scope or id names; what is granted above all of
          // them says nothing about which subscriptions could be read.
          const owner = ownerOf(row, assignment);
          (owner === undefined ? above : rows.get(owner))?.push(assignment);
        }
      return { rows, above };
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

  /** With what each role is called and allows, as far as it can be read. */
  async #defined(
    assignments: readonly RoleAssignment[],
    subscriptions: readonly Subscription[],
    signal: AbortSignal,
  ): Promise<readonly RoleAssignment[]> {
    const ids = new Map(assignments.map(({ roleDefinitionId: id }) => [definitionName(id), id]));
    const definitions = new Map(
      await mapBounded([...ids], 16, async ([name, id]) => {
        const via = reader(subscriptions, id);
        return [name, via && (await this.#definitions.find(id, via, signal))] as const;
      }),
    );
    return assignments.map((assignment) => {
      const definition = definitions.get(definitionName(assignment.roleDefinitionId));
      return definition === undefined ? assignment : Object.freeze({ ...assignment, ...definition });
    });
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
    '| project id, scope=tostring(properties.scope), roleDefinitionId=tostring(properties.roleDefinitionId), principalType=tostring(properties.principalType), subscriptionId, condition=tostring(properties.condition), createdOn=tostring(properties.createdOn)',
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
  const condition = text(from, 'condition');
  return Object.freeze({
    id: needText(from, 'id', 'roleAssignment'),
    scope: needText(from, 'scope', 'roleAssignment'),
    principalId,
    roleDefinitionId: needText(from, 'roleDefinitionId', 'roleAssignment'),
    ...(condition !== undefined && condition !== '' && { condition }),
    ...(createdOn !== undefined && { createdOn }),
  });
}

function ownerOf(row: Readonly<Record<string, unknown>>, { scope }: RoleAssignment): string | undefined {
  const told = text(row, 'subscriptionId');
  return (told === undefined || told === '' ? subscriptionOf(scope) : told)?.toLowerCase();
}

function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}

/** Assignments at a management group come back from each subscription below it. */
function withoutRepeats(assignments: readonly RoleAssignment[]): RoleAssignment[] {
  return [...new Map(assignments.map((assignment) => [armKey(assignment.id), assignment])).values()];
}
