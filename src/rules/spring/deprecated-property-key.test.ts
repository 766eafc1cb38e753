import assert from 'node:assert/strict';
import { findingsIn, fixed } from '../../../test/rules/check-rule';

const application = 'src/main/resources/application.properties';
const old =
  'azure.keyvault.uri=https://x.vault.azure.net\nazure.keyvault.client-id=${ID}\nazure.keyvault.client-key=${S}\n';

describe('MI206 deprecated-property-key', () => {
  it('reports a block once, with its other keys beside it', async () => {
    const findings = await findingsIn(
      application,
      `${old}shop.name=x\nspring.cloud.azure.msi-enabled=true\n`,
    );
    assert.deepEqual(
      findings.map(({ rule, related }) => [rule.id, related?.length]),
      [
        ['MI206', 2],
        ['MI206', 0],
      ],
    );
    assert.match(findings[0]?.message ?? '', /'azure\.keyvault\.uri' and 2 more/);
  });

  it('renames all of the file, and keeps a service principal one', async () => {
    const text = await fixed(application, old);
    assert.equal(
      text,
      [
        'spring.cloud.azure.keyvault.secret.property-sources[0].endpoint=https://x.vault.azure.net',
        'spring.cloud.azure.keyvault.secret.property-sources[0].credential.client-id=${ID}',
        'spring.cloud.azure.keyvault.secret.property-sources[0].credential.client-secret=${S}',
        '',
      ].join('\n'),
    );
  });

  it("is silent on keys of one's own and where no old starter is in the build", async () => {
    assert.deepEqual(await findingsIn(application, 'azure.keyvault.uri=https://x.vault.azure.net'), []);
    assert.deepEqual(await findingsIn(application, 'azure.function.uri=https://x\nspring.a=b'), []);
    assert.deepEqual(await findingsIn(application, old, { project: { legacyStarter: false } }), []);
  });

  it('is information while the old starter is still there: both are updated together', async () => {
    const [finding] = await findingsIn(application, old, { project: { legacyStarter: true } });
    assert.equal(finding?.severity, 'info');
  });

  it('reports nested YAML without a fix', async () => {
    const [finding] = await findingsIn(
      'src/main/resources/application.yml',
      'azure:\n  keyvault:\n    uri: https://x.vault.azure.net\n    client-id: ${ID}\n',
    );
    assert.equal(finding?.rule.id, 'MI206');
    assert.deepEqual(finding.fixes, []);
  });
});
