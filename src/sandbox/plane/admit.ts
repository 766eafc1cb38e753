import { armKey } from '../../estate/ids/arm-id';
import { isAnswering, troubled } from '../arm/troubled';
import { authenticate, wrongTenant, type Caller } from '../entra/caller';
import type { TokenKey } from '../entra/token-key';
import { forbidden, isDenied } from '../http/permission';
import { armError, isReply, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import type { World } from '../world';
import { hasDataAction, instanceRoles } from './data-roles';
import { findInstance, type InstancePlace } from './find-instance';
import type { InstancePath } from './instance-path';

export interface UpgradeRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly origin: string;
  readonly authorization: string | undefined;
}

const gone = armError(404, 'NotFound', 'The instance was not found, or is not running.');
const notForwarded = armError(404, 'NotFound', 'Remote debugging is not enabled for this deployment.');

/** What trouble makes of the upgrade, as of any request: the path is the WebSocket's. */
function strikeUpgrade(
  world: World,
  caller: Caller,
  request: UpgradeRequest,
  action: string,
): Reply | undefined {
  const exchange: Exchange = {
    ...request,
    method: 'GET',
    params: {},
    body: undefined,
    apiVersion: '',
    caller,
    world,
  };
  const struck = world.trouble.strike(exchange, isAnswering);
  const route: Route = {
    method: 'GET',
    path: '/{path}',
    provider: 'appPlatform',
    action,
    handle: () => gone,
  };
  return struck && troubled(struck.rule, exchange, route);
}

/**
 * The instance a WebSocket may be opened to, or the refusal of the upgrade: 401 without a valid token of the tenant, 403
 * without the role, 404 for an instance that is not there. Which of them Azure answers with is not verified.
 */
export function admit(
  world: World,
  key: TokenKey,
  request: UpgradeRequest,
  path: InstancePath,
): InstancePlace | Reply {
  const caller = authenticate(request.authorization, { key, now: world.now(), origin: request.origin });
  if (isReply(caller)) return caller;
  const { action } = instanceRoles[path.what];
  const struck = strikeUpgrade(world, caller, request, action);
  if (struck !== undefined) return struck;
  const place = findInstance(world, path);
  if (place === undefined) return gone;
  const scope = place.deployment.id;
  const tenantId = world.estate.subscriptions.get((scope.split('/')[2] ?? '').toLowerCase())?.tenantId ?? '';
  if (tenantId !== caller.tenantId) return wrongTenant(caller.tenantId, tenantId);
  const allowed = hasDataAction(world.estate, caller.objectId, { action, scope });
  if (!allowed || isDenied(world.estate, action, scope)) return forbidden(caller, action, scope);
  if (path.what === 'forward' && !isForwarded(world, place)) return notForwarded;
  return place;
}

function isForwarded(world: World, { deployment }: InstancePlace): boolean {
  return world.remoteDebugging.get(armKey(deployment.id))?.enabled === true;
}
