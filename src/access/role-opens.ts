import type { RoleAssignment } from '../estate/grants';
import { matchesAction, opens } from './actions';
import { permissionsOf } from './access-at';
import type { AzureService } from './azure-service';
import { azureServices } from './azure-services';
import { parseScope } from './scope';

/** What a role opens where it is given, whatever it is called. */
export interface RoleOpens {
  /** `nothing`: no data there, it only manages, or is for something else; `unknown`: what it allows could not be read. */
  readonly what: 'data' | 'metadata' | 'nothing' | 'unknown';
  /** Of which services the data; empty where none of the known ones. */
  readonly services: readonly AzureService[];
}

/**
 * Judged by the actions of the role, custom ones like built-in ones: at a resource of a known service by what opens that service, at a
 * group or above by every known service's.
 */
export function roleOpens(assignment: RoleAssignment): RoleOpens {
  const permissions = permissionsOf(assignment);
  if (permissions === undefined) return { what: 'unknown', services: [] };
  const candidates = servicesAt(assignment);
  const opened = candidates.map((service) => ({
    service,
    what: permissions.map((permission) => opens(permission, service, service.areas)),
  }));
  const services = opened.filter(({ what }) => what.includes('data')).map(({ service }) => service);
  if (services.length > 0) return { what: 'data', services };
  if (opened.some(({ what }) => what.includes('metadata'))) return { what: 'metadata', services: [] };
  // Data of a service that is not among the known ones, unless the place is one of those.
  const isElsewhere = candidates.length === 0 || parseScope(assignment.scope).kind !== 'resource';
  const isLeft = permissions.some(({ dataActions, notDataActions }) =>
    dataActions.some((pattern) => !notDataActions.some((taken) => matchesAction(taken, pattern))),
  );
  return { what: isLeft && isElsewhere ? 'data' : 'nothing', services: [] };
}

/** The services whose data roles decide about, as far as the place of an assignment tells which they can be. */
function servicesAt({ scope }: RoleAssignment): readonly AzureService[] {
  const parsed = parseScope(scope);
  const decided = azureServices.filter(({ access }) => access === 'roles' || access === 'vault');
  if (parsed.kind !== 'resource') return decided;
  return decided.filter(({ resourceTypes }) =>
    resourceTypes.some((type) => parsed.type === type || parsed.type.startsWith(`${type}/`)),
  );
}
