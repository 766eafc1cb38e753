import { accessAt, placeAt, type Access, type Place, type RoleGrant } from '../../../access/access-at';
import { serviceOf } from '../../../access/azure-services';
import { shortfallAt, type Shortfall } from '../../../access/mend/shortfall';
import { covers } from '../../../access/scope';
import type { HeldIdentity } from '../../../estate/held-identity';
import type { AskedPlace } from '../asked-places';
import type { Case } from '../case';
import { valueOf, type TargetResource } from '../ports';

/** A host as something Azure knows: with the resource behind it, what it may be is certain. */
export interface KnownPlace {
  readonly place: Place;
  readonly resource?: TargetResource;
  /** What was found out already, by principal: it is asked for more than once, and identities may have hundreds of roles. */
  readonly known: Map<string, Access>;
}

/** The resource behind a host, where it was found. */
export function knownPlace({ service, host }: AskedPlace, { targets }: Pick<Case, 'targets'>): KnownPlace {
  const place = placeAt(service, host);
  const found = valueOf(targets) ?? [];
  const resource = found.find(
    ({ name, type }) =>
      name.toLowerCase() === place.name?.toLowerCase() &&
      place.services.some((id) => serviceOf(id).resourceTypes.includes(type)),
  );
  const known = new Map<string, Access>();
  if (resource === undefined) return { place, known };
  const [sure] = place.services.filter((id) => serviceOf(id).resourceTypes.includes(resource.type));
  return { place: sure === undefined ? place : { ...place, services: [sure] }, resource, known };
}

/** What an identity may do there, with what is known of where the resource lies. */
export function accessOf(held: HeldIdentity, at: KnownPlace, given: Pick<Case, 'app'>): Access {
  const { principalId = '' } = held;
  const before = at.known.get(principalId);
  if (before !== undefined) return before;
  const access = accessFor(principalId, at, given);
  at.known.set(principalId, access);
  return access;
}

function accessFor(
  principalId: string,
  { place, resource }: KnownPlace,
  { app: { roles, vaults } }: Pick<Case, 'app'>,
): Access {
  if (principalId === '') return accessAt({ principalId, roles: undefined }, place);
  const access = accessAt({ principalId, roles: roles?.get(principalId.toLowerCase()), vaults }, place);
  return resource === undefined ? access : placed(access, resource);
}

/** A role at a group or above counts where the resource lies below it, and not elsewhere. */
function placed(access: Access, { id }: TargetResource): Access {
  const by = access.by.flatMap((grant): readonly (typeof grant)[] => {
    if (grant.kind !== 'role' || !grant.doubts.includes('place')) return [grant];
    return covers(grant.assignment.scope, id) ? [sure(grant)] : [];
  });
  if (by.length > 0 || access.answer !== 'data') return { ...access, by };
  return { ...access, by, answer: 'none', why: 'nothing-opens-it' };
}

function sure(grant: RoleGrant): RoleGrant {
  return { ...grant, doubts: grant.doubts.filter((doubt) => doubt !== 'place') };
}

/** What the identity lacks there; `undefined` where it is not known what would do. */
export function shortfallOf(
  held: HeldIdentity,
  { place, resource }: KnownPlace,
  access: Access,
): Shortfall | undefined {
  const { principalId } = held;
  if (principalId === undefined) return undefined;
  return shortfallAt({ principalId, place, access, target: resource?.id });
}
