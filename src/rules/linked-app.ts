import { say, type Text } from '../lifecycle/text';
import type { AppIdentity } from '../estate/app-identity';
import type { ArmId } from '../estate/arm-id';
import type { Plan, RoleListing } from '../estate/resources';

/** The live app that files are judged against, as last read. */
export interface LinkedApp {
  readonly name: string;
  readonly service: string;
  readonly resourceId?: ArmId;
  readonly plan: Plan;
  readonly identity: AppIdentity;
  /** Client ID of the system-assigned identity; ARM does not tell, so it may be unknown. */
  readonly systemClientId?: string;
  /** By principal ID, lower case; no entry for what was not read. */
  readonly roles?: ReadonlyMap<string, RoleListing>;
  /** Set when this was read long ago or Azure did not answer since: "as read 2 h ago". */
  readonly stale?: string;
}

/** An identity of the app that code can name. */
export interface NameableIdentity {
  readonly name: string;
  readonly clientId: string;
}

/** The identities of an app whose client ID is known, user-assigned ones first: the system's is seldom named. */
export function nameableIdentities(app: LinkedApp): readonly NameableIdentity[] {
  const users = app.identity.userAssigned.flatMap(({ id, clientId }) =>
    clientId === undefined ? [] : [{ name: nameOfIdentity(id), clientId }],
  );
  const system = app.systemClientId;
  return system === undefined ? users : [...users, { name: 'system-assigned', clientId: system }];
}

function nameOfIdentity(id: ArmId): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** What a fix is called that puts the client ID of an identity in. */
export function titleOf({ name, clientId }: NameableIdentity): Text {
  return say("Name identity '{0}' (client ID {1})", name, clientId);
}
