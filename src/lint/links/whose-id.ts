import { sameId, type HeldIdentity } from '../../estate/held-identity';
import { allApps, identitiesOf, type FoundApp } from '../../estate/lookup';
import type { EstateSnapshot } from '../../estate/frozen/snapshot';

/** What a GUID is, among the identities of the apps that were read. */
export interface WhoseId {
  readonly is: 'clientId' | 'principalId';
  /** Name of a user-assigned identity; absent for the system-assigned one of the only app. */
  readonly userAssigned?: string;
  /** The other ID of the same identity, where it is known. */
  readonly other?: string;
  readonly apps: readonly FoundApp[];
}

/** `undefined` for GUIDs of anything else. Case does not matter. */
export function whoseId(snapshot: EstateSnapshot, guid: string): WhoseId | undefined {
  const apps: FoundApp[] = [];
  let match: HeldIdentity | undefined;
  for (const found of allApps(snapshot)) {
    const held = identitiesOf(snapshot, found.app).find(
      ({ clientId, principalId }) => sameId(clientId, guid) || sameId(principalId, guid),
    );
    if (held?.kind === 'system') return { ...told(held, guid), apps: [found] };
    if (held === undefined) continue;
    match ??= held;
    apps.push(found);
  }
  return match === undefined ? undefined : { ...told(match, guid), userAssigned: match.name, apps };
}

function told({ clientId, principalId }: HeldIdentity, guid: string): Pick<WhoseId, 'is' | 'other'> {
  const is = sameId(clientId, guid) ? 'clientId' : 'principalId';
  const other = is === 'clientId' ? principalId : clientId;
  return { is, ...(other !== undefined && { other }) };
}
