import assert from 'node:assert/strict';
import { clientIdTyped } from './client-id-place';

describe('where a client ID belongs', () => {
  const places: Readonly<Record<string, string>> = {
    Java: '  .clientId("',
    'Java, DefaultAzureCredential': 'new DefaultAzureCredentialBuilder().managedIdentityClientId("',
    Kotlin: 'val c = ManagedIdentityCredentialBuilder().clientId("',
    'JDBC URL':
      'spring.datasource.url=jdbc:sqlserver://s:1433;authentication=ActiveDirectoryMSI;msiClientId=',
    YAML: '        client-id: ',
    'YAML in quotes': "        client-id: '",
    properties: 'spring.cloud.azure.credential.client-id=',
    'properties with blanks': 'spring.cloud.azure.credential.client-id = ',
    Bicep: "        AZURE_CLIENT_ID: '",
    'Bicep parameter': "param clientId string = '",
    ARM: '  "clientId": "',
    Terraform: '    AZURE_CLIENT_ID = "',
    'Terraform attribute': '  client_id = "',
    shell: 'export AZURE_CLIENT_ID=',
    'Azure CLI': 'az login --identity --client-id ',
    'PowerShell variable': "$env:AZURE_CLIENT_ID = '",
    'PowerShell option': 'Connect-AzAccount -Identity -ClientId ',
    workflow: '          client-id: ',
    Dockerfile: 'ENV AZURE_CLIENT_ID=',
    Maven: '        <clientId>',
    annotation: 'azure.workload.identity/client-id: "',
  };
  for (const [name, line] of Object.entries(places))
    it(`is found in ${name}`, () => {
      assert.equal(clientIdTyped(line), '');
      assert.equal(clientIdTyped(`${line}2222-a`), '2222-a');
    });

  it('is found where the line above gives it its name', () => {
    assert.equal(clientIdTyped('  value: "22', '- name: AZURE_CLIENT_ID'), '22');
    assert.equal(clientIdTyped("      value: '", "      name: 'AZURE_CLIENT_ID'"), '');
    assert.equal(clientIdTyped('  "value": "', '  "name": "AZURE_CLIENT_ID",'), '');
    assert.equal(clientIdTyped('  value = "', '  name  = "AZURE_CLIENT_ID"'), '');
    assert.equal(clientIdTyped('  value: "', '- name: AZURE_TENANT_ID'), undefined);
  });

  it('is not found in words, nor where something else was typed', () => {
    for (const line of [
      '// the client ID ',
      'client ID of the app',
      'client-id: ${',
      'tenant-id: ',
      'value: "',
      '',
    ])
      assert.equal(clientIdTyped(line), undefined, line);
  });
});
