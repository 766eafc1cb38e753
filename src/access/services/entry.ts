import type { AzureService, ByCloud, ServiceId } from '../azure-service';

export function withoutRoles(
  id: ServiceId,
  label: string,
  access: AzureService['access'],
): Omit<AzureService, 'audiences'> {
  return { id, label, access, hosts: {}, resourceTypes: [], areas: [] };
}

export function actionsOf(resource: string, ...verbs: readonly string[]): readonly string[] {
  return verbs.map((verb) => `${resource}/${verb}/action`);
}

export function clouds<T>(inPublic: T, china?: T, usGovernment?: T): ByCloud<T> {
  return {
    public: inPublic,
    ...(china !== undefined && { china }),
    ...(usGovernment !== undefined && { usGovernment }),
  };
}
