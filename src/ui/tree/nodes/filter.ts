import { nameOf } from '../../../estate/ids/arm-id';
import { shown } from '../../../estate/loadable';
import {
  resourceKey,
  type SpringApp,
  type SpringService,
  type Subscription,
  type UserAssignedIdentity,
} from '../../../estate/resources';
import type { TreeState } from './state';

/** Names, IDs and principals people may have at hand when they look for an app. */
export function appMatches(app: SpringApp, filter: string): boolean {
  if (filter === '' || contains(app.name, filter)) return true;
  const { identity } = app;
  return (
    contains(identity.principalId, filter) ||
    identity.userAssigned.some(
      (assigned) =>
        contains(nameOf(assigned.id), filter) ||
        contains(assigned.clientId, filter) ||
        contains(assigned.principalId, filter),
    )
  );
}

/** The same of an identity that no app may use. */
export function identityMatches(
  { name, clientId, principalId }: UserAssignedIdentity,
  filter: string,
): boolean {
  return filter === '' || [name, clientId, principalId].some((text) => contains(text, filter));
}

/** A subscription or service whose own name matches shows everything below it. */
export function nameMatches(named: { readonly name: string }, filter: string): boolean {
  return filter !== '' && contains(named.name, filter);
}

export function serviceIsShown(
  state: TreeState,
  subscription: Subscription,
  service: SpringService,
): boolean {
  const { filter } = state;
  if (filter === '' || nameMatches(subscription, filter) || nameMatches(service, filter)) return true;
  return appsOf(state, service).some((app) => appMatches(app, filter));
}

export function subscriptionIsShown(state: TreeState, subscription: Subscription): boolean {
  if (state.filter === '' || nameMatches(subscription, state.filter)) return true;
  return servicesOf(state, subscription).some((service) => serviceIsShown(state, subscription, service));
}

function servicesOf(state: TreeState, subscription: Subscription): readonly SpringService[] {
  const services = state.snapshot.services.get(subscription.key);
  return (services && shown(services)) ?? [];
}

function appsOf(state: TreeState, service: SpringService): readonly SpringApp[] {
  const apps = state.snapshot.apps.get(resourceKey(service));
  return (apps && shown(apps)) ?? [];
}

/** Services whose apps were never read: a filter or a grouping cannot know about them. */
export function servicesNotLoaded(state: TreeState): number {
  const subscriptions = shown(state.snapshot.reach)?.subscriptions ?? [];
  let count = 0;
  for (const subscription of subscriptions)
    for (const service of servicesOf(state, subscription)) {
      const key = resourceKey(service);
      const apps = state.snapshot.apps.get(key);
      const isRead = apps !== undefined && shown(apps) !== undefined;
      if (!isRead || state.remembered?.apps.has(key) === true) count++;
    }
  return count;
}

function contains(text: string | undefined, filter: string): boolean {
  return text?.toLowerCase().includes(filter) ?? false;
}
