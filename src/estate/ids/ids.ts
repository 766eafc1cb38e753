/**
 * GUIDs that look alike and are not: where one belongs another does not compile. A plain text does (it comes from an edge or a file),
 * so the brand tells apart what the house already knows.
 */
type Id<Of extends string> = string & { readonly isIdOf?: Of };

/** Application ID in Entra: what code names. */
export type ClientId = Id<'client'>;

/** Object ID in Entra: what roles are given to. */
export type PrincipalId = Id<'principal'>;

export type TenantId = Id<'tenant'>;
