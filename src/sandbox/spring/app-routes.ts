import type { AppDocument, IdentityDocument, Json } from '../estates/documents';
import { appDefaults, appUrl, persistentDisk } from '../estates/make-documents';
import { systemDisplayName } from '../entra/directory';
import { linkedDenial } from '../http/permission';
import { listReply } from '../http/paging/pages';
import { ok, providerError, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { touched, withApp, withAppPlace, withService, type AppPlace } from './find';
import { changeIdentity, type IdentityOutcome } from './identity-change';
import { mergeJson, withoutKeys } from '../arm/json';
import { presentApp } from './present';

const path =
  '/subscriptions/{sub}/resourceGroups/{group}/providers/Microsoft.AppPlatform/Spring/{service}/apps';
const assignAction = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';

/**
 * Why a change is refused right now. The status and words of these answers are not verified; Azure's documents
 * declare 409 for starting and stopping a service only.
 */
function refuseChange({ service, app, id }: AppPlace): Reply | undefined {
  const state = app?.properties.provisioningState;
  if (state !== undefined && ['Creating', 'Updating', 'Deleting'].includes(state))
    return providerError(409, 'Conflict', `The app is in state '${state}', it cannot be changed now.`, id);
  if (service.properties.powerState === 'Stopped')
    return providerError(
      409,
      'Conflict',
      'The service instance is stopped; start it before changing apps.',
      service.id,
    );
  return undefined;
}

function planIdentity(
  exchange: Exchange,
  place: AppPlace,
  mode: 'merge' | 'replace',
): IdentityOutcome | Reply {
  const { world, body } = exchange;
  const current = place.app?.identity ?? null;
  // Not verified: the effect of a PUT without `identity`. Here it leaves the identities alone, like a PATCH.
  if (!Object.hasOwn(body as object, 'identity')) return { next: current, assigned: [] };
  const asked = (body as Json)['identity'];
  const outcome = changeIdentity(current, asked, {
    appId: place.app?.id ?? place.id,
    tenantId: exchange.caller.tenantId,
    mode,
    findUserAssigned: (id) => world.estate.userAssigned.get(id),
    newGuid: world.newGuid,
  });
  if ('refused' in outcome)
    return providerError(400, outcome.refused.code, outcome.refused.message, place.id);
  // Not verified: what the consumption plan answers. Its preview listed user-assigned identities as not available.
  if (place.service.sku.tier === 'StandardGen2' && outcome.assigned.length > 0)
    return providerError(
      400,
      'BadRequest',
      `Feature UserAssignedIdentity is not supported in Sku ${place.service.sku.name} for API version ${exchange.apiVersion}.`,
    );
  for (const id of outcome.assigned) {
    const denied = linkedDenial(exchange, assignAction, id);
    if (denied !== undefined) return denied;
  }
  return outcome;
}

function settlePrincipals(exchange: Exchange, app: AppDocument, outcome: IdentityOutcome): void {
  const { directory, newGuid, now } = exchange.world;
  if (outcome.deleted !== undefined) directory.remove(outcome.deleted);
  if (outcome.created === undefined) return;
  directory.add({
    principalId: outcome.created,
    clientId: newGuid(),
    tenantId: exchange.caller.tenantId,
    displayName: systemDisplayName(app.id),
    createdAt: now(),
  });
}

interface AppChange {
  readonly from: AppDocument;
  readonly properties: Json;
  readonly outcome: IdentityOutcome;
  readonly state: 'Creating' | 'Updating';
}

/** Accepts a change: at once the app shows its new properties, and its old identity until the operation ends. */
function accept(exchange: Exchange, place: AppPlace, change: AppChange): Reply {
  const { estate, operations } = exchange.world;
  const isPublic = change.properties['public'] === true;
  const properties = {
    ...withoutKeys(change.properties, ['url']),
    fqdn: place.service.properties.fqdn,
    persistentDisk: change.properties['persistentDisk'] ?? persistentDisk,
    ...(isPublic ? { url: appUrl(place.service, change.from.name) } : {}),
  };
  const show = (provisioningState: string, identity: IdentityDocument | null): AppDocument => ({
    ...touched(exchange, change.from),
    identity,
    properties: { ...properties, provisioningState },
  });
  // What Azure fills in for a new app comes at the end only.
  const pending =
    change.state === 'Creating' ? touched(exchange, change.from) : show('Updating', change.from.identity);
  const final = show('Succeeded', change.outcome.next);
  const headers = operations.start(exchange, {
    id: pending.id,
    location: pending.location,
    succeed: () => {
      settlePrincipals(exchange, final, change.outcome);
      estate.apps.put(final);
    },
    fail: () => {
      estate.apps.put(show('Failed', change.from.identity));
    },
    result: () => ok(presentApp(estate.apps.get(pending.id) ?? final, exchange)),
  });
  estate.apps.put(pending);
  return accepted(exchange, pending, headers);
}

function accepted(
  exchange: Exchange,
  pending: AppDocument,
  headers: Readonly<Record<string, string>>,
): Reply {
  const status = pending.properties.provisioningState === 'Creating' ? 201 : 202;
  return { status, body: presentApp(pending, exchange), headers };
}

/** As recorded after a lost answer: the same change sent again is accepted again, while it is still going on. */
function acceptAgain(exchange: Exchange, { app }: AppPlace): Reply | undefined {
  const headers = app && exchange.world.operations.again(exchange, app.id);
  if (headers === undefined || app === undefined) return undefined;
  const properties = { ...app.properties, provisioningState: 'Updating' };
  return accepted(exchange, { ...app, properties }, headers);
}

function newApp(place: AppPlace, properties: Json): AppDocument {
  return {
    properties: { ...appDefaults, provisioningState: 'Creating', ...properties },
    type: 'Microsoft.AppPlatform/Spring/apps',
    identity: null,
    location: place.service.location,
    id: place.id,
    name: place.id.slice(place.id.lastIndexOf('/') + 1),
  };
}

function bodyProperties(exchange: Exchange): Json {
  const asked = (exchange.body as { readonly properties?: Json }).properties ?? {};
  return withoutKeys(asked, ['provisioningState', 'fqdn', 'url']);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function write(mode: 'merge' | 'replace') {
  return (exchange: Exchange, place: AppPlace): Reply => {
    if (!isObject(exchange.body))
      return providerError(
        400,
        'InvalidRequestContent',
        'The request content was invalid: an object is expected.',
      );
    const refused = acceptAgain(exchange, place) ?? refuseChange(place);
    if (refused !== undefined) return refused;
    const outcome = planIdentity(exchange, place, mode);
    if ('status' in outcome) return outcome;
    const asked = bodyProperties(exchange);
    if (place.app === undefined) {
      const from = newApp(place, asked);
      return accept(exchange, place, { from, properties: from.properties, outcome, state: 'Creating' });
    }
    const base = mode === 'merge' ? place.app.properties : { ...appDefaults, persistentDisk };
    const properties = mergeJson(base, asked);
    return accept(exchange, place, { from: place.app, properties, outcome, state: 'Updating' });
  };
}

function remove(exchange: Exchange, place: AppPlace): Reply {
  const { app } = place;
  if (app === undefined) return { status: 204 };
  const refused = refuseChange(place);
  if (refused !== undefined) return refused;
  const { estate, directory, operations } = exchange.world;
  const pending = { ...app, properties: { ...app.properties, provisioningState: 'Deleting' } };
  const principal: IdentityDocument['principalId'] = app.identity?.principalId ?? null;
  const headers = operations.start(exchange, {
    id: app.id,
    location: app.location,
    succeed: () => {
      for (const deployment of estate.deployments.under(app.id)) estate.deployments.remove(deployment.id);
      estate.apps.remove(app.id);
      if (principal !== null) directory.remove(principal);
    },
    fail: () => {
      estate.apps.put({ ...app, properties: { ...app.properties, provisioningState: 'Failed' } });
    },
    result: () => ({ status: 204 }),
  });
  estate.apps.put(pending);
  return { status: 202, headers };
}

export const appRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    provider: 'appPlatform',
    handle: withService((exchange, service) => {
      const { apps } = exchange.world.estate;
      return listReply(exchange, {
        revision: String(apps.revision(service.id)),
        items: () => apps.under(service.id).map((app) => presentApp(app, exchange)),
      });
    }),
  },
  {
    method: 'GET',
    path: `${path}/{app}`,
    provider: 'appPlatform',
    handle: withApp((exchange, { app }) => ok(presentApp(app, exchange))),
  },
  {
    method: 'PATCH',
    path: `${path}/{app}`,
    provider: 'appPlatform',
    handle: withApp(write('merge')),
  },
  {
    method: 'PUT',
    path: `${path}/{app}`,
    provider: 'appPlatform',
    handle: withAppPlace(write('replace')),
  },
  {
    method: 'DELETE',
    path: `${path}/{app}`,
    provider: 'appPlatform',
    handle: withAppPlace(remove),
  },
];
