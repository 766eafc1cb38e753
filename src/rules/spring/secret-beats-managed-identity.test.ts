import assert from 'node:assert/strict';
import { findingsIn, fixed } from '../../../test/rules/check-rule';

const application = 'src/main/resources/application.properties';
const credential = 'spring.cloud.azure.credential';
const on = `${credential}.managed-identity-enabled=true\n${credential}.client-id=\${ID}\n`;
const secret = `${credential}.client-secret=\${SECRET}\n`;
const tenant = 'spring.cloud.azure.profile.tenant-id=${TENANT}\n';

describe('MI203 secret-beats-managed-identity', () => {
  it('reports the secret where tenant, client ID and managed identity are set with it, and deletes it', async () => {
    const [finding] = await findingsIn(application, on + secret + tenant);
    assert.equal(finding?.rule.id, 'MI203');
    assert.equal(finding.related?.length, 1);
    assert.equal(await fixed(application, on + secret + tenant), on + tenant);
  });

  it('is silent across profiles, and where managed identity is off', async () => {
    for (const text of [
      `${on}${tenant}#---\nspring.config.activate.on-profile=local\n${secret}${credential}.client-id=\${ID}\n`,
      on.replace('true', 'false') + secret + tenant,
    ])
      assert.deepEqual(
        (await findingsIn(application, text)).filter(({ rule }) => rule.id === 'MI203'),
        [],
      );
  });
});
