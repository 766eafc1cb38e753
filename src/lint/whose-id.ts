import { nameOf } from '../estate/arm-id';
import { shown } from '../estate/loadable';
import { allApps, type FoundApp } from '../estate/lookup';
import type { EstateSnapshot } from '../estate/snapshot';

/** What a GUID is, among the identities of the apps that were read. */
export interface WhoseId {
  readonly is: 'clientId' | 'principalId';
  /** Name of a user-assigned identity; absent for the system-assigned one of the only app. */
  readonly userAssigned?: string;
  /** The other ID of the same identity, where it is known. */
  readonly other?: string;
  readonly apps: readonly FoundApp[];
}

interface Pair {
  readonly clientId?: string | undefined;
  readonly principalId?: string | undefined;
}

/** `undefined` for GUIDs of anything else. Case does not matter. */
export function whoseId(snapshot: EstateSnapshot, guid: string): WhoseId | undefined {
  const wanted = guid.toLowerCase();
  const apps: FoundApp[] = [];
  let match: { readonly name: string; readonly pair: Pair } | undefined;
  for (const found of allApps(snapshot)) {
    const { principalId, userAssigned } = found.app.identity;
    const system = { principalId, clientId: systemClientId(snapshot, principalId) };
    if (has(system, wanted)) return { ...told(system, wanted), apps: [found] };
    const user = userAssigned.find((one) => has(one, wanted));
    if (user === undefined) continue;
    match ??= { name: nameOf(user.id), pair: user };
    apps.push(found);
  }
  return match === undefined ? undefined : { ...told(match.pair, wanted), userAssigned: match.name, apps };
}

function has({ clientId, principalId }: Pair, wanted: string): boolean {
  return clientId?.toLowerCase() === wanted || principalId?.toLowerCase() === wanted;
}

function told({ clientId, principalId }: Pair, wanted: string): Pick<WhoseId, 'is' | 'other'> {
  const is = clientId?.toLowerCase() === wanted ? 'clientId' : 'principalId';
  const other = is === 'clientId' ? principalId : clientId;
  return { is, ...(other !== undefined && { other }) };
}

function systemClientId(snapshot: EstateSnapshot, principalId: string | undefined): string | undefined {
  const known = snapshot.systemClientIds.get(principalId?.toLowerCase() ?? '');
  return known === undefined ? undefined : shown(known);
}
