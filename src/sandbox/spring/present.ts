import type { AppDocument, ServiceDocument } from '../estates/documents';
import { knowsUserAssigned } from '../http/api-versions';
import type { Exchange } from '../http/route';
import { withoutKeys } from '../arm/json';

const consumptionFields = ['managedEnvironmentId', 'infraResourceGroup'];

/** The service as the asked api-version knows it. */
export function presentService(service: ServiceDocument, apiVersion: string): unknown {
  if (apiVersion >= '2024' || service.sku.tier !== 'StandardGen2') return service;
  return { ...service, properties: withoutKeys(service.properties, consumptionFields) };
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
