import assert from 'node:assert/strict';
import { findingsIn } from '../../../test/rules/check-rule';

const application = 'src/main/resources/application.properties';
const both =
  'spring.cloud.azure.credential.client-id=${ID}\nspring.cloud.azure.credential.client-secret=${S}';
const ids = async (text: string, file = application) =>
  (await findingsIn(file, text)).map(({ rule, severity }) => `${rule.id} ${severity}`);

describe('MI204 secret-without-tenant', () => {
  it("hints at a secret without a tenant, also where the block is a service's own", async () => {
    assert.deepEqual(await ids(both), ['MI204 hint']);
    assert.deepEqual(await ids(both.replaceAll('azure.', 'azure.storage.blob.')), ['MI204 hint']);
  });

  it('takes the tenant of an outer block, and is silent without a client ID', async () => {
    assert.deepEqual(await ids(`${both}\nspring.cloud.azure.profile.tenant-id=\${T}`), []);
    assert.deepEqual(await ids('spring.cloud.azure.credential.client-secret=${S}'), []);
    assert.deepEqual(await ids(both, 'src/main/resources/application-prod.properties'), ['MI204 hint']);
  });
});
