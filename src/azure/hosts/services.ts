import { say } from '../../lifecycle/text';
import type { SpringService, Subscription, SubscriptionKey } from '../../estate/resources';
import type { ServiceListing, ServicesOf } from '../../inventory/ports';
import { Failure, toFailure } from '../../lifecycle/failure';
import { springTypes } from '../../hosts/spring/types';
import { apiVersions } from '../api-versions';
import { explain } from '../failures';
import type { Arm } from '../wire/arm';
import { mapBounded } from '../../lifecycle/flow/bounded';
import type { Graph } from '../read/graph';
import { asObject, needText } from '../read/json';
import type { ResourceReader } from './resources';

/** `order by id` makes paging stable, and without `id` in the projection Graph does not page at all. */
const servicesQuery = [
  'resources',
  `| where type =~ '${springTypes.service}'`,
  '| project id, name, subscriptionId, resourceGroup, location, tier=tostring(sku.tier), state=tostring(properties.provisioningState), power=tostring(properties.powerState), fqdn=tostring(properties.fqdn)',
  '| order by id asc',
].join(' ');

interface Deps {
  readonly arm: Arm;
  readonly graph: Graph;
  readonly resources: ResourceReader;
}

/** The Spring Apps services of all subscriptions: by Resource Graph, or by ARM where Graph is refused. */
export async function listServices(
  deps: Deps,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<ServiceListing> {
  const batches = await Promise.all(
    deps.graph.batches(subscriptions).map((batch) => listBatch(deps, batch, signal)),
  );
  const refused = batches.find((batch) => batch.refused !== undefined)?.refused;
  return {
    bySubscription: batches.flatMap((batch) => batch.entries),
    ...(refused !== undefined && { graphRefused: refused }),
  };
}

interface BatchResult {
  readonly entries: readonly ServicesOf[];
  readonly refused?: string;
}

async function listBatch(
  deps: Deps,
  batch: readonly Subscription[],
  signal: AbortSignal,
): Promise<BatchResult> {
  const what = say('Could not list the Spring Apps services.');
  try {
    const rows = await deps.graph.query(batch, servicesQuery, { what, signal });
    return { entries: bySubscription(deps.resources, batch, rows) };
  } catch (error) {
    const failure = explain(error, what, signal);
    if (!Failure.is(failure)) throw failure;
    // Without a connection or a sign-in, the list calls would only fail once more each.
    if (!isRefusal(failure)) return { entries: batch.map(({ key }) => ({ subscription: key, failure })) };
    deps.arm.log.warn(`Azure Resource Graph refused, asking ARM instead: ${failure.message}`);
    const entries = await mapBounded(batch, 16, (subscription) => listOne(deps, subscription, signal));
    return { entries, refused: failure.why };
  }
}

const noRefusals = new Set(['offline', 'proxy', 'certificate', 'signed-out', 'tool-missing']);

function isRefusal(failure: Failure): boolean {
  return !noRefusals.has(failure.code);
}

function bySubscription(
  resources: ResourceReader,
  batch: readonly Subscription[],
  rows: readonly unknown[],
): ServicesOf[] {
  const found = new Map<string, { key: SubscriptionKey; services: SpringService[] }>(
    batch.map(({ subscriptionId, key }) => [subscriptionId.toLowerCase(), { key, services: [] }]),
  );
  for (const row of rows) {
    const owner = found.get(needText(asObject(row, 'row'), 'subscriptionId', 'row').toLowerCase());
    if (owner !== undefined) owner.services.push(resources.serviceRow(row, owner.key));
  }
  return [...found.values()].map(({ key, services }) => ({ subscription: key, services }));
}

async function listOne(deps: Deps, subscription: Subscription, signal: AbortSignal): Promise<ServicesOf> {
  const what = say("Could not list the Spring Apps services of subscription '{0}'.", subscription.name);
  const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/providers/${springTypes.service}?api-version=${apiVersions.appPlatform}`;
  try {
    const services = await deps.arm.list(path, { access: subscription, what, signal }, (raw) =>
      deps.resources.service(raw, subscription.key),
    );
    return { subscription: subscription.key, services };
  } catch (error) {
    if (signal.aborted) throw error;
    return { subscription: subscription.key, failure: toFailure(error, what) };
  }
}
