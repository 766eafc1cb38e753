import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { RouteAccess, RouteChoice } from '../tunnel/open-route';
import { openRoute } from '../tunnel/open-route';
import type { FollowingRoute } from '../tunnel/following-route';
import {
  openPortForward,
  type PortForward,
  type PortForwardSetup,
} from '../tunnel/port-forward/port-forward';
import type { Route } from '../tunnel/ports';
import { createForwardedRoute } from './forwarded-route';
import { createLocalListener } from './port-listener';
import { createChannelOpener } from './web-socket';

export interface TunnelSetup extends Pick<RouteAccess, 'bearer' | 'instances'> {
  /** PEM of the only authority that signs the data plane's certificates (sandbox). */
  readonly ca?: string;
}

export interface Tunnel {
  /** A way to ask a token endpoint; connects with its first request, never throws but for an address that is no loopback one. */
  route(choice: RouteChoice): Route | FollowingRoute;
  /** Forwards a port of an instance to 127.0.0.1. Throws `Failure`. */
  forwardPort(
    setup: Pick<PortForwardSetup, 'address' | 'remotePort' | 'localPort' | 'halfCloseMs'>,
    signal: AbortSignal,
  ): Promise<PortForward>;
}

/** The ways into instances, over real sockets. */
export function openTunnel(setup: TunnelSetup): Tunnel {
  const access: RouteAccess = {
    bearer: setup.bearer,
    instances: setup.instances,
    opener: createChannelOpener(setup.ca === undefined ? {} : { ca: setup.ca }),
    forwarded: (url) => createForwardedRoute(url),
    // A wait must not keep a process alive that is about to end.
    wait: async (ms, signal) => {
      await delay(ms, undefined, { signal, ref: false });
    },
    randomId: () => randomBytes(16).toString('hex'),
  };
  const listener = createLocalListener();
  return {
    route: (choice) => openRoute(choice, access),
    forwardPort: (forward, signal) =>
      openPortForward(
        { ...forward, access, listener, instances: (ended) => setup.instances(forward.address, ended) },
        signal,
      ),
  };
}
