import type { Disposable } from '../../../../lifecycle/disposable-store';
import { TokenBroker } from '../../../../token/broker/broker';
import { TokenOwner } from '../../../../token/held-token';
import type { FollowingRoute } from '../../../../tunnel/following-route';
import type { Route } from '../../../../tunnel/ports';
import type { TokenWay, WaysIn } from '../../../ways-in';
import type { CommandDependencies } from '../../dependencies';

/** A way to a token endpoint, and who asks there. Disposing ends both and every token that was fetched. */
export interface Asking extends Disposable {
  readonly broker: TokenBroker;
  readonly route: Route | FollowingRoute;
  readonly ways: WaysIn;
}

/** Opens a way; connecting happens with the first question. */
export async function openAsking(deps: CommandDependencies, way: TokenWay): Promise<Asking> {
  const ways = await deps.waysIn();
  const route = ways.route(way);
  const owner = new TokenOwner(deps.redactor);
  const { protocol = { kind: 'imds' } as const } = way;
  const secret = protocol.kind === 'app-service' ? protocol.secret : '';
  deps.redactor.register(secret);
  const broker = new TokenBroker({ route, protocol, owner, clock: ways.clock });
  return {
    broker,
    route,
    ways,
    dispose: () => {
      broker.dispose();
      route.dispose();
      deps.redactor.forget(secret);
    },
  };
}
