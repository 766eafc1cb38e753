import { armKey, parseArmId, type ArmId } from '../../estate/ids/arm-id';
import { sameId, type HeldIdentity } from '../../estate/held-identity';
import { allApps, identitiesOf, type FoundApp } from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';
import type { NamedIdentity } from '../../token/explain/refusal';

/** An identity an error names, and the apps among those read that have it. */
export interface NamedOwner {
  readonly held: HeldIdentity;
  readonly apps: readonly FoundApp[];
  /** What in the text tells it. */
  readonly by: 'client-id' | 'principal-id' | 'resource-id' | 'name';
}

/** Whoever a text names by an ID or by the resource; a bare name only where it is a user-assigned identity's. */
export function namedOwner(
  snapshot: EstateSnapshot,
  named: NamedIdentity | undefined,
): NamedOwner | undefined {
  if (named === undefined) return undefined;
  for (const by of ['principal-id', 'client-id', 'resource-id', 'name'] as const) {
    const found = [...allApps(snapshot)].flatMap((app) => {
      const held = identitiesOf(snapshot, app.app).find((one) => isNamed(one, named, by));
      return held === undefined ? [] : [{ app, held }];
    });
    const [first] = found;
    if (first !== undefined) return { held: first.held, by, apps: found.map(({ app }) => app) };
  }
  return undefined;
}

function isNamed(held: HeldIdentity, named: NamedIdentity, by: NamedOwner['by']): boolean {
  switch (by) {
    case 'principal-id':
      return sameId(held.principalId, named.principalId);
    case 'client-id':
      // Some texts print the object ID where they speak of a client.
      return sameId(held.clientId, named.clientId) || sameId(held.principalId, named.clientId);
    case 'resource-id':
      return held.id !== undefined && named.resourceId !== undefined && isAt(held, named.resourceId);
    case 'name':
      return (
        held.kind === 'user-assigned' &&
        named.name !== undefined &&
        named.name !== 'system' &&
        named.name.toLowerCase() === held.name.toLowerCase()
      );
  }
}

/** Of a system-assigned identity texts name the app. */
function isAt({ kind, id }: HeldIdentity, resourceId: ArmId): boolean {
  if (id === undefined) return false;
  const isIdentity =
    parseArmId(resourceId)?.type.toLowerCase() === 'microsoft.managedidentity/userassignedidentities';
  return armKey(id) === armKey(resourceId) && isIdentity === (kind === 'user-assigned');
}
