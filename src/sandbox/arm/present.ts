import type { AppDocument, Json, ServiceDocument } from '../estates/documents';
import { knowsUserAssigned } from '../http/api-versions';
import type { Exchange } from '../http/route';

const consumptionFields = ['managedEnvironmentId', 'infraResourceGroup'];

function without(properties: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}

/** The service as the asked api-version knows it. */
export function presentService(service: ServiceDocument, apiVersion: string): unknown {
  if (apiVersion >= '2024' || service.sku.tier !== 'StandardGen2') return service;
  return { ...service, properties: without(service.properties, consumptionFields) };
}

/** The app as the asked api-version knows it: versions without user-assigned identities leave their map out. */
export function presentApp(app: AppDocument, exchange: Exchange): unknown {
  const { identity } = app;
  if (identity === null) return app;
  if (knowsUserAssigned(exchange.apiVersion)) {
    const bare = identity.type === 'SystemAssigned' && exchange.world.emptyIdentityMap === 'null';
    return bare ? { ...app, identity: { userAssignedIdentities: null, ...identity } } : app;
  }
  return {
    ...app,
    identity: { type: identity.type, principalId: identity.principalId, tenantId: identity.tenantId },
  };
}
