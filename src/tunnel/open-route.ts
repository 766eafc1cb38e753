import type { TunnelAccess } from './access';
import { createConsoleRoute } from './console/console-route';
import { createFollowingRoute, type FollowingRoute } from './following-route';
import type { TargetAddress } from './http/request-text';
import { createPortForwardRoute } from './port-forward/port-forward-route';
import type { InstanceAddress, Route } from './ports';

/** The token endpoint of an Azure VM, which Azure Spring Apps offers inside an instance. Never contacted from this machine. */
const vmTokenEndpoint: TargetAddress = { host: '169.254.169.254', port: 80 };

/** How to get at a token endpoint. */
export type RouteChoice =
  /** A shell in the instance asks the endpoint (`vmTokenEndpoint` unless told otherwise). */
  | { readonly kind: 'console'; readonly address: InstanceAddress; readonly to?: TargetAddress }
  /** A port of the app that asks for tokens itself. */
  | { readonly kind: 'port-forward'; readonly address: InstanceAddress; readonly port: number }
  /** Plain HTTP to this machine: `http://127.0.0.1:8080`. */
  | { readonly kind: 'forwarded'; readonly url: string };

export interface RouteAccess extends TunnelAccess {
  /** The running instances of the same deployment, as Azure says now. */
  readonly instances: (address: InstanceAddress, signal: AbortSignal) => Promise<readonly InstanceAddress[]>;
  readonly forwarded: (url: string) => Route;
}

/** A route for a choice; those into an instance follow the app when the instance goes. Connects with the first request. */
export function openRoute(choice: RouteChoice, access: RouteAccess): Route | FollowingRoute {
  if (choice.kind === 'forwarded') return access.forwarded(choice.url);
  return createFollowingRoute({
    first: choice.address,
    wait: access.wait,
    instances: (signal) => access.instances(choice.address, signal),
    open: (address) =>
      choice.kind === 'console'
        ? createConsoleRoute({ access, address, to: choice.to ?? vmTokenEndpoint })
        : createPortForwardRoute({ access, address, port: choice.port }),
  });
}
