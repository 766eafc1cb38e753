import type { GroupDocument } from '../estates/documents';
import type { Estate } from '../estates/estate';
import { stableGuid } from '../estates/stable-guid';

/** A service principal of an identity. */
export interface Principal {
  readonly principalId: string;
  readonly clientId: string;
  readonly tenantId: string;
  /** `{service}/apps/{app}` for system-assigned identities, the resource's name for user-assigned ones. */
  readonly displayName: string;
  /** Unix milliseconds; `-Infinity` for what was there from the start. */
  readonly createdAt: number;
}

/** The principals that exist in the tenants; those of deleted identities are gone from here. */
export class Directory {
  readonly #byId = new Map<string, Principal>();
  /** Of principals that are nobody's identity: users, groups, applications that role assignments name. */
  readonly #otherTypes = new Map<string, string>();

  /** By member, lower case: the groups it is in directly. */
  readonly #groups = new Map<string, string[]>();

  addGroup({ id, members }: GroupDocument): void {
    this.#otherTypes.set(id.toLowerCase(), 'Group');
    for (const member of members) {
      const key = member.toLowerCase();
      this.#groups.set(key, [...(this.#groups.get(key) ?? []), id.toLowerCase()]);
    }
  }

  /** The groups a principal is in, directly and through other groups; ids in lower case. */
  groupsOf(principalId: string): ReadonlySet<string> {
    const found = new Set<string>();
    const waiting = [principalId.toLowerCase()];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      for (const group of this.#groups.get(next) ?? []) {
        if (found.has(group)) continue;
        found.add(group);
        waiting.push(group);
      }
    return found;
  }

  add(principal: Principal): void {
    this.#byId.set(principal.principalId.toLowerCase(), principal);
  }

  remove(principalId: string): void {
    this.#byId.delete(principalId.toLowerCase());
  }

  get(principalId: string): Principal | undefined {
    return this.#byId.get(principalId.toLowerCase());
  }

  /** Notes what a role assignment tells about its principal. */
  noteType(principalId: string, type: string): void {
    this.#otherTypes.set(principalId.toLowerCase(), type);
  }

  /** `ServicePrincipal`, `User`, ... as a lookup in a tenant finds it that sees what was there at `time`. */
  typeOf(principalId: string, tenantId: string, time: number): string | undefined {
    const found = this.get(principalId);
    if (found === undefined) return this.#otherTypes.get(principalId.toLowerCase());
    return found.tenantId === tenantId && found.createdAt <= time ? 'ServicePrincipal' : undefined;
  }
}

/** The object id of the signing-in principal in a tenant: the same application has one per tenant. */
export function callerObjectId(tenantId: string): string {
  return stableGuid(`caller in ${tenantId}`);
}

/** The display name Azure gives the principal of a system-assigned identity. */
export function systemDisplayName(appId: string): string {
  const [, service = '', app = ''] = /\/Spring\/([^/]+)\/apps\/([^/]+)$/i.exec(appId) ?? [];
  return `${service}/apps/${app}`;
}

/** The principals of an estate's identities. `clientIdOf` names the application of a system principal. */
export function directoryOf(estate: Estate, clientIdOf: (principalId: string) => string): Directory {
  const directory = new Directory();
  for (const group of estate.groups) directory.addGroup(group);
  for (const { tenantId } of estate.tenants) directory.noteType(callerObjectId(tenantId), 'ServicePrincipal');
  for (const { properties } of estate.roleAssignments.all())
    if (typeof properties.principalType === 'string' && properties.principalType !== 'ServicePrincipal')
      directory.noteType(properties.principalId, properties.principalType);
  for (const { name, properties } of estate.userAssigned.all())
    directory.add({ ...properties, displayName: name, createdAt: -Infinity });
  for (const app of estate.apps.all()) {
    const principalId = app.identity?.principalId;
    if (app.identity === null || principalId === null || principalId === undefined) continue;
    directory.add({
      principalId,
      clientId: clientIdOf(principalId),
      tenantId: app.identity.tenantId,
      displayName: systemDisplayName(app.id),
      createdAt: -Infinity,
    });
  }
  return directory;
}
