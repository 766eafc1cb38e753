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
    { use: 'write', area: 'certificates', role: 'a4417e6f-fecd-4de8-b567-7b0420556985' },
    { use: 'write', area: 'keys', role: '14b46e9e-c2b7-41b4-b07b-48a6ebf60603' },
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
  digitalTwins: [{ use: 'read', role: 'd57506d4-4c8d-48b1-8587-93c323f6a5a3' }],
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

/** Roles that own, manage or hand out access: never granted to a program from here, whoever asks. */
const tooWide: ReadonlySet<string> = new Set([
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', // Owner
  'b24988ac-6180-42a0-ab88-20f7382dd24c', // Contributor
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', // User Access Administrator
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168', // Role Based Access Control Administrator
  '00482a5a-887f-4fb3-b363-3b7fe8e74483', // Key Vault Administrator
  'f25e0fa2-a7c8-4377-a976-54943a77a395', // Key Vault Contributor
  '8b54135c-b56d-4d72-a534-26097cfdc8d8', // Key Vault Data Access Administrator
  '17d1049b-9a84-46fb-8f53-869881c3d3ab', // Storage Account Contributor
  '81a9662b-bebf-436f-a333-f67b29880f12', // Storage Account Key Operator Service Role
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', // Storage Blob Data Owner
  '090c5cfd-751d-490a-894a-3ce6f1109419', // Azure Service Bus Data Owner
  'f526a384-b230-433a-b45c-95f59c4a2dec', // Azure Event Hubs Data Owner
  'fe86443c-f201-4fc4-9d2a-ac61149fbda0', // App Configuration Contributor
  '5bd9cd88-fe45-4216-938b-f97437e15450', // DocumentDB Account Contributor
  '230815da-be43-4aae-9cb4-875f7bd000aa', // Cosmos DB Operator
]);

export function isTooWide(role: string): boolean {
  return tooWide.has(role.toLowerCase());
}
