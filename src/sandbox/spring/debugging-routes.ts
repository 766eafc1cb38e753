import type { Json } from '../estates/documents';
import { armKey } from '../../estate/ids/arm-id';
import { ok, providerError, type Reply } from '../http/reply';
import type { Exchange, Route } from '../http/route';
import { withDeployment, type DeploymentPlace } from './find';

/** What a deployment that was never debugged answers, as recorded. */
const off = { port: 5005, enabled: false };

type Place = DeploymentPlace & { readonly deployment: NonNullable<DeploymentPlace['deployment']> };

function current(exchange: Exchange, place: Place) {
  return exchange.world.remoteDebugging.get(armKey(place.id)) ?? off;
}

function change(exchange: Exchange, place: Place, next: typeof off): Reply {
  const headers = exchange.world.operations.start(exchange, {
    id: place.deployment.id,
    location: place.app.location,
    succeed: () => {
      exchange.world.remoteDebugging.set(armKey(place.id), next);
    },
    fail: () => undefined,
    result: () => ok(current(exchange, place)),
  });
  return { status: 202, body: next, headers };
}

function enable(exchange: Exchange, place: Place): Reply {
  const source = place.deployment.properties['source'] as Json | undefined;
  if (source?.['relativePath'] === '<default>')
    return providerError(
      400,
      'InvalidArgument',
      'You can not debug default banner, please deploy your own java applications',
    );
  const port = (exchange.body as { readonly port?: unknown } | undefined)?.port ?? off.port;
  if (typeof port !== 'number' || port < 1024 || port > 65_535)
    return providerError(400, 'InvalidArgument', 'The port must be a number from 1024 to 65535.');
  return change(exchange, place, { port, enabled: true });
}

function disable(exchange: Exchange, place: Place): Reply {
  const now = current(exchange, place);
  return now.enabled ? change(exchange, place, { ...now, enabled: false }) : ok(now);
}

/** Remote debugging of a deployment: on, off, and which port. `path` is the deployment's. */
export function debuggingRoutes(path: string): readonly Route[] {
  const post = (name: string, handle: (exchange: Exchange, place: Place) => Reply): Route => ({
    method: 'POST',
    path: `${path}/${name}`,
    provider: 'appPlatform',
    handle: withDeployment(handle),
  });
  return [
    post('enableRemoteDebugging', enable),
    post('disableRemoteDebugging', disable),
    post('getRemoteDebuggingConfig', (exchange, place) => ok(current(exchange, place))),
  ];
}
