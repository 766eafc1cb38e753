import assert from 'node:assert/strict';
import { whoseClientId } from './whose-client-id';

describe('whose client ID a name is given', () => {
  it('is told by the name', () => {
    const names = ['AZURE_CLIENT_ID', 'MSI_CLIENT_ID', 'managedIdentityClientId', 'ORDERS_UAMI_CLIENT_ID'];
    for (const name of names) assert.equal(whoseClientId(name, []), 'identity', name);
    const others = [
      ...['GITHUB_CLIENT_ID', 'OAUTH2_CLIENT_ID', 'AAD_CLIENT_ID', 'ENTRA_LOGIN_CLIENT_ID', 'CLIENT'],
      ...['SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_AZURE_CLIENT_ID'],
      ...['SPRING_CLOUD_AZURE_ACTIVE_DIRECTORY_CREDENTIAL_CLIENT_ID'],
    ];
    for (const name of others) assert.equal(whoseClientId(name, []), 'application', name);
    for (const name of ['ORDERS_CLIENT_ID', 'SPRING_CLOUD_AZURE_CREDENTIAL_CLIENTID'])
      assert.equal(whoseClientId(name, []), 'either', name);
  });

  it('is told by what stands beside it', () => {
    assert.equal(whoseClientId('AZURE_CLIENT_ID', ['AZURE_TENANT_ID', 'AZURE_CLIENT_SECRET']), 'application');
    assert.equal(whoseClientId('AZURE_CLIENT_ID', ['KEYCLOAK_CLIENT_SECRET']), 'identity');
    const global = 'SPRING_CLOUD_AZURE_CREDENTIAL_';
    assert.equal(whoseClientId(`${global}CLIENT_ID`, [`${global}MANAGED_IDENTITY_ENABLED`]), 'identity');
  });
});
