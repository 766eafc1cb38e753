import { nameOf, parseArmId, type ArmId } from '../../estate/ids/arm-id';
import type { Subscription } from '../../estate/resources';
import type { TargetResource } from '../../grants/ports';
import { Failure } from '../../lifecycle/failure';
import { say, type Text } from '../../lifecycle/text';
import { apiVersions } from '../api-versions';
import { isAnswered } from '../failures';
import type { Graph } from '../read/graph';
import { asObject, idAndName, needText, text } from '../read/json';
import { readVault } from '../read/access/vaults';
import { pathOf, type Arm } from '../wire/arm';

type Listed = TargetResource & { readonly subscription: Subscription };

const columns =
  'project id, name, type, subscriptionId, rbac=tostring(properties.enableRbacAuthorization), mode=tostring(properties.roleAssignmentMode)';

/** By Resource Graph, one query for all subscriptions. What the account may not see is not there, as in the portal. */
export async function listTargets(
  graph: Graph,
  subscriptions: readonly Subscription[],
  { types, signal }: { readonly types: readonly string[]; readonly signal: AbortSignal },
): Promise<readonly Listed[]> {
  const what = say('Could not list what something can be granted at.');
  const query = `resources | where type in~ (${types.map((type) => `'${type}'`).join(', ')}) | ${columns} | order by id asc`;
  const found: Listed[] = [];
  for (const batch of graph.batches(subscriptions))
    for (const raw of await graph.query(batch, query, { what, signal })) {
      const row = asObject(raw, 'row');
      const owner = text(row, 'subscriptionId')?.toLowerCase();
      const subscription = batch.find(({ subscriptionId }) => subscriptionId.toLowerCase() === owner);
      if (subscription !== undefined) found.push({ ...targetOf(row), subscription });
    }
  return Object.freeze(found);
}

function targetOf(row: Readonly<Record<string, unknown>>): TargetResource {
  const type = needText(row, 'type', 'row').toLowerCase();
  const mode = text(row, 'mode');
  return {
    ...idAndName(row, 'row'),
    type,
    ...(type === 'microsoft.keyvault/vaults' && { usesRbac: text(row, 'rbac')?.toLowerCase() === 'true' }),
    ...(mode !== undefined && { byRepository: mode.toLowerCase() === 'abacrepositorypermissions' }),
  };
}

/**
 * A vault is asked itself, since which of its two ways decides may have changed a minute ago; the others are looked up in Resource
 * Graph, where they have the casing of their owner.
 */
export async function findTarget(
  { arm, graph }: { readonly arm: Arm; readonly graph: Graph },
  { subscription, id }: { readonly subscription: Subscription; readonly id: ArmId },
  signal: AbortSignal,
): Promise<TargetResource | undefined> {
  const what = say("Could not read '{0}'.", nameOf(id));
  const type = parseArmId(id)?.type.toLowerCase();
  if (type === undefined || /['\\]/.test(id))
    throw new Failure({ code: 'invalid', what, why: say("'{0}' is not the id of a resource.", id) });
  if (type === 'microsoft.keyvault/vaults') return await findVault(arm, { subscription, id, what }, signal);
  const query = `resources | where id =~ '${id}' | ${columns}`;
  const [row] = await graph.query([subscription], query, { what, signal });
  return row === undefined ? undefined : targetOf(asObject(row, 'row'));
}

async function findVault(
  arm: Arm,
  {
    subscription,
    id,
    what,
  }: { readonly subscription: Subscription; readonly id: ArmId; readonly what: Text },
  signal: AbortSignal,
): Promise<TargetResource | undefined> {
  try {
    const ask = { access: subscription, what, signal };
    const { body } = await arm.get(`${pathOf(id)}?api-version=${apiVersions.keyVault}`, ask);
    const vault = readVault(body);
    return { id: vault.id, name: vault.name, type: 'microsoft.keyvault/vaults', usesRbac: vault.usesRbac };
  } catch (error) {
    if (isAnswered(error, 404)) return undefined;
    throw error;
  }
}
