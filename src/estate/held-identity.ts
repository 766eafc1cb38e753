import { hasSystem, type AppIdentity } from './app-identity';
import { nameOf, type ArmId } from './ids/arm-id';
import { say, type Text, type Words } from '../lifecycle/text';
import type { ClientId, PrincipalId } from './ids/ids';

/** One identity an app holds. */
export interface HeldIdentity {
  readonly kind: 'system' | 'user-assigned';
  /** Of a user-assigned identity its own, `system-assigned` otherwise. */
  readonly name: string;
  /** The identity's resource id; of the system-assigned one the app's, where that is known. */
  readonly id?: ArmId;
  /** Missing right after an assignment. */
  readonly principalId?: PrincipalId;
  /** Missing right after an assignment; of a system-assigned identity Azure may never tell. */
  readonly clientId?: ClientId;
}

/** An app as far as its identities go. */
export interface Holder {
  readonly identity: AppIdentity;
  /** Resource id of the app. */
  readonly id?: ArmId | undefined;
  readonly systemClientId?: ClientId | undefined;
}

/** Every identity an app holds, the system-assigned one first: the one list of them. */
export function heldIdentities({ identity, id, systemClientId }: Holder): readonly HeldIdentity[] {
  const users = identity.userAssigned.map((user): HeldIdentity => ({
    kind: 'user-assigned',
    name: nameOf(user.id),
    ...user,
  }));
  if (!hasSystem(identity)) return users;
  const { principalId } = identity;
  const system: HeldIdentity = {
    kind: 'system',
    name: 'system-assigned',
    ...(id !== undefined && { id }),
    ...(principalId !== undefined && { principalId }),
    ...(systemClientId !== undefined && { clientId: systemClientId }),
  };
  return [system, ...users];
}

/** Which identity it is, in words: "user-assigned 'id-orders'". */
export function heldText({ kind, name }: Pick<HeldIdentity, 'kind' | 'name'>): Text {
  return kind === 'system' ? say('system-assigned') : say("user-assigned '{0}'", name);
}

/** What it is called, where it is clear that it is an identity: "id-orders". */
export function heldName({ kind, name }: Pick<HeldIdentity, 'kind' | 'name'>): Words {
  return kind === 'system' ? say('system-assigned') : name;
}

/** Whether two GUIDs are the same one; case does not count. Unknown is the same as nothing. */
export function sameId(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase();
}
