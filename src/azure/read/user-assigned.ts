import type { SubscriptionKey, UserAssignedIdentity } from '../../estate/resources';
import { asObject, needText, text } from './json';

/** A user-assigned identity, from the SDK's model (properties laid flat) as its list gives it. */
export function readUserAssigned(raw: unknown, subscription: SubscriptionKey): UserAssignedIdentity {
  const from = asObject(raw, 'identity');
  const principalId = text(from, 'principalId');
  const clientId = text(from, 'clientId');
  return Object.freeze({
    id: needText(from, 'id', 'identity'),
    subscription,
    name: needText(from, 'name', 'identity'),
    location: text(from, 'location') ?? '',
    ...(principalId !== undefined && { principalId }),
    ...(clientId !== undefined && { clientId }),
  });
}
