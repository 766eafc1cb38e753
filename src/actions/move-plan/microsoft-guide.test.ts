import assert from 'node:assert/strict';
import { findingsIn } from '../../../test/rules/check-rule';

/**
 * A project as Microsoft's guide for the move makes it: nothing names a client ID, and access to the vault is given by policies although
 * the vault goes by roles.
 */
const project: Readonly<Record<string, string>> = {
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

describe("a project made after Microsoft's guide for the move", () => {
  const idsIn = async (path: string, app?: 'users') => {
    const found = await findingsIn(path, project[path] ?? '', { others: project, ...(app && { app }) });
    return found.map(({ rule, severity }) => `${rule.id} ${severity}`);
  };

  it('is told of code and configuration without a client ID', async () => {
    assert.deepEqual(await idsIn('src/main/java/com/example/Secrets.java', 'users'), ['MI101 warning']);
    assert.deepEqual(await idsIn('src/main/resources/application.properties', 'users'), ['MI201 warning']);
    // Before it is known which identities the app has, it may go well: a hint.
    assert.deepEqual(await idsIn('src/main/java/com/example/Secrets.java'), ['MI101 hint']);
  });

  it('is told of access policies on a vault that goes by roles', async () => {
    assert.ok((await idsIn('main.bicep')).some((one) => one.startsWith('MI414')));
  });
});
