import type { SignIn } from '../account/sign-in';
import type { Estate } from '../estate/estate';
import { parseArmId } from '../estate/arm-id';
import { findSubscription, type FoundApp } from '../estate/lookup';
import type { Deployment, ResourceKey, SpringService } from '../estate/resources';
import type { EstateReader } from '../inventory/ports';
import type { Disposable } from '../lifecycle/disposable-store';
import type { Event } from '../lifecycle/emitter';
import { Failure } from '../lifecycle/failure';
import type { Clock, TokenBroker } from '../token/broker/broker';
import type { DecodedToken } from '../token/decode/decode-token';
import type { EndpointAddress } from '../token/environment';
import type { FollowingRoute } from '../tunnel/following-route';
import type { RouteChoice } from '../tunnel/open-route';
import type { InstanceAddress, Route } from '../tunnel/ports';

/** What the commands need of `net/`, which is loaded when they first ask for it. */
export interface WaysIn {
  /** See `Tunnel` in `net/`: connects with its first request. */
  route(choice: RouteChoice): Route | FollowingRoute;
  openEndpoint(options: EndpointWish): Promise<OpenEndpoint>;
  readonly clock: Clock;
}

export interface EndpointWish {
  readonly broker: Pick<TokenBroker, 'ask'>;
  readonly nameIdentity: (token: DecodedToken) => string | undefined;
  readonly tenantId: string;
  readonly port?: number;
}

/** `LocalEndpoint` of `net/`, as far as it is shown. */
export interface OpenEndpoint extends EndpointAddress, Disposable {
  readonly port: number;
  readonly stats: {
    /** Unix milliseconds. */
    readonly startedAt: number;
    readonly requests: number;
    readonly errors: number;
    readonly lastIdentity?: { readonly name: string; readonly resource: string; readonly at: number };
  };
  readonly onDidChange: Event<unknown>;
  readonly onDidEnd: Event<string>;
}

/** An app's token endpoint, at a loopback port of this machine, until disposed. */
export interface Forward extends Disposable {
  /** Unique in a window. */
  readonly id: string;
  readonly app: { readonly key: ResourceKey; readonly name: string };
  readonly tenantId: string;
  readonly endpoint: OpenEndpoint;
  /** How the instance is reached, in the route's words: they name the instance and change with it. */
  readonly transport: string;
  /** Another instance answers from now on, or it ended; one sentence. */
  readonly onDidMove: Event<string>;
  readonly onDidEnd: Event<string>;
  /** The same again, at the same port if it is free. */
  readonly open: () => Promise<Forward>;
  /** Ends with the forward: a terminal that uses it. */
  own(item: Disposable): void;
}

/** A launch configuration of the workspace. */
export interface LaunchChoice {
  readonly name: string;
  /** Its workspace folder. */
  readonly place: string;
}

/** The forwards of a window. */
export interface Forwards {
  readonly all: readonly Forward[];
  readonly onDidChange: Event<void>;
  add(forward: Forward): void;
  stop(forward: Forward): void;
}

/** What a tunnel asks of Azure: a bearer for the data plane, and where else an app runs. */
export function tunnelAccess(deps: {
  readonly signIn: Pick<SignIn, 'cloud' | 'token'>;
  readonly estate: Estate;
  readonly reader: Pick<EstateReader, 'listDeployments'>;
}): {
  bearer(address: InstanceAddress, fresh: boolean, signal: AbortSignal): Promise<string>;
  instances(address: InstanceAddress, signal: AbortSignal): Promise<readonly InstanceAddress[]>;
} {
  const subscriptionOf = ({ subscription }: InstanceAddress) => {
    const found = findSubscription(deps.estate.snapshot, subscription);
    if (found !== undefined) return found;
    throw new Failure({
      code: 'not-found',
      what: 'The instance cannot be reached any more.',
      why: 'Its subscription is not visible: the sign-in or the subscription filter changed.',
    });
  };
  return {
    bearer: async (address, fresh, signal) => {
      const { accountId, tenantId } = subscriptionOf(address);
      const scope = deps.signIn.cloud.armScope;
      return (await deps.signIn.token({ accountId, tenantId, scope, fresh }, signal)).token;
    },
    instances: async (address, signal) => {
      const listed = await deps.reader.listDeployments(subscriptionOf(address), address.appId, signal);
      const deployment = listed.find(({ name }) => name === address.deployment);
      if (deployment === undefined) return [];
      return runningInstances(deployment).map((instance) => ({ ...address, instance }));
    },
  };
}

/** Names of the instances that can be connected to. */
export function runningInstances({ instances }: Deployment): readonly string[] {
  return instances.filter(({ status }) => status.toLowerCase() === 'running').map(({ name }) => name);
}

/** The address of an instance. `service` as it was just read: lists do not say how its network is. */
export function addressOf(
  { app, subscription }: FoundApp,
  service: SpringService,
  { deployment, instance }: { readonly deployment: string; readonly instance: string },
): InstanceAddress {
  return {
    subscription: subscription.key,
    subscriptionId: subscription.subscriptionId,
    tenantId: subscription.tenantId,
    resourceGroup: parseArmId(service.id)?.resourceGroup ?? '',
    service: service.name,
    serviceFqdn: service.fqdn ?? '',
    plan: service.plan,
    appId: app.id,
    app: app.name,
    deployment,
    instance,
    inVirtualNetwork: service.network !== undefined,
    dataPlanePublic: service.network?.dataPlanePublic ?? false,
  };
}
