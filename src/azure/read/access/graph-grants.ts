import type { RoleAssignment } from '../../../estate/grants';
import type { Subscription } from '../../../estate/resources';
import type { Ask } from '../../wire/arm';
import type { Graph } from '../graph';
import { asObject, needText } from '../json';
import { assignmentOf } from './role-assignment';

/** Queries have a length that Azure does not tell; 500 ids, about 20 kB, are known to be taken. */
const principalsPerQuery = 500;

/** More grants than a principal has by any sensible measure; one with so many is not known to be read to the end. */
const grantsPerPrincipal = 1000;

/** What Resource Graph tells of principals, by their ids in lower case; who has nothing is not among them. */
export interface GraphGrants {
  readonly byPrincipal: ReadonlyMap<string, readonly RoleAssignment[]>;
  /** Those with so many grants that some may be missing. */
  readonly perhapsCut: ReadonlySet<string>;
}

/**
 * What principals were given themselves, at every scope up to the root, one row for each: by one query for 500 of them, without paging.
 * Where the user may not read assignments there are no rows, and no word about it. Throws `Failure`.
 */
export async function graphGrants(
  graph: Graph,
  {
    subscriptions,
    principalIds,
  }: { subscriptions: readonly Subscription[]; principalIds: readonly string[] },
  ask: Omit<Ask, 'access'>,
): Promise<GraphGrants> {
  const byPrincipal = new Map<string, readonly RoleAssignment[]>();
  const perhapsCut = new Set<string>();
  for (const batch of graph.batches(subscriptions))
    for (let from = 0; from < principalIds.length; from += principalsPerQuery) {
      const query = queryFor(principalIds.slice(from, from + principalsPerQuery));
      for (const raw of await graph.query(batch, query, { ...ask, withAbove: true, whole: true })) {
        const row = asObject(raw, 'row');
        const principalId = needText(row, 'principalId', 'row').toLowerCase();
        const grants = Array.isArray(row['grants']) ? row['grants'] : [];
        if (grants.length >= grantsPerPrincipal) perhapsCut.add(principalId);
        const found = grants.flatMap((grant) => grantOf(grant, principalId));
        byPrincipal.set(principalId, [...(byPrincipal.get(principalId) ?? []), ...found]);
      }
    }
  return { byPrincipal, perhapsCut };
}

/** The condition comes last: it alone may hold a `|`. */
function queryFor(principalIds: readonly string[]): string {
  const ids = principalIds.map((id) => `'${id}'`).join(',');
  const fields = ['scope', 'roleDefinitionId', 'createdOn', 'condition'].map(
    (name) => `tostring(properties.${name})`,
  );
  return [
    'authorizationresources',
    `| where type =~ 'microsoft.authorization/roleassignments' and properties.principalId in~ (${ids})`,
    `| summarize grants=make_set(strcat(id, '|', ${fields.join(", '|', ")}), ${grantsPerPrincipal}) by principalId=tolower(tostring(properties.principalId))`,
  ].join(' ');
}

function grantOf(grant: unknown, principalId: string): readonly RoleAssignment[] {
  if (typeof grant !== 'string') return [];
  const [id, scope, roleDefinitionId, createdOn, ...condition] = grant.split('|');
  const fields = { id, scope, roleDefinitionId, createdOn, condition: condition.join('|'), principalId };
  return [assignmentOf(fields, principalId)];
}
