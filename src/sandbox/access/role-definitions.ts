import type { Json } from '../estates/documents';

interface RoleFacts {
  readonly name: string;
  readonly roleName: string;
  readonly actions?: readonly string[];
  readonly dataActions?: readonly string[];
}

const role = (name: string, roleName: string): RoleFacts => ({ name, roleName });

/**
 * Built-in roles that matter to Spring apps, with the names and GUIDs of Azure's list of built-in roles.
 * Permissions are only filled in where the documentation of managed identities or of Azure Spring Apps names them;
 * `permissions: []` elsewhere says "not told here", never "none".
 */
export const roleDefinitions: readonly RoleFacts[] = [
  role('4633458b-17de-408a-b874-0445c86b69e6', 'Key Vault Secrets User'),
  role('b86a8fe4-44ce-4948-aee5-eccb2c155cd7', 'Key Vault Secrets Officer'),
  role('21090545-7ca7-4776-b22c-e363652d74d2', 'Key Vault Reader'),
  role('12338af0-0e69-4776-bea7-57ae8d297424', 'Key Vault Crypto User'),
  role('2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', 'Storage Blob Data Reader'),
  role('ba92f5b4-2d11-453d-a403-e96b0029c9fe', 'Storage Blob Data Contributor'),
  role('b7e6dc6d-f1e8-4753-8033-0f276bb0955b', 'Storage Blob Data Owner'),
  role('974c5e8b-45b9-4653-ba55-5f855dd0fb88', 'Storage Queue Data Contributor'),
  role('19e7f393-937e-4f77-808e-94535e297925', 'Storage Queue Data Reader'),
  role('8a0f0c08-91a1-4084-bc3d-661d67233fed', 'Storage Queue Data Message Processor'),
  role('c6a89b2d-59bc-44d0-9896-0f6e12d7b80a', 'Storage Queue Data Message Sender'),
  role('0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', 'Storage Table Data Contributor'),
  role('76199698-9eea-4c19-bc75-cec21354c6b6', 'Storage Table Data Reader'),
  role('090c5cfd-751d-490a-894a-3ce6f1109419', 'Azure Service Bus Data Owner'),
  role('4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0', 'Azure Service Bus Data Receiver'),
  role('69a216fc-b8fb-44d8-bc22-1f3c2cd27a39', 'Azure Service Bus Data Sender'),
  role('f526a384-b230-433a-b45c-95f59c4a2dec', 'Azure Event Hubs Data Owner'),
  role('a638d3c7-ab3a-418d-83e6-5f17a39d4fde', 'Azure Event Hubs Data Receiver'),
  role('2b629674-e913-4c01-ae53-ef4638d8f975', 'Azure Event Hubs Data Sender'),
  role('516239f1-63e1-4d78-a4de-a74fb236a071', 'App Configuration Data Reader'),
  role('5ae67dd6-50cb-40e7-96ff-dc2bfa4b606b', 'App Configuration Data Owner'),
  role('7f951dda-4ed3-4680-a7ca-43fe172d538d', 'AcrPull'),
  {
    ...role('f1a07417-d97a-45cb-824c-7a7467783830', 'Managed Identity Operator'),
    actions: ['Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action'],
  },
  role('e40ec5ca-96e0-45a2-b4ff-59039f2c2b59', 'Managed Identity Contributor'),
  role('fbdf93bf-df7d-467e-a4d2-9458aa1360c8', 'Cosmos DB Account Reader Role'),
  { ...role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader'), actions: ['*/read'] },
  {
    ...role('80558df3-64f9-4c0f-b32d-e5094b036b0b', 'Azure Spring Apps Connect Role'),
    dataActions: ['Microsoft.AppPlatform/Spring/apps/deployments/connect/action'],
  },
  {
    ...role('a99b0159-1064-4c22-a57b-c9b3caa1c054', 'Azure Spring Apps Remote Debugging Role'),
    dataActions: ['Microsoft.AppPlatform/Spring/apps/deployments/remotedebugging/action'],
  },
];

/** The definition as ARM lists it at `subscription` (`/subscriptions/{id}`). */
export function roleDefinitionDocument(
  facts: RoleFacts,
  subscription: string,
): Json & { readonly id: string } {
  const told = facts.actions !== undefined || facts.dataActions !== undefined;
  return {
    properties: {
      roleName: facts.roleName,
      type: 'BuiltInRole',
      description: `${facts.roleName} (built-in role, as far as the sandbox knows it).`,
      assignableScopes: ['/'],
      permissions: told
        ? [
            {
              actions: facts.actions ?? [],
              notActions: [],
              dataActions: facts.dataActions ?? [],
              notDataActions: [],
            },
          ]
        : [],
    },
    id: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${facts.name}`,
    type: 'Microsoft.Authorization/roleDefinitions',
    name: facts.name,
  };
}
