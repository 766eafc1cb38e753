import type { ArmId } from '../../estate/ids/arm-id';

/** Parsed JSON of an object whose keys the sandbox does not all know. */
export type Json = Readonly<Record<string, unknown>>;

export interface SystemData {
  readonly createdBy: string;
  readonly createdByType: string;
  /** ISO 8601 with seven decimals, as Azure writes it. */
  readonly createdAt: string;
  readonly lastModifiedBy: string;
  readonly lastModifiedByType: string;
  readonly lastModifiedAt: string;
}

/** A resource as ARM returns it. Documents are never changed in place: a change puts a new one. */
export interface ArmDocument {
  readonly id: ArmId;
  readonly name: string;
  /** In the casing Azure answers with: `Microsoft.AppPlatform/Spring/apps`. */
  readonly type: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>> | null;
  readonly sku?: Json;
  readonly properties: Json;
  readonly systemData?: SystemData;
}

export interface ServiceDocument extends ArmDocument {
  readonly location: string;
  readonly sku: { readonly name: string; readonly tier: string };
  readonly properties: Json & {
    readonly provisioningState: string;
    readonly powerState?: string;
    readonly fqdn: string;
  };
}

export interface UserAssignedEntry {
  readonly principalId: string;
  readonly clientId: string;
}

/** The `identity` of an app, in the shapes Azure answers with (`null` on the app when it has none). */
export interface IdentityDocument {
  readonly type: 'SystemAssigned' | 'UserAssigned' | 'SystemAssigned,UserAssigned';
  /** `null` when only user-assigned identities exist. */
  readonly principalId: string | null;
  readonly tenantId: string;
  readonly userAssignedIdentities?: Readonly<Record<ArmId, UserAssignedEntry>> | null;
}

export interface AppDocument extends ArmDocument {
  readonly location: string;
  readonly identity: IdentityDocument | null;
  readonly properties: Json & { readonly provisioningState: string };
}

export interface InstanceDocument {
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
  readonly discoveryStatus: string;
  readonly startTime: string;
}

export interface DeploymentDocument extends ArmDocument {
  readonly properties: Json & {
    readonly provisioningState: string;
    readonly status: string;
    readonly active: boolean;
    /** `null` while creating. */
    readonly instances: readonly InstanceDocument[] | null;
  };
}

export interface UserAssignedDocument extends ArmDocument {
  readonly location: string;
  readonly properties: {
    readonly tenantId: string;
    readonly principalId: string;
    readonly clientId: string;
  } & Json;
}

export interface RoleAssignmentDocument extends ArmDocument {
  readonly properties: Json & {
    readonly roleDefinitionId: ArmId;
    readonly principalId: string;
    readonly principalType: string;
    readonly scope: ArmId;
  };
}

/** A custom role: `Microsoft.Authorization/roleDefinitions` with `type: 'CustomRole'` among its properties. */
export interface RoleDefinitionDocument extends ArmDocument {
  readonly properties: Json & {
    readonly roleName: string;
    readonly assignableScopes: readonly ArmId[];
    readonly permissions: readonly Json[];
  };
}

/** A group of the directory, as Microsoft Graph knows it; groups may be members of groups. */
export interface GroupDocument {
  readonly id: string;
  readonly displayName: string;
  /** Object ids. */
  readonly members: readonly string[];
}

/** A resource of another service that a user-assigned identity is assigned to. Its subscription need not be one of the caller's. */
export interface OtherUserDocument {
  readonly identity: ArmId;
  readonly id: ArmId;
  readonly type: string;
  readonly subscriptionDisplayName: string;
}

/** `Microsoft.Authorization/denyAssignments`: how an estate says that the caller may not do something somewhere. */
export interface DenyAssignmentDocument extends ArmDocument {
  readonly properties: Json & {
    readonly scope: ArmId;
    readonly permissions: readonly { readonly actions?: readonly string[] }[];
  };
}

/** `Microsoft.Authorization/roleEligibilityScheduleInstances`: a role the caller may activate at a scope. */
export interface EligibilityDocument extends ArmDocument {
  readonly properties: Json & { readonly scope: ArmId; readonly roleDefinitionId: ArmId };
}

export interface TenantDocument {
  readonly id: string;
  readonly tenantId: string;
  readonly displayName: string;
  readonly defaultDomain: string;
}

export interface SubscriptionDocument {
  /** `/subscriptions/{id}` */
  readonly id: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly displayName: string;
  readonly state: string;
}
