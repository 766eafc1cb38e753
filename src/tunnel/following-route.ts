import type { Event } from '../lifecycle/emitter';
import { AppFollower, type FollowSetup, type InstanceMove } from './follow-app';
import type { InstanceAddress, Route } from './ports';

export type FollowingSetup = FollowSetup<Route>;

export interface FollowingRoute extends Route {
  readonly address: InstanceAddress;
  /** The line broke, and a request waits for it to come back. */
  readonly reconnecting: boolean;
  /** `reconnecting` changed. */
  readonly onDidChange: Event<void>;
  /** Requests go to another instance from now on. */
  readonly onDidMove: Event<InstanceMove>;
}

/** A route that stays with an app, see `AppFollower`. */
export function createFollowingRoute(setup: FollowingSetup): FollowingRoute {
  const follower = new AppFollower(setup);
  return {
    get kind() {
      return follower.way.kind;
    },
    get label() {
      return follower.way.label;
    },
    get address() {
      return follower.address;
    },
    get reconnecting() {
      return follower.reconnecting;
    },
    onDidChange: follower.onDidChange,
    onDidMove: follower.onDidMove,
    onDidEnd: follower.onDidEnd,
    exchange: (request, signal) => follower.run((route) => route.exchange(request, signal), signal),
    dispose: () => {
      follower.dispose();
    },
  };
}
