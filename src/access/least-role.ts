import type { ServiceId } from './azure-service';
import { builtInRole } from './built-in-role';

/** What a program does at a service, as far as roles differ by it. */
export type Use = 'read' | 'write' | 'send' | 'receive' | 'use-keys' | 'use-certificates';

export interface LeastRole {
  readonly use: Use;
  /** Part of the service: `queues`. */
  readonly area?: string;
  /** GUID of the definition. */
  readonly role: string;
}

/**
 * The least built-in role for each use, best guess first. Roles that manage or own are never among them, nor those for SMB clients:
 * programs go by REST.
 */
const leastRoles: Readonly<Partial<Record<ServiceId, readonly LeastRole[]>>> = {
  keyVault: [
    { use: 'read', area: 'secrets', role: '4633458b-17de-408a-b874-0445c86b69e6' },
    { use: 'use-certificates', area: 'certificates', role: 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba' },
    { use: 'use-keys', area: 'keys', role: '12338af0-0e69-4776-bea7-57ae8d297424' },
    { use: 'write', area: 'secrets', role: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7' },
  ],
  storage: [
    { use: 'read', area: 'blobs', role: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1' },
    { use: 'write', area: 'blobs', role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' },
    { use: 'receive', area: 'queues', role: '8a0f0c08-91a1-4084-bc3d-661d67233fed' },
    { use: 'send', area: 'queues', role: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a' },
    { use: 'read', area: 'queues', role: '19e7f393-937e-4f77-808e-94535e297925' },
    { use: 'read', area: 'tables', role: '76199698-9eea-4c19-bc75-cec21354c6b6' },
    { use: 'write', area: 'tables', role: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' },
    { use: 'read', area: 'files', role: 'b8eda974-7b85-4f76-af95-65846b26df6d' },
    { use: 'write', area: 'files', role: '69566ab7-960f-475b-8e7c-b3118f30c6bd' },
  ],
  serviceBus: [
    { use: 'receive', role: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0' },
    { use: 'send', role: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39' },
  ],
  eventHubs: [
    { use: 'receive', role: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde' },
    { use: 'send', role: '2b629674-e913-4c01-ae53-ef4638d8f975' },
  ],
  appConfiguration: [
    { use: 'read', role: '516239f1-63e1-4d78-a4de-a74fb236a071' },
    { use: 'write', role: '5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b' },
  ],
  ai: [{ use: 'read', role: '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd' }],
  search: [
    { use: 'read', role: '1407120a-92aa-4202-b7e9-c0e197c71c8f' },
    { use: 'write', role: '8ebe5a00-799e-43f5-93ac-243d3dce84a7' },
  ],
  eventGrid: [{ use: 'send', role: 'd5a91429-5739-47e2-a06b-3470a27159e7' }],
  signalR: [{ use: 'send', role: '420fcaa2-552c-430f-98ca-3264be4806c7' }],
  containerRegistry: [
    { use: 'read', role: '7f951dda-4ed3-4680-a7ca-43fe172d538d' },
    { use: 'write', role: '8311e382-0749-4cb8-b61a-304f252e45ec' },
  ],
  monitor: [{ use: 'send', role: '3913510d-42f4-4e42-8a64-420c390055eb' }],
};

/** The roles to propose for a service, or for one part of it; empty where roles do not decide or no use is known. */
export function leastRole(service: ServiceId, { use, area }: Partial<LeastRole> = {}): readonly LeastRole[] {
  return (leastRoles[service] ?? []).filter(
    (one) => (use === undefined || one.use === use) && (area === undefined || one.area === area),
  );
}

/** The names of the roles to propose, at most two. */
export function leastRoleNames(service: ServiceId, area?: string): readonly string[] {
  const proposals = leastRole(service, area === undefined ? {} : { area });
  return proposals.slice(0, 2).flatMap(({ role }) => builtInRole(role)?.name ?? []);
}
