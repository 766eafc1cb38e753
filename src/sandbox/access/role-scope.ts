import { armKey, type ArmId } from '../../estate/ids/arm-id';
import { armError, type Reply } from '../http/reply';
import type { Exchange } from '../http/route';

const managementGroup = /^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/;
const inSubscription = /^\/subscriptions\/[^/]+(?:\/|$)/;

/** Whether roles can be granted there: the root (an empty text or `/`), a management group, or anything in a subscription. */
export function isRoleScope(scope: ArmId): boolean {
  const key = armKey(scope);
  return key === '' || managementGroup.test(key) || inSubscription.test(key);
}

/** The root and management groups; what is granted there is listed in every subscription below. */
export function isAboveSubscriptions(scope: ArmId): boolean {
  const key = armKey(scope);
  return key === '' || managementGroup.test(key);
}

/**
 * `a` is `b` or contains it. An estate does not tell which management group holds which subscription, so here each
 * holds them all.
 */
export function isAtOrAbove(a: ArmId, b: ArmId): boolean {
  const [above, below] = [armKey(a), armKey(b)];
  if (`${below}/`.startsWith(`${above}/`)) return true;
  return managementGroup.test(above) && inSubscription.test(below);
}

/** Where a definition's id begins that is used at `scope`: the subscription, or nothing above subscriptions. */
export function definitionHome(scope: ArmId): string {
  return isAboveSubscriptions(scope) ? '' : scope.split('/').slice(0, 3).join('/');
}

/** ARM's answer to a scope that is neither above nor in a subscription. */
const noScope = armError(
  404,
  'MissingSubscription',
  'The request did not have a subscription or a valid tenant level resource provider.',
);

export function atScope(handle: (exchange: Exchange) => Reply) {
  return (exchange: Exchange): Reply =>
    isRoleScope(exchange.params['scope'] ?? '') ? handle(exchange) : noScope;
}
