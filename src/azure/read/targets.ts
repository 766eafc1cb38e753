import { say } from '../../lifecycle/text';
import type { NetworkRules, Outbound, TargetLookup, TargetResource } from '../../actions/diagnose/ports';
import type { ArmId } from '../../estate/ids/arm-id';
import type { Subscription } from '../../estate/resources';
import { readOutbound } from '../hosts/outbound';
import type { StoreGrantListing } from '../../estate/grants';
import type { Arm } from '../wire/arm';
import { readStoreGrants, storesAmong } from './access/stores';
import type { Graph } from './graph';
import { asObject, idAndName, needText, objectOr, text, type Json } from './json';

const columns =
  'project id, name, type, kind, access=tostring(properties.publicNetworkAccess), acls=properties.networkAcls, endpoints=properties.privateEndpointConnections';

/** What is behind hosts: by Resource Graph, whose answer holds the network rules of vaults and storage accounts. */
export class AzureTargetLookup implements TargetLookup {
  readonly #arm: Arm;
  readonly #graph: Graph;

  constructor(deps: { readonly arm: Arm; readonly graph: Graph }) {
    this.#arm = deps.arm;
    this.#graph = deps.graph;
  }

  async find(
    subscriptions: readonly Subscription[],
    { names, types }: { readonly names: readonly string[]; readonly types: readonly string[] },
    signal: AbortSignal,
  ): Promise<readonly TargetResource[]> {
    const what = say('Could not look up what the files name.');
    // Names come from hosts in files: whatever is no name of a resource is asked about nowhere.
    const safe = names.filter((name) => /^[\w-]{1,90}$/.test(name));
    if (safe.length === 0 || types.length === 0) return [];
    const query = `resources | where name in~ (${listed(safe)}) and type in~ (${listed(types)}) | ${columns} | order by id asc`;
    const batches = await Promise.all(
      this.#graph.batches(subscriptions).map((batch) => this.#graph.query(batch, query, { what, signal })),
    );
    return Object.freeze(batches.flat().map((row) => targetOf(asObject(row, 'row'))));
  }

  async storeGrants(
    subscriptions: readonly Subscription[],
    among: readonly TargetResource[],
    signal: AbortSignal,
  ): Promise<StoreGrantListing> {
    return await readStoreGrants(this.#arm, storesAmong(among, subscriptions), signal);
  }

  async outbound(subscription: Subscription, serviceId: ArmId, signal: AbortSignal): Promise<Outbound> {
    return await readOutbound(this.#arm, { subscription, serviceId }, signal);
  }
}

function listed(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}

function targetOf(row: Json): TargetResource {
  const kind = text(row, 'kind');
  return {
    ...idAndName(row, 'row'),
    type: needText(row, 'type', 'row').toLowerCase(),
    ...(kind !== undefined && { kind }),
    network: rulesOf(row),
  };
}

/** `publicNetworkAccess` closes a resource whatever its rules say; without rules everybody is let in. */
function rulesOf(row: Json): NetworkRules {
  const access = text(row, 'access')?.toLowerCase();
  const acls = objectOr(row['acls']);
  const others = text(acls, 'defaultAction')?.toLowerCase();
  const endpoints = row['endpoints'];
  return {
    ...(access !== undefined && { isPublic: access !== 'disabled' }),
    ...((others === 'allow' || others === 'deny') && { others }),
    addresses: objectsIn(acls['ipRules']).flatMap((rule) => text(rule, 'value') ?? []),
    subnets: objectsIn(acls['virtualNetworkRules']).flatMap((rule) => text(rule, 'id') ?? []),
    privateEndpoints: Array.isArray(endpoints) ? endpoints.length : 0,
  };
}

function objectsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.map(objectOr) : [];
}
