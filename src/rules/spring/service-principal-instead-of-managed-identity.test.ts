import assert from 'node:assert/strict';
import { findingsIn, said } from '../../../test/rules/check-rule';

const application = 'src/main/resources/application.properties';
const principal =
  'spring.cloud.azure.credential.client-id=${ID}\nspring.cloud.azure.credential.client-secret=${S}\nspring.cloud.azure.profile.tenant-id=${T}';

describe('MI209 service-principal-instead-of-managed-identity', () => {
  it('reports a secret by reference where the linked app has an identity', async () => {
    const [finding] = await findingsIn(application, principal, { app: 'system' });
    assert.equal(finding?.rule.id, 'MI209');
    assert.match(said(finding), /'orders' has a managed identity/);
  });

  it('is silent without a linked app, without an identity, and for sign-in of users', async () => {
    assert.deepEqual(await findingsIn(application, principal), []);
    assert.deepEqual(await findingsIn(application, principal, { app: 'none' }), []);
    const signIn = principal.replaceAll('azure.', 'azure.active-directory.');
    assert.deepEqual(await findingsIn(application, signIn, { app: 'system' }), []);
  });
});
