import type { SignIn } from '../account/sign-in';
import { isSpringHost } from '../account/token-hosts';
import type { Estate } from '../estate/estate';
import { parseArmId } from '../estate/ids/arm-id';
import { findSubscription, type FoundApp } from '../estate/lookup';
import {
  type Deployment,
  type ResourceKey,
  type SpringService,
  type Subscription,
  type SubscriptionKey,
} from '../estate/resources';
import type { EstateReader } from '../inventory/ports';
import type { Disposable } from '../lifecycle/disposable-store';
import type { Event } from '../lifecycle/emitter';
import { say, type Text } from '../lifecycle/text';
import { Failure } from '../lifecycle/failure';
import { serviceStopped } from './nothing-runs';
import type { Translate } from './words';
import type { BrokerDeps, Clock, TokenBroker } from '../token/broker/broker';
import type { DecodedToken } from '../token/decode/decode-token';
import type { EndpointAddress, EndpointForm } from '../token/environment';
import type { FollowingRoute } from '../tunnel/following-route';
import type { RouteChoice } from '../tunnel/open-route';
import type { PortForward, PortForwardSetup } from '../tunnel/port-forward/port-forward';
import type { InstanceAddress, Route } from '../tunnel/ports';

/** A way to a token endpoint, and what is spoken at its end: IMDS unless said. */
export type TokenWay = RouteChoice & { readonly protocol?: BrokerDeps['protocol'] };

/** What the commands need of `net/`, which is loaded when they first ask for it. */
export interface WaysIn {
  /** See `Tunnel` in `net/`: connects with its first request. */
  route(choice: RouteChoice): Route | FollowingRoute;
  openEndpoint(options: EndpointWish): Promise<OpenEndpoint>;
  /** Connects once to see that it works. Throws `Failure`. */
  forwardPort(
    wish: Pick<PortForwardSetup, 'address' | 'remotePort' | 'localPort'>,
    signal: AbortSignal,
  ): Promise<PortForward>;
  readonly clock: Clock;
}

export interface EndpointWish {
  readonly broker: Pick<TokenBroker, 'ask'>;
  readonly nameIdentity: (token: DecodedToken) => string | undefined;
  readonly tenantId: string;
  readonly port?: number;
  readonly form: EndpointForm;
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
  readonly onDidEnd: Event<Text>;
}

/** Something of an app at a loopback port of this machine, until disposed: its token endpoint, or one of its ports. */
export type Forward = TokenForward | AppPortForward;

interface AnyForward {
  /** Unique in a window. */
  readonly id: string;
  readonly app: { readonly key: ResourceKey; readonly name: string };
  /** Whose sign-in it uses, and ends with. */
  readonly accountId: string;
  /** As programs take it. */
  readonly localAddress: string;
  /** How the instance is reached, in the route's words: they name the instance and change with it. */
  readonly transport: string;
  /** The line broke, and somebody waits for it to come back. */
  readonly reconnecting: boolean;
  readonly life: Life;
  /** The same again, at the same port if it is free. */
  readonly open: () => Promise<Forward>;
}

/** What becomes of a forward, until it is disposed. */
export interface Life extends Disposable {
  /** The instances of the last move. */
  readonly moved: { readonly from: string; readonly to: string } | undefined;
  /** Something that is shown of the forward changed. */
  readonly onDidChange: Event<unknown>;
  /** Another instance answers from now on, or it ended; one sentence. */
  readonly onDidMove: Event<string>;
  readonly onDidEnd: Event<string>;
  /** Ends with the forward: a terminal that uses it. */
  own(user: ForwardUser): void;
  /** Names of what uses it and has not ended by itself. */
  readonly users: readonly string[];
}

/** Something this window started that lives on a forward: a terminal, a debug session. Disposing ends it. */
export interface ForwardUser extends Disposable {
  /** For people: `the terminal 'as orders'`. */
  readonly name: string;
  /** It ended by itself, or somebody closed it. */
  readonly onDidEnd: Event<void>;
}

/** Programs get tokens of the app. */
export interface TokenForward extends AnyForward {
  readonly kind: 'tokens';
  readonly endpoint: OpenEndpoint;
  /** As it is by now: an instance that is gone has been replaced. */
  readonly way: TokenWay;
}

/** Programs talk with what listens at a port inside an instance. */
export interface AppPortForward extends AnyForward {
  readonly kind: 'port';
  readonly port: Pick<PortForward, 'address' | 'remotePort' | 'stats'>;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** Why the last connection that failed did. */
  readonly trouble: string | undefined;
}

/** The app, and its port as in the address of a host; short, because side bars are narrow. */
export function forwardName(forward: Forward): string {
  const { name } = forward.app;
  return forward.kind === 'tokens' ? name : `${name}:${forward.port.remotePort}`;
}

/** A launch configuration of the workspace. */
export interface LaunchChoice {
  readonly name: string;
  /** Its workspace folder. */
  readonly place: string;
  /** Starts this very one, with variables added. Throws `Failure`. */
  readonly start: (env: Readonly<Record<string, string>>) => Promise<ForwardUser>;
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
  readonly estate: Pick<Estate, 'snapshot'>;
  readonly reader: Pick<EstateReader, 'listDeployments' | 'getService'>;
  readonly t: Translate;
}): {
  bearer(address: InstanceAddress, fresh: boolean, signal: AbortSignal): Promise<string>;
  instances(address: InstanceAddress, signal: AbortSignal): Promise<readonly InstanceAddress[]>;
} {
  const met = new Map<SubscriptionKey, Subscription>();
  const subscriptionOf = ({ subscription }: InstanceAddress) => {
    // A forward goes on while the view is read anew, and when a filter hides its subscription.
    const found = findSubscription(deps.estate.snapshot, subscription) ?? met.get(subscription);
    if (found !== undefined) {
      met.set(subscription, found);
      return found;
    }
    throw new Failure({
      code: 'not-found',
      what: say('The instance cannot be reached any more.'),
      why: say('Its subscription is not visible: the sign-in or the subscription filter changed.'),
    });
  };
  return {
    bearer: async (address, fresh, signal) => {
      // Here the token is handed out, so here it is decided whether the host of the connection may see it.
      if (!isSpringHost(deps.signIn.cloud, address.serviceFqdn)) throw noSpringHost(address);
      const { accountId, tenantId } = subscriptionOf(address);
      const scope = deps.signIn.cloud.armScope;
      return (await deps.signIn.token({ accountId, tenantId, scope, fresh }, signal)).token;
    },
    instances: async (address, signal) => {
      const subscription = subscriptionOf(address);
      const listed = await deps.reader.listDeployments(subscription, address.appId, signal);
      const deployment = listed.find(({ name }) => name === address.deployment);
      const running = deployment === undefined ? [] : runningInstances(deployment);
      if (running.length === 0) {
        const service = { subscription, id: address.serviceId };
        if ((await deps.reader.getService(service, signal)).power === 'stopped')
          throw serviceStopped(address, deps.t);
      }
      return running.map((instance) => ({ ...address, instance }));
    },
  };
}

function noSpringHost({ service, serviceFqdn }: InstanceAddress): Failure {
  return new Failure({
    code: 'refused',
    what: say("The instances of '{0}' cannot be reached.", service),
    why: say(
      "Azure says they are at '{0}', which is no host of Azure Spring Apps in this cloud; your token was not sent there.",
      serviceFqdn,
    ),
    remedy: say('Check the address of the service in the Azure portal.'),
    action: 'open-portal',
  });
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
    serviceId: service.id,
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
