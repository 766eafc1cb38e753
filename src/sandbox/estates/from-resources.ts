import { parseArmId } from '../../estate/ids/arm-id';
import { Failure } from '../../lifecycle/failure';
import { sampleIds } from '../sample/sample-ids';
import type {
  AppDocument,
  DeploymentDocument,
  Json,
  ServiceDocument,
  SubscriptionDocument,
  TenantDocument,
  UserAssignedDocument,
} from './documents';
import type { EstateSeed } from './estate';
import { makeSubscription, makeTenant } from './make-identity';
import { isObject, NotUsable, readResource } from './read-resource';

interface Sorted {
  /** By type in lower case. */
  readonly byType: ReadonlyMap<string, readonly Json[]>;
  readonly leftAside: string[];
}

/** `element 3 (/subscriptions/...)`: where it stands, and what it is. */
function placeOf(index: number, element: unknown): string {
  const id = isObject(element) ? (element['id'] ?? element['name']) : undefined;
  return typeof id === 'string' ? `element ${index} (${id.slice(0, 300)})` : `element ${index}`;
}

function sorted(resources: readonly unknown[]): Sorted {
  const byType = new Map<string, Json[]>();
  const leftAside: string[] = [];
  for (const [index, element] of resources.entries())
    try {
      const { type, resource } = readResource(element);
      const list = byType.get(type);
      if (list === undefined) byType.set(type, [resource]);
      else list.push(resource);
    } catch (error) {
      if (!(error instanceof NotUsable)) throw error;
      leftAside.push(`${placeOf(index, element)}: ${error.message}`);
    }
  return { byType, leftAside };
}

function tenantOf(resource: Json): string | undefined {
  const { identity, properties } = resource as Readonly<Record<string, { tenantId?: unknown } | null>>;
  return [identity?.tenantId, properties?.tenantId].find(
    (value): value is string => typeof value === 'string' && value !== '',
  );
}

function subscriptionsOf(byType: ReadonlyMap<string, readonly Json[]>): SubscriptionDocument[] {
  const found = new Map<string, SubscriptionDocument>();
  for (const given of byType.get('microsoft.resources/subscriptions') ?? []) {
    const { subscriptionId, tenantId, displayName } = given as unknown as SubscriptionDocument;
    const name = typeof displayName === 'string' ? displayName : subscriptionId;
    found.set(subscriptionId.toLowerCase(), makeSubscription(subscriptionId, tenantId, name));
  }
  // Any resource of a subscription that tells a tenant tells it for all of them.
  const resources = [...byType.values()].flat();
  for (const resource of [...resources.filter(tenantOf), ...resources]) {
    const id = /^\/subscriptions\/([^/]+)/i.exec(String(resource['id']))?.[1];
    if (id === undefined || found.has(id.toLowerCase())) continue;
    found.set(id.toLowerCase(), makeSubscription(id, tenantOf(resource) ?? sampleIds.shopTenant, id));
  }
  return [...found.values()];
}

function tenantsOf(subscriptions: readonly SubscriptionDocument[]): TenantDocument[] {
  const ids = [...new Set(subscriptions.map((subscription) => subscription.tenantId))];
  return ids.map((id, i) => makeTenant(id, `Tenant ${i + 1}`, `tenant-${i + 1}.invalid`));
}

/** Identities that only appear on apps: ARM's answer for the app says enough to know them. */
function impliedIdentities(apps: readonly AppDocument[], known: readonly UserAssignedDocument[]) {
  const seen = new Set(known.map((identity) => identity.id.toLowerCase()));
  const implied: UserAssignedDocument[] = [];
  for (const { identity, location } of apps)
    for (const [id, entry] of Object.entries(identity?.userAssignedIdentities ?? {})) {
      if (seen.has(id.toLowerCase())) continue;
      seen.add(id.toLowerCase());
      const name = parseArmId(id)?.names[0] ?? id;
      const properties = { tenantId: identity?.tenantId ?? '', ...entry };
      const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
      implied.push({ id, name, type, location, tags: {}, properties });
    }
  return implied;
}

/** Only what has its parent in the file can be reached; the others are told. */
function withParents<T extends { readonly id: string }>(
  children: readonly T[],
  parents: readonly { readonly id: string }[],
  leftAside: string[],
): readonly T[] {
  const known = new Set(parents.map(({ id }) => id.toLowerCase()));
  return children.filter(({ id }) => {
    const parent = id.split('/').slice(0, -2).join('/');
    const isThere = known.has(parent.toLowerCase());
    if (!isThere) leftAside.push(`${id}: what it belongs to is not there`);
    return isThere;
  });
}

/** Stores that keep their own grants, and what is in them. */
const storeTypes = [
  'microsoft.documentdb/databaseaccounts',
  'microsoft.documentdb/databaseaccounts/sqlroleassignments',
  'microsoft.documentdb/databaseaccounts/sqlroledefinitions',
  'microsoft.cache/redis',
  'microsoft.cache/redis/accesspolicyassignments',
  'microsoft.cache/redisenterprise',
  'microsoft.cache/redisenterprise/databases',
  'microsoft.cache/redisenterprise/databases/accesspolicyassignments',
];

/** What every identity document tells: the tenant of its subscription, where the file did not say. */
function inTenant(subscriptions: readonly SubscriptionDocument[]) {
  const tenants = new Map(subscriptions.map((one) => [one.subscriptionId.toLowerCase(), one.tenantId]));
  return (id: string, told: string): string =>
    told === '' ? (tenants.get((id.split('/')[2] ?? '').toLowerCase()) ?? sampleIds.shopTenant) : told;
}

function nothingUsable(leftAside: readonly string[]): Failure {
  return new Failure({
    code: 'invalid',
    what: 'The estate could not be read.',
    why: leftAside[0] ?? 'It holds no resource.',
    remedy: 'An estate is an array of resources as Azure Resource Manager returns them.',
  });
}

/**
 * An estate from resources as ARM returns them (services, apps, deployments, identities, vaults, role and deny
 * assignments, subscriptions). What cannot be used is left aside and told in `leftAside`; what an export does not tell
 * (the ids of identities, states) is made up. Subscriptions that are not listed are made up, in the tenant of their
 * apps' identities. Throws `Failure` `invalid` when nothing is left.
 */
export function estateFromResources(resources: readonly unknown[]): EstateSeed {
  const { byType, leftAside } = sorted(resources);
  if (byType.size === 0) throw nothingUsable(leftAside);
  // What each type needs was checked while reading.
  const of = (type: string) => (byType.get(type) ?? []) as unknown as readonly never[];
  const subscriptions = subscriptionsOf(byType);
  const tenantAt = inTenant(subscriptions);
  const services: readonly ServiceDocument[] = of('microsoft.appplatform/spring');
  const listed = (
    of('microsoft.managedidentity/userassignedidentities') as readonly UserAssignedDocument[]
  ).map((identity): UserAssignedDocument => ({
    ...identity,
    properties: { ...identity.properties, tenantId: tenantAt(identity.id, identity.properties.tenantId) },
  }));
  const apps = withParents<AppDocument>(of('microsoft.appplatform/spring/apps'), services, leftAside).map(
    (app): AppDocument => ({
      ...app,
      identity: app.identity && { ...app.identity, tenantId: tenantAt(app.id, app.identity.tenantId) },
    }),
  );
  const deployments = withParents<DeploymentDocument>(
    of('microsoft.appplatform/spring/apps/deployments'),
    apps,
    leftAside,
  );
  return {
    tenants: tenantsOf(subscriptions),
    subscriptions,
    services,
    apps,
    deployments,
    userAssigned: [...listed, ...impliedIdentities(apps, listed)],
    roleAssignments: of('microsoft.authorization/roleassignments'),
    denyAssignments: of('microsoft.authorization/denyassignments'),
    vaults: of('microsoft.keyvault/vaults'),
    stores: storeTypes.flatMap(of),
    federatedCredentials: of('microsoft.managedidentity/userassignedidentities/federatedidentitycredentials'),
    roleDefinitions: of('microsoft.authorization/roledefinitions'),
    groups: of('microsoft.graph/groups'),
    leftAside,
  };
}
