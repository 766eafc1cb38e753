import assert from 'node:assert/strict';
import { findingsIn, fixed, said } from '../../../test/rules/check-rule';

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
    assert.match(said(findings[0]), /'azure\.keyvault\.uri' and 2 more/);
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

  it('moves the whole map of YAML to flat keys', async () => {
    const file = 'src/main/resources/application.yml';
    const text = await fixed(
      file,
      'spring:\n  application.name: x\nazure:\n  keyvault:\n    uri: "https://x.vault.azure.net"\n    client-id: ${ID}\nserver:\n  port: 1\n',
    );
    const source = 'spring.cloud.azure.keyvault.secret.property-sources[0]';
    assert.equal(
      text,
      `spring:\n  application.name: x\n${source}.endpoint: "https://x.vault.azure.net"\n${source}.credential.client-id: \${ID}\n${source}.credential.managed-identity-enabled: true\nserver:\n  port: 1\n`,
    );
    assert.deepEqual(await findingsIn(file, text), []);
  });

  it('has no fix for YAML that is not written plainly', async () => {
    for (const text of [
      'azure:\n  keyvault:\n    uri: https://x.vault.azure.net # ours\n    client-id: ${ID}\n',
      'azure:\n  keyvault:\n    uri: https://x.vault.azure.net\n\n    client-id: ${ID}\n',
      'azure: { keyvault: { uri: "https://x.vault.azure.net", client-id: "${ID}" } }\n',
      'azure:\n  keyvault:\n    uri: https://x.vault.azure.net\n    client-id: ${ID}\n  own: 1\n',
      'azure:\n  keyvault:\n    uri: https://x.vault.azure.net\n    client-id: ${ID}\n    order: 1\n',
      'spring:\n  application.name: x\n  cloud:\n    azure:\n      msi-enabled: true\n',
    ]) {
      const [finding] = await findingsIn('src/main/resources/application.yml', text);
      assert.equal(finding?.rule.id, 'MI206');
      assert.deepEqual(finding.fixes, [], text);
    }
  });

  it('knows the keys of sign-in and of Event Hubs', async () => {
    const text = await fixed(
      application,
      'spring.cloud.azure.eventhub.checkpoint-access-key=${K}\nazure.activedirectory.tenant-id=${T}\n',
    );
    assert.equal(
      text,
      'spring.cloud.azure.eventhubs.processor.checkpoint-store.account-key=${K}\nspring.cloud.azure.active-directory.profile.tenant-id=${T}\n',
    );
  });

  it('moves each of several vaults to a source of its own, in the order in which they are asked', async () => {
    const text =
      'azure.keyvault.order=till,shelf\nazure.keyvault.shelf.uri=https://a\nazure.keyvault.shelf.client-id=${A}\nazure.keyvault.till.uri=https://b\nazure.keyvault.till.client-id=${B}\nazure.keyvault.till.client-key=${K}\n';
    const now = await fixed(application, text);
    const source = 'spring.cloud.azure.keyvault.secret.property-sources';
    for (const line of [
      `${source}[0].endpoint=https://b`,
      `${source}[1].credential.client-id=\${A}\n${source}[1].credential.managed-identity-enabled=true`,
      `${source}[0].credential.client-secret=\${K}`,
    ])
      assert.ok(now.includes(line), line);
    assert.ok(!now.includes(`${source}[0].credential.managed-identity-enabled`));
  });

  it('leads keys of the certificate starter to key stores, without a fix for secrets', async () => {
    const all = await findingsIn(
      application,
      'azure.keyvault.uri=https://x\nazure.keyvault.managed-identity=${ID}\nserver.ssl.key-store-type=AzureKeyVault\n',
      { project: { legacyStarter: true } },
    );
    assert.deepEqual(
      all.map(({ severity, fixes }) => [severity, fixes?.length]),
      [
        ['info', 0],
        ['warning', 0],
      ],
    );
    assert.match(said(all[0]), /keyvault\.jca\.vaults/);
  });

  it('knows App Configuration 2.x, and keys that nobody but Spring Cloud Azure has', async () => {
    const text = 'spring.cloud.azure.appconfiguration.managed-identity.client-id=${ID}\n';
    assert.match(
      await fixed(application, text),
      /credential\.client-id=\$\{ID\}\n.*managed-identity-enabled=true/,
    );
    const rules = async (project: object) =>
      (await findingsIn(application, text, { project })).map(({ rule }) => rule.id);
    assert.deepEqual(await rules({ legacyStarter: false }), []);
    assert.deepEqual(await rules({ legacyStarter: false, springCloudAzure: 5 }), ['MI206']);
  });

  it('renames nothing to a key that stands there already', async () => {
    const text =
      'azure.keyvault.uri=https://a.vault.azure.net\nazure.keyvault.client-id=${A}\n' +
      'spring.cloud.azure.keyvault.secret.property-sources[0].credential.client-id=${B}\n' +
      'spring.cloud.azure.keyvault.secret.property-sources[0].credential.managed-identity-enabled=true\n';
    const [finding] = await findingsIn('src/main/resources/application.properties', text);
    assert.equal(finding?.rule.id, 'MI206');
    assert.deepEqual(finding.fixes, []);
  });
});
