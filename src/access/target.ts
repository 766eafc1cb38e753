import { isGuid } from '../estate/ids/guid';
import type { Place } from './access-at';
import type { AccessModel, AzureService } from './azure-service';
import { azureServices, serviceOf } from './azure-services';
import { serviceAtHost } from './service-host';

/** Something tokens are asked for. */
export interface Target {
  readonly id: AzureService['id'] | 'application';
  readonly label: string;
  /** For `resource=`; an SDK scope is this with `/.default`. */
  readonly resource: string;
  readonly access: AccessModel;
  /** Where its data is; absent for an application, which Azure's roles know nothing of. */
  readonly place?: Place;
}

/** What is offered, with the audiences of the public cloud. */
export const knownTargets: readonly Target[] = azureServices.map((service) =>
  targetAs(service, offered(service)),
);

/** URI characters without the apostrophe, which no resource has and which a shell would take for a quote. */
export const uriCharacters = /^[\w.~:/?#[\]@!$&()*+,;=%-]{1,1024}$/;

/**
 * A typed resource as a target: a known one where it is one, an application otherwise (`api://...`, a URL, an
 * application ID). `/.default` of an SDK scope is taken off, nothing else is: a trailing slash ends up in `aud`.
 * `undefined` when it cannot be a resource.
 */
export function targetOf(typed: string): Target | undefined {
  const resource = typed.trim().replace(/\/\.default$/, '');
  const looksRight = isGuid(resource) || /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(resource);
  if (!looksRight || !uriCharacters.test(resource)) return undefined;
  const known = azureServices.find(({ audiences }) =>
    Object.values(audiences).some((all) => all.some((audience) => sameResource(audience, resource))),
  );
  if (known !== undefined) return targetAs(known, resource);
  return targetAtHost(resource) ?? { id: 'application', label: resource, resource, access: 'app-roles' };
}

/** Equal but for case and one trailing slash: the same service, not necessarily the same `aud`. */
export function sameResource(a: string, b: string): boolean {
  return a.replace(/\/$/, '').toLowerCase() === b.replace(/\/$/, '').toLowerCase();
}

function offered({ audiences }: AzureService): string {
  return audiences.public?.[0] ?? '';
}

function targetAs({ id, label, access }: AzureService, resource: string): Target {
  return { id, label, resource, access, place: { services: [id] } };
}

/** Single stores, accounts and namespaces are resources of their own, by their host. */
function targetAtHost(resource: string): Target | undefined {
  const found = URL.canParse(resource) ? serviceAtHost(new URL(resource).hostname) : undefined;
  if (found === undefined) return undefined;
  const services = found.services.map(serviceOf);
  const { id, access } = serviceOf(found.services[0]);
  return { id, label: services.map(({ label }) => label).join(' or '), resource, access, place: found };
}
