import { say } from '../../../lifecycle/text';
import type { Subscription } from '../../../estate/resources';
import type { VaultAccess } from '../../../estate/grants';
import { apiVersions } from '../../api-versions';
import type { Arm } from '../../wire/arm';
import { asObject, idAndName, objectOr, text } from '../json';

/** The vaults of a subscription that the user may read, with what decides on access to each. */
export async function listVaults(
  arm: Arm,
  subscription: Subscription,
  signal: AbortSignal,
): Promise<readonly VaultAccess[]> {
  const what = say("Could not list the vaults of subscription '{0}'.", subscription.name);
  const path = `/subscriptions/${encodeURIComponent(subscription.subscriptionId)}/providers/Microsoft.KeyVault/vaults?api-version=${apiVersions.keyVault}`;
  return arm.list(path, { access: subscription, what, signal }, readVault);
}

/** A vault as Azure answers it. */
export function readVault(raw: unknown): VaultAccess {
  const from = asObject(raw, 'vault');
  const properties = objectOr(from['properties']);
  const policies = properties['accessPolicies'];
  return Object.freeze({
    ...idAndName(from, 'vault'),
    // Absent and `null` mean that access policies decide.
    usesRbac: properties['enableRbacAuthorization'] === true,
    policies: Object.freeze(Array.isArray(policies) ? policies.flatMap(policyOf) : []),
  });
}

/** Permissions as "secrets get": kinds differ, and a bare "get" would say nothing. */
function policyOf(raw: unknown): VaultAccess['policies'] {
  const from = objectOr(raw);
  const objectId = text(from, 'objectId');
  if (objectId === undefined) return [];
  const permissions = Object.entries(objectOr(from['permissions'])).flatMap(([kind, words]) =>
    Array.isArray(words)
      ? words.filter((word) => typeof word === 'string').map((word) => `${kind} ${word}`)
      : [],
  );
  return [Object.freeze({ objectId, permissions: Object.freeze(permissions) })];
}
