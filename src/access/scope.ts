import { armKey, nameOf, parseArmId, type ArmId } from '../estate/ids/arm-id';
import { say, type Text } from '../lifecycle/text';
import { withoutTrailing } from '../lifecycle/trailing';

/** Where roles are given, from the widest to the narrowest. */
export type Scope =
  | { readonly kind: 'root' }
  | { readonly kind: 'management-group'; readonly name: string }
  | { readonly kind: 'subscription'; readonly subscriptionId: string }
  | { readonly kind: 'group'; readonly subscriptionId: string; readonly name: string }
  /** `type` is lower case and may go on below the resource: `microsoft.storage/storageaccounts/blobservices/containers`. */
  | { readonly kind: 'resource'; readonly type: string; readonly names: readonly string[] }
  /** A form that is not known. */
  | { readonly kind: 'unknown' };

export function parseScope(scope: ArmId): Scope {
  const id = withoutTrailing(scope.trim(), '/');
  if (id === '') return { kind: 'root' };
  const management = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/i.exec(id);
  if (management !== null) return { kind: 'management-group', name: management[1] ?? '' };
  const group = /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?$/i.exec(id);
  if (group !== null) {
    const [, subscriptionId = '', name] = group;
    return name === undefined
      ? { kind: 'subscription', subscriptionId }
      : { kind: 'group', subscriptionId, name };
  }
  const parts = parseArmId(id);
  if (parts === undefined) return { kind: 'unknown' };
  return {
    kind: 'resource',
    type: parts.type.toLowerCase(),
    names: parts.names.map((name) => name.toLowerCase()),
  };
}

/**
 * Whether what is given at `scope` holds at a resource: the same, above it, or a management group, which lies above the subscriptions
 * whose assignments name it.
 */
export function covers(scope: ArmId, resource: ArmId): boolean {
  const { kind } = parseScope(scope);
  if (kind === 'root' || kind === 'management-group') return true;
  const [above, key] = [armKey(scope), armKey(resource)];
  return key === above || key.startsWith(`${above}/`);
}

/** "kv-shop", "resource group 'rg-shop'": where something is given, after "at". */
export function scopeName(scope: ArmId): Text {
  const parsed = parseScope(scope);
  switch (parsed.kind) {
    case 'root':
      return say('the root of the tenant');
    case 'management-group':
      return say("management group '{0}'", parsed.name);
    case 'subscription':
      return say('subscription {0}', parsed.subscriptionId);
    case 'group':
      return say("resource group '{0}'", parsed.name);
    case 'resource':
    case 'unknown':
      return say("'{0}'", nameOf(scope));
  }
}
