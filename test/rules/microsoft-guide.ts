/**
 * A project as Microsoft's guide for the move makes it: nothing names a client ID, and access to the vault is given by policies although
 * the vault goes by roles.
 */
export const microsoftGuide: Readonly<Record<string, string>> = {
  'src/main/java/com/example/Secrets.java': `package com.example;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;

public class Secrets {
    private final SecretClient client = new SecretClientBuilder()
            .vaultUrl(System.getenv("KEY_VAULT_URI"))
            .credential(new DefaultAzureCredentialBuilder().build())
            .buildClient();
}
`,
  'src/main/resources/application.properties': `spring.cloud.azure.keyvault.secret.property-sources[0].endpoint=https://kv-shop.vault.azure.net
spring.cloud.azure.keyvault.secret.property-sources[0].credential.managed-identity-enabled=true
`,
  'main.bicep': `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-shop'
  location: resourceGroup().location
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: tenant().tenantId
    enableRbacAuthorization: true
    accessPolicies: [
      {
        tenantId: tenant().tenantId
        objectId: app.identity.principalId
        permissions: { secrets: [ 'get', 'list' ] }
      }
    ]
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: 'orders'
  location: resourceGroup().location
  identity: { type: 'SystemAssigned' }
}
`,
};
