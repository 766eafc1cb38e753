import type { ArmId } from '../../../estate/ids/arm-id';
import { stableGuid } from '../../estates/stable-guid';
import type { AppDocument } from '../../estates/documents';
import type { World } from '../../world';

/** One identity an app has, with everything a token says about it. */
export interface HeldIdentity {
  readonly kind: 'system' | 'user';
  readonly name: string;
  readonly principalId: string;
  readonly clientId: string;
  readonly tenantId: string;
  /** The identity's own resource, or the app for a system-assigned one: the claim `xms_mirid`. */
  readonly resourceId: ArmId;
}

/** The identities of an app, the system-assigned one first. */
export function heldIdentities(world: Pick<World, 'directory'>, app: AppDocument): readonly HeldIdentity[] {
  const { identity } = app;
  if (identity === null) return [];
  const { tenantId, principalId } = identity;
  const user = Object.entries(identity.userAssignedIdentities ?? {}).map(([id, entry]): HeldIdentity => {
    const name = id.slice(id.lastIndexOf('/') + 1);
    return { kind: 'user', name, ...entry, tenantId, resourceId: id };
  });
  if (principalId === null) return user;
  const clientId = world.directory.get(principalId)?.clientId ?? stableGuid(`application of ${principalId}`);
  return [
    { kind: 'system', name: 'system-assigned', principalId, clientId, tenantId, resourceId: app.id },
    ...user,
  ];
}
