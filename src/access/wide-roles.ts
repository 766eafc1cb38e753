import type { RolePermission } from '../estate/grants';

/** Roles that manage resources or who may use them, which programs that use data do not need. */
const names = new Set(
  [
    ...['Owner', 'Contributor', 'User Access Administrator', 'Role Based Access Control Administrator'],
    ...['Key Vault Administrator', 'Key Vault Contributor', 'Storage Account Contributor'],
    ...['DocumentDB Account Contributor', 'Azure Service Bus Data Owner', 'Azure Event Hubs Data Owner'],
  ].map((name) => name.toLowerCase()),
);

export function isWideRole(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** Whether a role of one's own manages everything, or decides who may do what: `*`, `Microsoft.Authorization/*`. */
export function managesEverything(permissions: readonly RolePermission[]): boolean {
  return permissions.some(({ actions = [] }) =>
    actions.some((action) =>
      /^(?:\*|microsoft\.authorization\/(?:\*|roleassignments\/(?:\*|write)))$/i.test(action),
    ),
  );
}
