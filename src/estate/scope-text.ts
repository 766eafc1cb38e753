import { say, type Text } from '../lifecycle/text';

/** What is said of a place a role is granted at: the last name of a resource, or the group or subscription. */
export function scopeText(scope: string): Text {
  const words = scope.split('/').filter((word) => word !== '');
  const last = words.at(-1) ?? scope;
  const kind = words.at(-2)?.toLowerCase();
  if (kind === 'subscriptions') return say('Subscription {0}', last);
  if (kind === 'resourcegroups') return say('Resource group {0}', last);
  if (kind === 'managementgroups') return say('Management group {0}', last);
  return say('{0}', last);
}
