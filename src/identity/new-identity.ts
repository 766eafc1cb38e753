import type { ArmId } from '../estate/ids/arm-id';
import type { Subscription } from '../estate/resources';
import { say, type Text } from '../lifecycle/text';
import type { NewIdentity } from './ports';

/** The resource id that an identity of this name has, or would have. */
export function idOfIdentity(
  { subscriptionId }: Pick<Subscription, 'subscriptionId'>,
  { resourceGroup, name }: Pick<NewIdentity, 'resourceGroup' | 'name'>,
): ArmId {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/**
 * What Azure would say against a name: 3 to 128 letters, digits, hyphens and underscores, a letter or digit first. See
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity.
 */
export function nameTrouble(name: string): Text | undefined {
  const odd = /[^A-Za-z0-9_-]/u.exec(name)?.[0];
  if (odd !== undefined)
    return odd.trim() === ''
      ? say('A name has no blanks: only letters, digits, hyphens and underscores.')
      : say('A name has only letters, digits, hyphens and underscores, not {0}.', odd);
  if (/^[_-]/.test(name)) return say('A name begins with a letter or a digit.');
  if (name.length < 3 || name.length > 128)
    return say('A name has 3 to 128 characters; this one has {0}.', name.length);
  return undefined;
}

/** A name for an app's identity that Azure takes, whatever the app is called. */
export function proposedName(app: string): string {
  return `${app.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 119)}-identity`;
}

/** "West Europe" as Azure's own tools write it: `westeurope`. */
export function regionOf(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}
