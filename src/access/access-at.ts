import type { ArmId } from '../estate/ids/arm-id';
import type {
  AccessPolicy,
  RoleAssignment,
  RoleListing,
  RolePermission,
  VaultAccess,
} from '../estate/grants';
import type { PrincipalId } from '../estate/ids/ids';
import { managesAnything, opens } from './actions';
import type { AccessModel, AzureService, ServiceArea, ServiceId } from './azure-service';
import { serviceOf } from './azure-services';
import { builtInRole, definitionName } from './built-in-role';
import { covers, parseScope } from './scope';
import { serviceAtHost } from './service-host';

/** Somewhere a principal wants to do something. */
export interface Place {
  /** All that it may be: a host of Service Bus may be one of Event Hubs. Never empty. */
  readonly services: readonly [ServiceId, ...ServiceId[]];
  /** The resource's own name. Absent: any resource of the kind. */
  readonly name?: string;
  /** One part of the resource: `blobs`. */
  readonly area?: string;
}

/** What was read of what one principal may do. */
export interface Grants {
  readonly principalId: PrincipalId;
  /** `undefined`: not read. */
  readonly roles: RoleListing | undefined;
  /** The vaults that could be seen. `undefined`: not read. */
  readonly vaults?: readonly VaultAccess[] | undefined;
}

/** Why a grant may not be one after all. */
export type Doubt =
  /** The assignment or the role makes it depend on the request. */
  | 'condition'
  /** Given at a group or above, and whether the resource lies below it is not known. */
  | 'place'
  /** Given at a part of the resource: a container, a queue, a secret. */
  | 'part';

/** A role that reaches the place, and what it does there. */
export interface RoleGrant {
  readonly kind: 'role';
  readonly name: string;
  readonly assignment: RoleAssignment;
  /** `unknown`: what the role allows could not be read. */
  readonly opens: 'data' | 'metadata' | 'nothing' | 'unknown';
  readonly doubts: readonly Doubt[];
}

/** An access policy of the vault. */
export interface PolicyGrant {
  readonly kind: 'policy';
  readonly vault: VaultAccess;
  readonly policy: AccessPolicy;
  readonly opens: 'data' | 'metadata';
  readonly doubts: readonly Doubt[];
}

export type Grant = RoleGrant | PolicyGrant;

export type Why =
  /** Something opens it. */
  | 'granted'
  /** All was read, and nothing opens it. */
  | 'nothing-opens-it'
  /** The same, but which access policies the vault has was not read. */
  | 'policies-unread'
  /** Roles were not read, or not everywhere. */
  | 'roles-unread'
  /** Nothing known opens it, but what a role there allows could not be read. */
  | 'unknown-role'
  /** The service keeps grants that Azure's roles do not show. */
  | 'decided-elsewhere';

/** Whether a principal may use the data (of Azure Resource Manager: make calls) at a place. */
export interface Access {
  readonly answer: 'data' | 'none' | 'unknown';
  readonly why: Why;
  /** What opens it, the surest first. */
  readonly by: readonly Grant[];
  /** What reaches the place and does not open it: roles that look like access and are none. */
  readonly others: readonly Grant[];
  /** The vault, where it was read. What the other of its two ways says is without effect. */
  readonly vault?: VaultAccess;
}

/** The place a host stands for. `service`: what the file says it is, where it says so. */
export function placeAt(service: ServiceId, host: string): Place {
  const told = serviceAtHost(host);
  const services = told?.services.includes(service) === true ? told.services : ([service] as const);
  const [first = ''] = host.toLowerCase().split('.');
  return { services, name: told?.name ?? first, ...(told?.area !== undefined && { area: told.area }) };
}

/** Whether Azure's roles (or a vault's policies) tell at all who may use the data there. */
export function rolesDecide({ services }: Pick<Place, 'services'>): boolean {
  return services.every((id) => decidedByAzure.has(serviceOf(id).access));
}

const decidedByAzure: ReadonlySet<AccessModel> = new Set(['roles', 'vault', 'control']);

/** The one answer to "may this principal at this place", for linter, token verdict, tree and reports. */
export function accessAt(grants: Grants, place: Place): Access {
  if (!rolesDecide(place)) return { answer: 'unknown', why: 'decided-elsewhere', by: [], others: [] };
  const vault = vaultAt(grants, place);
  if (vault !== undefined && !vault.usesRbac) return byPolicy(grants, place, vault);
  const { roles } = grants;
  if (roles === undefined) return { answer: 'unknown', why: 'roles-unread', by: [], others: [] };
  const reaching = roles.assignments.flatMap((assignment) => roleGrant(assignment, place, vault?.id) ?? []);
  const found = {
    by: surestFirst(reaching.filter((grant) => grant.opens === 'data')),
    others: reaching.filter((grant) => grant.opens !== 'data'),
    ...(vault !== undefined && { vault }),
  };
  if (found.by.length > 0) return { answer: 'data', why: 'granted', ...found };
  if (reaching.some((grant) => grant.opens === 'unknown'))
    return { answer: 'unknown', why: 'unknown-role', ...found };
  if (roles.unreadable.length > 0 || roles.groups !== undefined)
    return { answer: 'unknown', why: 'roles-unread', ...found };
  const isBlind = vault === undefined && place.services.includes('keyVault');
  return { answer: 'none', why: isBlind ? 'policies-unread' : 'nothing-opens-it', ...found };
}

/** The policy that names a principal in a vault; one without permissions gives nothing. */
export function policyOf(vault: VaultAccess, principalId: PrincipalId): AccessPolicy | undefined {
  const wanted = principalId.toLowerCase();
  return vault.policies.find(
    ({ objectId, permissions }) => objectId.toLowerCase() === wanted && permissions.length > 0,
  );
}

/** What the role of an assignment is called, "role 4633..." where nobody tells. */
export function roleNameOf({ roleName, roleDefinitionId }: RoleAssignment): string {
  return roleName ?? builtInRole(roleDefinitionId)?.name ?? `role ${definitionName(roleDefinitionId)}`;
}

/** What the role of an assignment allows: as Azure said, else as built-in roles are known; `undefined` when neither tells. */
export function permissionsOf(assignment: RoleAssignment): readonly RolePermission[] | undefined {
  return assignment.permissions ?? builtInRole(assignment.roleDefinitionId)?.permissions;
}

/** Vault names are unique in all of Azure. */
function vaultAt({ vaults }: Grants, { services, name }: Place): VaultAccess | undefined {
  if (name === undefined || !services.includes('keyVault')) return undefined;
  return vaults?.find((vault) => vault.name.toLowerCase() === name.toLowerCase());
}

function byPolicy({ principalId, roles }: Grants, place: Place, vault: VaultAccess): Access {
  const policy = policyOf(vault, principalId);
  const opened = policy === undefined ? 'nothing' : policyOpens(policy, place.area);
  const reaching = roles?.assignments.flatMap((one) => roleGrant(one, place, vault.id) ?? []) ?? [];
  if (policy === undefined || opened === 'nothing')
    return { answer: 'none', why: 'nothing-opens-it', by: [], others: reaching, vault };
  const grant: PolicyGrant = { kind: 'policy', vault, policy, opens: opened, doubts: [] };
  if (opened === 'data') return { answer: 'data', why: 'granted', by: [grant], others: reaching, vault };
  return { answer: 'none', why: 'nothing-opens-it', by: [], others: [grant, ...reaching], vault };
}

function policyOpens(
  { permissions }: AccessPolicy,
  area: string | undefined,
): PolicyGrant['opens'] | 'nothing' {
  const words = permissions.map((word) => word.toLowerCase());
  const mine = area === undefined ? words : words.filter((word) => word.startsWith(`${area} `));
  if (mine.length === 0) return 'nothing';
  // "list" shows names and no values; to get a certificate or a key's public half is to have it.
  return mine.every((word) => word.endsWith(' list')) ? 'metadata' : 'data';
}

/** `undefined` when what is given there does not reach the place. */
function roleGrant(assignment: RoleAssignment, place: Place, id: ArmId | undefined): RoleGrant | undefined {
  const reach = place.services.flatMap((service) =>
    reachOf(assignment.scope, { ...place, service: serviceOf(service), id }),
  );
  const [first] = reach;
  if (first === undefined) return undefined;
  const permissions = permissionsOf(assignment);
  const opened =
    permissions === undefined
      ? 'unknown'
      : best(
          permissions,
          reach.map(({ service }) => service),
          place.area,
        );
  const isConditional =
    assignment.condition !== undefined ||
    permissions?.some(({ condition }) => condition !== undefined) === true;
  return {
    kind: 'role',
    name: roleNameOf(assignment),
    assignment,
    opens: opened,
    doubts: [...(isConditional ? (['condition'] as const) : []), ...first.doubts],
  };
}

interface Reach {
  readonly service: AzureService;
  readonly doubts: readonly Doubt[];
}

/** Whether a scope reaches resources of one service; empty when it does not. */
function reachOf(
  scope: ArmId,
  {
    service,
    name,
    id,
  }: { readonly service: AzureService; readonly name?: string; readonly id: ArmId | undefined },
): readonly Reach[] {
  const parsed = parseScope(scope);
  if (parsed.kind !== 'resource') {
    if (id !== undefined) return covers(scope, id) ? [{ service, doubts: [] }] : [];
    // Of a resource that is named, only the name is known.
    return [{ service, doubts: name === undefined || service.access === 'control' ? [] : ['place'] }];
  }
  if (service.access === 'control') return [{ service, doubts: [] }];
  const type = service.resourceTypes.find((one) => parsed.type === one || parsed.type.startsWith(`${one}/`));
  if (type === undefined) return [];
  if (name !== undefined && parsed.names[0] !== name.toLowerCase()) return [];
  return [{ service, doubts: parsed.type === type ? [] : ['part'] }];
}

function best(
  permissions: readonly RolePermission[],
  services: readonly AzureService[],
  area: string | undefined,
): RoleGrant['opens'] {
  const opened = services.flatMap((service) =>
    permissions.map((permission) => {
      if (service.access === 'control') return managesAnything(permission) ? 'data' : 'nothing';
      return opens(permission, service, areasOf(service, area));
    }),
  );
  return (['data', 'unknown', 'metadata'] as const).find((one) => opened.includes(one)) ?? 'nothing';
}

function areasOf({ areas }: AzureService, area: string | undefined): readonly ServiceArea[] {
  const one = areas.filter(({ name }) => name === area);
  return one.length > 0 ? one : areas;
}

function surestFirst(grants: readonly RoleGrant[]): readonly RoleGrant[] {
  return [...grants].sort((a, b) => a.doubts.length - b.doubts.length);
}
