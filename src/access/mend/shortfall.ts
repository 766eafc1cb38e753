import type { ArmId } from '../../estate/ids/arm-id';
import type { PrincipalId } from '../../estate/ids/ids';
import type { Access, Place } from '../access-at';
import { serviceOf } from '../azure-services';
import { builtInRole } from '../built-in-role';
import { leastRole, type Use } from '../least-role';

/** What would let a principal in at a place. */
export type Mend =
  /** A role of Azure, by the GUID of its definition. */
  | { readonly kind: 'role'; readonly role: string; readonly name: string }
  /** Permissions in the access policies of a vault: `secrets`, `get list`. */
  | { readonly kind: 'policy'; readonly area: PolicyArea; readonly permissions: readonly string[] }
  /** A data-plane role of a Cosmos DB account, by the GUID of its definition. */
  | { readonly kind: 'cosmos-role'; readonly role: string; readonly name: string }
  /** An access policy of Azure Cache for Redis, by its name. */
  | { readonly kind: 'redis-policy'; readonly name: string };

export type PolicyArea = 'secrets' | 'keys' | 'certificates';

/** What a principal lacks at a place, and the least that would do: sentences, buttons and command lines are made of it. */
export interface Shortfall {
  readonly principalId: PrincipalId;
  /** Without a name: some resource of the kind. */
  readonly place: Place;
  /** Resource id of the target, where it is known. */
  readonly target?: ArmId;
  readonly mend: Mend;
}

export interface ShortfallQuestion {
  readonly principalId: PrincipalId;
  readonly place: Place;
  readonly access: Access;
  readonly target?: ArmId | undefined;
  /** What the program does there, where that is known. */
  readonly use?: Use | undefined;
}

/** `undefined` where it is not known what would do: databases, services with grants of their own. */
export function shortfallAt(question: ShortfallQuestion): Shortfall | undefined {
  const { principalId, place, access } = question;
  const mend = mendOf(question);
  if (mend === undefined) return undefined;
  const target = access.vault?.id ?? question.target;
  return { principalId, place, mend, ...(target !== undefined && { target }) };
}

/** What a program that reads needs by an access policy: Spring lists secrets before it gets them. */
const policies: Readonly<Record<PolicyArea, readonly string[]>> = {
  secrets: ['get', 'list'],
  certificates: ['get', 'list'],
  keys: ['get', 'wrapKey', 'unwrapKey'],
};

function mendOf({ place, access, use }: ShortfallQuestion): Mend | undefined {
  const { services, area } = place;
  if (access.vault?.usesRbac === false) {
    const part = policyArea(area);
    return { kind: 'policy', area: part, permissions: policies[part] };
  }
  // Service Bus and Event Hubs share a host, and have roles of their own: which one it is has to be known.
  const [service] = services;
  if (services.length > 1 && access.why !== 'decided-elsewhere') return undefined;
  switch (serviceOf(service).access) {
    case 'cosmos':
      return use === 'write'
        ? { kind: 'cosmos-role', role: cosmosRole(2), name: 'Cosmos DB Built-in Data Contributor' }
        : { kind: 'cosmos-role', role: cosmosRole(1), name: 'Cosmos DB Built-in Data Reader' };
    case 'own':
      return service === 'redis'
        ? { kind: 'redis-policy', name: use === 'write' ? 'Data Contributor' : 'Data Reader' }
        : undefined;
    default:
      return roleMend(wanted(service, area, use));
  }
}

function wanted(service: Place['services'][0], area: string | undefined, use: Use | undefined) {
  return { service, ...(area !== undefined && { area }), ...(use !== undefined && { use }) };
}

function roleMend({ service, ...use }: ReturnType<typeof wanted>): Mend | undefined {
  const [least] = leastRole(service, use);
  const name = least && builtInRole(least.role)?.name;
  return least === undefined || name === undefined ? undefined : { kind: 'role', role: least.role, name };
}

function policyArea(area: string | undefined): PolicyArea {
  return area === 'keys' || area === 'certificates' ? area : 'secrets';
}

function cosmosRole(number: number): string {
  return `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`;
}
