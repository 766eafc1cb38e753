import { identityType, type AppIdentity } from '../../src/estate/app-identity';
import type { Loadable } from '../../src/estate/loadable';
import {
  resourceKey,
  subscriptionKey,
  type Deployment,
  type ResourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
  type SubscriptionKey,
} from '../../src/estate/resources';
import type { EstateSnapshot, Reach } from '../../src/estate/frozen/snapshot';
import type { Failure } from '../../src/lifecycle/failure';
import { stateOf } from '../../src/hosts/spring/states';

/** An estate as nested literals, for tests: names are keys, what is not said is ordinary. */
export interface EstateLiteral {
  readonly subscriptions: Readonly<Record<string, SubscriptionLiteral>>;
  readonly reach?: Partial<Reach>;
  readonly snapshot?: Partial<EstateSnapshot>;
}

export interface SubscriptionLiteral {
  readonly account?: string;
  /** `'loading'` or a failure instead of services. */
  readonly services: Readonly<Record<string, ServiceLiteral>> | 'loading' | Failure;
}

export interface ServiceLiteral extends Partial<Pick<SpringService, 'plan' | 'power' | 'state'>> {
  /** Absent: never read. */
  readonly apps?: Readonly<Record<string, AppLiteral>> | 'loading' | Failure;
}

export interface AppLiteral {
  /** Principal of the system-assigned identity. */
  readonly system?: string;
  /** Names of user-assigned identities; principal and client ID are made of them. */
  readonly user?: readonly string[];
  readonly state?: string;
  readonly deployments?: readonly Deployment[];
}

const accountOf = (literal: SubscriptionLiteral) => literal.account ?? 'ann@example.com';

export function subscriptionNamed(name: string, account = 'ann@example.com'): Subscription {
  const subscriptionId = `id-of-${name}`.toLowerCase();
  return {
    key: subscriptionKey(account, 'tenant', subscriptionId),
    subscriptionId,
    name,
    accountId: account,
    accountLabel: account,
    tenantId: 'tenant',
  };
}

export function identityId(name: string, subscription = 'id-of-shop'): string {
  return `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

export function identityOf({ system, user = [] }: AppLiteral): AppIdentity {
  return {
    type: identityType(system !== undefined, user.length > 0),
    ...(system === undefined ? {} : { principalId: system, tenantId: 'tenant' }),
    userAssigned: user.map((name) => ({
      id: identityId(name),
      principalId: `principal-of-${name}`,
      clientId: `client-of-${name}`,
    })),
  };
}

export function serviceNamed(
  name: string,
  subscription: Subscription,
  literal: ServiceLiteral = {},
): SpringService {
  return {
    id: `/subscriptions/${subscription.subscriptionId}/resourceGroups/rg/providers/Microsoft.AppPlatform/Spring/${name}`,
    subscription: subscription.key,
    name,
    location: 'westeurope',
    plan: literal.plan ?? 'Standard',
    state: literal.state ?? stateOf('Succeeded'),
    power: literal.power ?? 'running',
  };
}

export function appNamed(name: string, service: SpringService, literal: AppLiteral = {}): SpringApp {
  return {
    id: `${service.id}/apps/${name}`,
    subscription: service.subscription,
    serviceId: service.id,
    name,
    location: service.location,
    state: stateOf(literal.state ?? 'Succeeded'),
    identity: identityOf(literal),
  };
}

function isState(value: unknown): value is 'loading' | Failure {
  return value === 'loading' || value instanceof Error;
}

function loadingOf(value: 'loading' | Failure): Loadable<never> {
  return value === 'loading' ? { state: 'loading' } : { state: 'failed', failure: value };
}

export function snapshotOf(literal: EstateLiteral): EstateSnapshot {
  const services = new Map<SubscriptionKey, Loadable<readonly SpringService[]>>();
  const apps = new Map<ResourceKey, Loadable<readonly SpringApp[]>>();
  const deployments = new Map<ResourceKey, Loadable<readonly Deployment[]>>();
  const subscriptions = Object.entries(literal.subscriptions).map(([name, below]) => {
    const subscription = subscriptionNamed(name, accountOf(below));
    if (isState(below.services)) services.set(subscription.key, loadingOf(below.services));
    else {
      const found = Object.entries(below.services).map(([serviceName, service]) => {
        const made = serviceNamed(serviceName, subscription, service);
        if (isState(service.apps)) apps.set(resourceKey(made), loadingOf(service.apps));
        else if (service.apps !== undefined) {
          const list = Object.entries(service.apps).map(([appName, app]) => {
            const madeApp = appNamed(appName, made, app);
            if (app.deployments !== undefined)
              deployments.set(resourceKey(madeApp), { state: 'ready', value: app.deployments });
            return madeApp;
          });
          apps.set(resourceKey(made), { state: 'ready', value: list });
        }
        return made;
      });
      services.set(subscription.key, { state: 'ready', value: found });
    }
    return subscription;
  });
  const reach = {
    subscriptions,
    lockedTenants: [],
    unreadableTenants: [],
    filteredOut: 0,
    ...literal.reach,
  };
  return {
    reach: { state: 'ready', value: reach },
    services,
    apps,
    deployments,
    roles: new Map(),
    userAssigned: new Map(),
    systemClientIds: new Map(),
    vaults: new Map(),
    storeGrants: new Map(),
    federated: new Map(),
    associated: new Map(),
    ...literal.snapshot,
  };
}

/** `vscode.l10n.t` without VS Code: the message with its places filled. */
export function say(message: string, ...args: readonly (string | number | boolean)[]): string {
  return message.replace(/\{(\d+)\}/g, (place, index: string) => {
    const value = args[Number(index)];
    // As VS Code does: a place without an argument stays.
    return value === undefined ? place : String(value);
  });
}
