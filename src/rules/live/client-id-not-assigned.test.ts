import assert from 'node:assert/strict';
import { appWith, cannedApps, ids } from '../../../test/rules/canned-apps';
import { judgedFacts } from '../../../test/rules/check-app';
import { checkRule } from '../../../test/rules/check-rule';
import type { ClientIdFact } from '../fact';
import { clientIdNotAssigned } from './client-id-not-assigned';

const stranger: ClientIdFact = {
  kind: 'clientId',
  value: '55555555-5555-4555-8555-555555555555',
  span: { start: 0, end: 36 },
  where: '.clientId(...)',
};

describe('MI602 client-id-not-assigned', () => {
  it('reports a client ID the app does not have, with a fix for each it has', () => {
    const [finding] = judgedFacts(clientIdNotAssigned, cannedApps.users, [stranger]);
    const texts = (finding?.fixes ?? []).map((fix) =>
      fix.kind === 'edit' ? fix.edits[0]?.text : fix.kind === 'live' ? fix.action : fix.offer.kind,
    );
    assert.deepEqual(texts, [ids.ordersClient, ids.auditClient, 'assignUserAssigned']);
  });

  it('is silent where it may be the one of the system-assigned identity, which Azure did not tell', () => {
    assert.deepEqual(judgedFacts(clientIdNotAssigned, cannedApps.both, [stranger]), []);
    const told = appWith(cannedApps.both.identity, { systemClientId: ids.systemClient });
    assert.equal(judgedFacts(clientIdNotAssigned, told, [stranger]).length, 1);
  });

  it('is silent on client IDs of the app, on principal IDs (MI601), and without a linked app', () => {
    for (const value of [ids.ordersClient.toUpperCase(), ids.ordersPrincipal])
      assert.deepEqual(judgedFacts(clientIdNotAssigned, cannedApps.users, [{ ...stranger, value }]), []);
    assert.deepEqual(judgedFacts(clientIdNotAssigned, undefined, [stranger]), []);
  });

  const guid = '55555555-5555-4555-8555-555555555555';
  const marked = '^'.repeat(guid.length);

  it('is silent on what applications sign in with, in code', () =>
    checkRule(
      'src/main/java/shop/Credentials.java',
      `package shop;
import com.azure.identity.*;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
class Credentials {
  Object a() { return new ClientSecretCredentialBuilder().tenantId("t").clientId("${guid}").clientSecret(System.getenv("S")).build(); }
  Object b() { return new WorkloadIdentityCredentialBuilder().clientId("${guid}").build(); }
  Object c() { return ClientRegistration.withRegistrationId("azure").clientId("${guid}").build(); }
  Object d(ClientCertificateCredentialBuilder b) { return b.clientId("${guid}").build(); }
  Object e(ManagedIdentityCredentialBuilder b) { return b.clientId("55555555-5555-4555-8555-555555555556").build(); }
                                                                    ${marked} MI602 error
  Object f() { return new ManagedIdentityCredentialBuilder().clientId("${guid}").build(); }
                                                                       ${marked} MI602 error
}`,
      { app: 'users' },
    ));

  it('reports resource IDs and principal IDs that no identity of the app has', () => {
    const id = (name: string) =>
      `/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/shop-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
    const [known] = cannedApps.users.identity.userAssigned;
    return checkRule(
      'src/main/java/shop/Credentials.java',
      `package shop;
import com.azure.identity.*;
class Credentials {
  static final String OTHER = "${id('other')}";
  Object a() { return new ManagedIdentityCredentialBuilder().resourceId(OTHER).build(); }
                                                                        ^^^^^ MI602 error
  Object b() { return new ManagedIdentityCredentialBuilder().objectId("${guid}").build(); }
                                                                       ${marked} MI602 error
  Object c() { return new ManagedIdentityCredentialBuilder().objectId("${ids.ordersPrincipal.toUpperCase()}").build(); }
  Object d() { return new DefaultAzureCredentialBuilder().managedIdentityResourceId("${(known?.id ?? '').toUpperCase()}").build(); }
  Object e(String id) { return new ManagedIdentityCredentialBuilder().resourceId(id).build(); }
}`,
      { app: 'users' },
    );
  });

  it('is silent on the client ID of sign-in in settings, where no managed identity is turned on', async () => {
    const signIn = `spring.cloud.azure.active-directory.enabled=true
spring.cloud.azure.credential.client-id=${guid}`;
    await checkRule('src/main/resources/application.properties', signIn, { app: 'users' });
    await checkRule(
      'src/main/resources/application.properties',
      `${signIn}
                                        ${marked} MI602 error
spring.cloud.azure.credential.managed-identity-enabled=true`,
      { app: 'users' },
    );
  });

  it('says "may" of variables that are not surely for a managed identity, and nothing of those for sign-in', () =>
    checkRule(
      'deploy.sh',
      `az spring app update -n orders -s shop -g rg --env ORDERS_CLIENT_ID=${guid}
                                                                    ${marked} MI602 info
az spring app update -n orders -s shop -g rg --env GITHUB_CLIENT_ID=${guid} SPRING_CLOUD_AZURE_ACTIVE_DIRECTORY_CREDENTIAL_CLIENT_ID=${guid}
az spring app update -n orders -s shop -g rg --env AZURE_CLIENT_ID=${guid}
                                                                   ${marked} MI602 error
export AZURE_CLIENT_ID=${guid.replace('5', '6')}
                       ${marked} MI602 info`,
      { app: 'users' },
    ));

  it('leaves what other apps are given alone', async () => {
    const variables = (
      app: string,
    ) => `resource main 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  name: 'shop/${app}/default'
  properties: { deploymentSettings: { environmentVariables: {
    AZURE_CLIENT_ID: '${guid}'`;
    await checkRule('main.bicep', `${variables('other')} } } } }`, { app: 'users' });
    await checkRule(
      'main.bicep',
      `${variables('orders')}
                      ${marked} MI602 error
    } } } }`,
      { app: 'users' },
    );
    const other = `az spring app update -n other -s shop -g rg --env AZURE_CLIENT_ID=${guid}`;
    await checkRule('deploy.sh', other, { app: 'users' });
  });

  it('is sure of a profile only where the app has it active', async () => {
    const text = `spring.cloud.azure.credential.managed-identity-enabled=true
spring.cloud.azure.credential.client-id=${guid}
                                        ${marked} MI602 `;
    const app = { ...cannedApps.users, variables: new Map([['SPRING_PROFILES_ACTIVE', 'metrics, prod']]) };
    const path = 'src/main/resources/application-prod.properties';
    await checkRule(path, `${text}error`, { app });
    await checkRule(path, `${text}info`, { app: 'users' });
  });

  it('is silent on a client ID that is given together with a secret', () =>
    checkRule(
      'main.bicep',
      `resource main 'Microsoft.AppPlatform/Spring/apps/deployments@2023-12-01' = {
  name: 'shop/shelf/default'
  properties: { deploymentSettings: { environmentVariables: { AZURE_CLIENT_ID: '${guid}', AZURE_CLIENT_SECRET: secret } } }
}`,
      { app: 'users' },
    ));
});
