import { withoutTrailing } from '../../lifecycle/trailing';

/** An Azure resource id as received: `/subscriptions/{id}/resourceGroups/{group}/providers/{type}/{name}...`. */
export type ArmId = string & { readonly isArmId?: true };

/** A form of an ARM id that can be compared and used as a map key. Never shown, never sent. */
export type ArmKey = string & { readonly ArmKey: unique symbol };

/**
 * The one place where ARM ids are made comparable. Azure ignores case in ids and answers with changing case
 * (`resourcegroups`, `microsoft.managedidentity`), so nothing else may compare them.
 */
export function armKey(id: ArmId): ArmKey {
  return withoutTrailing(id.trim(), '/').toLowerCase() as ArmKey;
}

export function sameArmId(a: ArmId, b: ArmId): boolean {
  return armKey(a) === armKey(b);
}

export interface ArmIdParts {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** `Microsoft.AppPlatform/Spring/apps`, in the casing received. */
  readonly type: string;
  /** The names along the type, outermost first: `['shop', 'orders']`. */
  readonly names: readonly [string, ...string[]];
}

/** The parts of a resource id below a resource group; `undefined` when it is not one. */
export function parseArmId(id: ArmId): ArmIdParts | undefined {
  const match =
    /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/([^/]+)((?:\/[^/]+\/[^/]+)+)\/?$/i.exec(
      id.trim(),
    );
  if (match === null) return undefined;
  const [, subscriptionId = '', resourceGroup = '', namespace = '', rest = ''] = match;
  const words = rest.slice(1).split('/');
  const types = words.filter((_, i) => i % 2 === 0);
  const [first = '', ...others] = words.filter((_, i) => i % 2 === 1);
  return { subscriptionId, resourceGroup, type: [namespace, ...types].join('/'), names: [first, ...others] };
}

/** The last name of a resource id, for people; the id itself when it has no such form. */
export function nameOf(id: ArmId): string {
  return parseArmId(id)?.names.at(-1) ?? id;
}
