import { Failure } from '../../lifecycle/failure';
import { parseArmId } from '../../estate/arm-id';
import type {
  AppDocument,
  Json,
  SubscriptionDocument,
  TenantDocument,
  UserAssignedDocument,
} from './documents';
import type { EstateSeed } from './estate';
import { makeSubscription, makeTenant } from './make-identity';
import { sampleIds } from '../sample/sample-ids';

function invalid(place: string, why: string): Failure {
  return new Failure({
    code: 'invalid',
    what: 'The estate could not be read.',
    why: `${place}: ${why}`,
    remedy: 'An estate is an array of resources as Azure Resource Manager returns them.',
  });
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

type Check = (resource: Json, place: string) => void;

function needText(name: string, path: readonly string[] = []): Check {
  return (resource, place) => {
    const holder = path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), resource);
    if (!isObject(holder) || typeof holder[name] !== 'string')
      throw invalid(place, `'${[...path, name].join('.')}' must be a text`);
  };
}

const needIdentity: Check = (resource, place) => {
  const { identity } = resource;
  if (identity === null || identity === undefined) return;
  needText('type', ['identity'])(resource, place);
  const map = (identity as Json)['userAssignedIdentities'];
  if (map !== null && map !== undefined && !isObject(map))
    throw invalid(place, "'identity.userAssignedIdentities' must be an object or null");
};

const checks: Readonly<Record<string, readonly Check[]>> = {
  'microsoft.appplatform/spring': [
    needText('location'),
    needText('name', ['sku']),
    needText('tier', ['sku']),
    needText('provisioningState', ['properties']),
    needText('fqdn', ['properties']),
  ],
  'microsoft.appplatform/spring/apps': [
    needText('location'),
    needText('provisioningState', ['properties']),
    needIdentity,
  ],
  'microsoft.appplatform/spring/apps/deployments': [
    needText('provisioningState', ['properties']),
    needText('status', ['properties']),
  ],
  'microsoft.managedidentity/userassignedidentities': [
    needText('location'),
    needText('principalId', ['properties']),
    needText('clientId', ['properties']),
  ],
  'microsoft.authorization/roleassignments': [
    needText('roleDefinitionId', ['properties']),
    needText('principalId', ['properties']),
    needText('scope', ['properties']),
  ],
  'microsoft.authorization/denyassignments': [needText('scope', ['properties'])],
  'microsoft.keyvault/vaults': [needText('location')],
  'microsoft.resources/subscriptions': [needText('subscriptionId'), needText('tenantId')],
};

function typeOf(resource: Json, place: string): string {
  if (typeof resource['id'] !== 'string') throw invalid(place, "'id' must be a text");
  // ARM lists subscriptions without a `type`.
  if (typeof resource['subscriptionId'] === 'string' && resource['type'] === undefined)
    return 'microsoft.resources/subscriptions';
  if (typeof resource['type'] !== 'string') throw invalid(place, "'type' must be a text");
  return resource['type'].toLowerCase();
}

/** Checked resources by type in lower case. */
function sorted(resources: readonly unknown[]): ReadonlyMap<string, readonly Json[]> {
  const byType = new Map<string, Json[]>();
  for (const [i, resource] of resources.entries()) {
    const place = `element ${i}`;
    if (!isObject(resource)) throw invalid(place, 'it must be an object');
    const type = typeOf(resource, place);
    const known = checks[type];
    if (known === undefined) throw invalid(place, `the type '${type}' is none the sandbox serves`);
    const named = `${place} (${String(resource['id'])})`;
    if (type !== 'microsoft.resources/subscriptions' && !isObject(resource['properties']))
      throw invalid(named, "'properties' must be an object");
    for (const check of known) check(resource, named);
    byType.set(type, [...(byType.get(type) ?? []), resource]);
  }
  return byType;
}

function tenantOf(resource: Json): string | undefined {
  const { identity, properties } = resource as Readonly<Record<string, { tenantId?: unknown } | null>>;
  return [identity?.tenantId, properties?.tenantId].find((value) => typeof value === 'string');
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

/**
 * An estate from resources as ARM returns them (services, apps, deployments, identities, vaults, role and deny
 * assignments, subscriptions). Subscriptions that are not listed are made up, in the tenant of their apps' identities.
 * Throws `Failure` `invalid` that names the element.
 */
export function estateFromResources(resources: readonly unknown[]): EstateSeed {
  const byType = sorted(resources);
  // What each type needs was checked while sorting.
  const of = (type: string) => (byType.get(type) ?? []) as unknown as readonly never[];
  const subscriptions = subscriptionsOf(byType);
  const listedApps: readonly AppDocument[] = of('microsoft.appplatform/spring/apps');
  const apps = listedApps.map((app) => ({
    ...app,
    identity: (app.identity as AppDocument['identity'] | undefined) ?? null,
  }));
  const listed: readonly UserAssignedDocument[] = of('microsoft.managedidentity/userassignedidentities');
  return {
    tenants: tenantsOf(subscriptions),
    subscriptions,
    services: of('microsoft.appplatform/spring'),
    apps,
    deployments: of('microsoft.appplatform/spring/apps/deployments'),
    userAssigned: [...listed, ...impliedIdentities(apps, listed)],
    roleAssignments: of('microsoft.authorization/roleassignments'),
    denyAssignments: of('microsoft.authorization/denyassignments'),
    vaults: of('microsoft.keyvault/vaults'),
  };
}
