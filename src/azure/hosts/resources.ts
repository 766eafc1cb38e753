import {
  identityType,
  noIdentity,
  type AppIdentity,
  type AssignedIdentity,
  type IdentityType,
} from '../../estate/app-identity';
import { parseArmId, type ArmId } from '../../estate/ids/arm-id';
import {
  type AppInstance,
  type Deployment,
  type SpringApp,
  type SpringService,
  type SubscriptionKey,
} from '../../estate/resources';
import { planOf } from '../../hosts/spring/plans';
import { powerOf, stateOf } from '../../hosts/spring/states';
import { asObject, Interned, needText, objectOr, ShapeError, text, type Json } from '../read/json';

/**
 * ARM's JSON of services, apps and deployments as what the rest of the house knows. Only needed fields are kept, in
 * frozen objects; texts that repeat are shared, so that an estate of 20,000 apps stays small.
 */
export class ResourceReader {
  readonly #interned = new Interned();

  service(raw: unknown, subscription: SubscriptionKey): SpringService {
    const from = asObject(raw, 'service');
    const properties = objectOr(from['properties']);
    const fqdn = text(properties, 'fqdn');
    const inNetwork = text(objectOr(properties['networkProfile']), 'appSubnetId') !== undefined;
    const dataPlanePublic = objectOr(properties['vnetAddons'])['dataPlanePublicEndpoint'] === true;
    return Object.freeze({
      id: needText(from, 'id', 'service'),
      subscription,
      name: needText(from, 'name', 'service'),
      location: this.#interned.of(text(from, 'location') ?? ''),
      plan: planOf(text(objectOr(from['sku']), 'tier')),
      state: stateOf(text(properties, 'provisioningState')),
      power: powerOf(text(properties, 'powerState')),
      ...(fqdn !== undefined && { fqdn: this.#interned.of(fqdn) }),
      ...(inNetwork && { network: Object.freeze({ dataPlanePublic }) }),
    });
  }

  /** A row of the Resource Graph query in `services.ts`. */
  serviceRow(raw: unknown, subscription: SubscriptionKey): SpringService {
    const row = asObject(raw, 'service');
    return this.service(
      {
        id: row['id'],
        name: row['name'],
        location: row['location'],
        sku: { tier: row['tier'] },
        properties: { provisioningState: row['state'], powerState: row['power'], fqdn: row['fqdn'] },
      },
      subscription,
    );
  }

  app(raw: unknown, subscription: SubscriptionKey, serviceId?: ArmId): SpringApp {
    const from = asObject(raw, 'app');
    const properties = objectOr(from['properties']);
    const id = needText(from, 'id', 'app');
    const url = text(properties, 'url');
    const fqdn = text(properties, 'fqdn');
    return Object.freeze({
      id,
      subscription,
      name: needText(from, 'name', 'app'),
      serviceId: serviceId ?? this.#interned.of(serviceIdOf(id)),
      location: this.#interned.of(text(from, 'location') ?? ''),
      state: stateOf(text(properties, 'provisioningState')),
      identity: this.#identity(from['identity']),
      // Azure may say "None" where an app has no public address.
      ...(url !== undefined && url !== 'None' && { url }),
      ...(fqdn !== undefined && { fqdn: this.#interned.of(fqdn) }),
    });
  }

  deployment(raw: unknown, subscription: SubscriptionKey, appId: ArmId): Deployment {
    const from = asObject(raw, 'deployment');
    const properties = objectOr(from['properties']);
    const instances = properties['instances'];
    const variables = objectOr(properties['deploymentSettings'])['environmentVariables'];
    return Object.freeze({
      id: needText(from, 'id', 'deployment'),
      subscription,
      name: needText(from, 'name', 'deployment'),
      appId,
      active: properties['active'] === true,
      status: text(properties, 'status') ?? 'Unknown',
      state: stateOf(text(properties, 'provisioningState')),
      // `null` while the deployment is being created.
      instances: Object.freeze(Array.isArray(instances) ? instances.map(instance) : []),
      ...(typeof variables === 'object' && variables !== null && { variables: textsOf(variables) }),
    });
  }

  #identity(raw: unknown): AppIdentity {
    if (raw === null || raw === undefined) return noIdentity;
    const from = asObject(raw, 'app.identity');
    const type = identityTypeOf(from);
    if (type === 'None') return noIdentity;
    const principalId = text(from, 'principalId');
    const tenantId = text(from, 'tenantId');
    const system = type === 'SystemAssigned' || type === 'SystemAssigned,UserAssigned';
    return Object.freeze({
      type,
      ...(system && principalId !== undefined && { principalId }),
      ...(tenantId !== undefined && { tenantId: this.#interned.of(tenantId) }),
      userAssigned: this.#assigned(from['userAssignedIdentities']),
    });
  }

  #assigned(raw: unknown): readonly AssignedIdentity[] {
    const entries = Object.entries(objectOr(raw));
    if (entries.length === 0) return noIdentity.userAssigned;
    return Object.freeze(
      entries.map(([id, value]) => {
        const from = objectOr(value);
        const principalId = text(from, 'principalId');
        const clientId = text(from, 'clientId');
        return Object.freeze({
          id: this.#interned.of(id),
          ...(principalId !== undefined && { principalId: this.#interned.of(principalId) }),
          ...(clientId !== undefined && { clientId: this.#interned.of(clientId) }),
        });
      }),
    );
  }
}

/** Azure's spellings differ in case and in a blank after the comma. */
function identityTypeOf(from: Json): IdentityType {
  const words = needText(from, 'type', 'app.identity').toLowerCase().replace(/\s+/g, '').split(',');
  if (!words.every((word) => word === 'none' || word === 'systemassigned' || word === 'userassigned'))
    throw new ShapeError('app.identity.type', 'known kind of identity');
  return identityType(words.includes('systemassigned'), words.includes('userassigned'));
}

function serviceIdOf(appId: ArmId): ArmId {
  const cut = appId.toLowerCase().lastIndexOf('/apps/');
  if (parseArmId(appId) === undefined || cut < 0) throw new ShapeError('app.id', 'resource id of an app');
  return appId.slice(0, cut);
}

/** The texts of an object, by name. */
export function textsOf(from: object): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(from).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}

function instance(raw: unknown): AppInstance {
  const from = asObject(raw, 'deployment.instances');
  const discoveryStatus = text(from, 'discoveryStatus');
  const startTime = text(from, 'startTime');
  const reason = text(from, 'reason');
  return Object.freeze({
    name: needText(from, 'name', 'deployment.instances'),
    status: text(from, 'status') ?? 'Unknown',
    ...(discoveryStatus !== undefined && { discoveryStatus }),
    ...(startTime !== undefined && { startTime }),
    ...(reason !== undefined && { reason }),
  });
}
