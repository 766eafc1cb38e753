import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed } from '../../../test/rules/check-rule';

const application = 'src/main/resources/application.properties';
const sources = 'spring.cloud.azure.keyvault.secret.property-sources[0]';
const ids = async (text: string) => (await findingsIn(application, text)).map(({ rule }) => rule.id);

describe('MI207 unbound-credential-property', () => {
  it('reports what stands directly below a service', async () => {
    for (const key of [
      `${sources}.tenant-id`,
      `${sources}.managed-identity-enabled`,
      'spring.cloud.azure.servicebus.client-id',
    ])
      assert.deepEqual(await ids(`${key}=x`), ['MI207'], key);
  });

  it('moves it below the block that is read', async () => {
    assert.equal(await fixed(application, `${sources}.tenant-id=x`), `${sources}.profile.tenant-id=x`);
  });

  it("is silent on what is bound, and on blocks that are no service's", async () => {
    for (const key of [
      `${sources}.profile.tenant-id`,
      `${sources}.endpoint`,
      'spring.cloud.azure.active-directory.client-id',
      'spring.cloud.azure.storage.blob.account-name',
    ])
      assert.deepEqual(await ids(`${key}=x`), [], key);
  });

  it('knows other names for what is read, and slips of one letter', async () => {
    const credential = 'spring.cloud.azure.credential';
    for (const [key, right] of [
      [`${credential}.managed-identity-client-id`, `${credential}.client-id`],
      [`${credential}.cliend-id`, `${credential}.client-id`],
      [`${credential}.managed-identity-enable`, `${credential}.managed-identity-enabled`],
      [`${credential}.tenant-id`, 'spring.cloud.azure.profile.tenant-id'],
      ['spring.cloud.azure.managed-identity-enabled', `${credential}.managed-identity-enabled`],
      ['spring.datasource.azure.client-id', 'spring.datasource.azure.credential.client-id'],
      ['spring.cloud.azure.profile.client-id', `${credential}.client-id`],
    ] as const) {
      assert.deepEqual(await ids(`${key}=x`), ['MI207'], key);
      assert.equal(await fixed(application, `${key}=x`), `${right}=x`);
    }
  });

  it('deletes what has no effect where the right key is there already', async () => {
    const right = `${sources}.credential.client-id=\${B}\n${sources}.credential.managed-identity-enabled=true\n`;
    assert.equal(await fixed(application, `${sources}.client-id=\${A}\n${right}`), right);
  });

  it("leaves settings alone that are somebody's own", () =>
    checkRule(
      'src/main/resources/application.yml',
      `azure:
  credential:
    tenant-id: x
    managed-identity-enabled: true
shop:
  azure:
    credential:
      client-id: \${A}
      tenant-id: x
      managed-identity-client-id: y`,
    ));

  it('reports a block that is called by a name near its own', async () => {
    await checkRule(
      application,
      `spring.cloud.azure.credentials.client-id=\${A}
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI207 warning
spring.cloud.azure.servicebus.credentials.managed-identity-enabled=true
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI207 warning
spring.cloud.azure.credentials.store=own`,
    );
  });

  it('marks a key that is half typed no further than the text goes', async () => {
    const text =
      'spring:\n  cloud:\n    azure:\n      credential:\n        client-id: ${A}\n        managed-identity-';
    const found = await findingsIn('src/main/resources/application.yml', text);
    const finding = found.find(({ rule }) => rule.id === 'MI207');
    assert.equal(finding?.span.end, text.length);
  });
});
