import assert from 'node:assert/strict';
import { checkRule, findingsIn, fixed, said } from '../../../test/rules/check-rule';

const properties = 'src/main/resources/application.properties';
const yaml = 'src/main/resources/application.yml';
const on = 'spring.cloud.azure.credential.managed-identity-enabled=true\n';

async function found(text: string, path = yaml, others: Record<string, string> = {}) {
  return (await findingsIn(path, text, { others })).filter(({ rule }) => rule.id === 'MI213');
}

describe('MI213 setting-given-twice', () => {
  it('reports the one without effect, however the two are spelled', async () => {
    for (const [first, second] of [
      ['spring.cloud.azure.credential.client-id=${A}', 'spring.cloud.azure.credential.client-id=${B}'],
      ['spring.cloud.azure.credential.clientId=${A}', 'spring.cloud.azure.credential.client-id=${B}'],
      ['spring.cloud.azure.credential.client_id = ${A}', 'spring.cloud.azure.credential.client-id: ${B}'],
    ] as const)
      await checkRule(properties, `${on}${first}\n${'^'.repeat(first.length)} MI213 warning\n${second}`);
    await checkRule(
      yaml,
      'spring.cloud.azure.storage.blob.endpoint: https://a\n^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ MI213 warning\nspring:\n  cloud.azure.storage.blob: { endpoint: "https://b" }',
    );
    const two = 'spring.datasource:\n  url: jdbc:a\n  username: x\nspring:\n  datasource.url: jdbc:b\n';
    assert.equal((await found(two)).length, 1);
  });

  it('knows that the spelling with dashes wins, wherever it stands', async () => {
    const dashed = 'spring.cloud.azure.credential.client-id=${A}';
    const other = 'spring.cloud.azure.credential.clientId=${B}';
    const marks = '^'.repeat(other.length);
    await checkRule(properties, `${on}${dashed}\n${other}\n${marks} MI213 warning`);
    assert.equal(await fixed(properties, `${on}${dashed}\n${other}\n`), `${on}${dashed}\n`);
    // Of two others Spring tells no order.
    const [finding] = await found(`${on}${other}\n${other.replace('clientId', 'CLIENT_ID')}`, properties);
    assert.match(said(finding), /two spellings/);
    assert.deepEqual(finding?.fixes, []);
  });

  it('is information where both have the same value', async () => {
    const line = 'spring.cloud.azure.profile.tenant-id=${T}';
    await checkRule(properties, `${line}\n${'^'.repeat(line.length)} MI213 info\n${line}`);
  });

  it('is silent on other documents, profiles, files, services, lists, aliases and comments', async () => {
    const id = 'spring.cloud.azure.credential.client-id';
    for (const text of [
      `${id}: \${A}\n---\nspring.config.activate.on-profile: x\n${id}: \${B}\n`,
      `${id}: \${A}\n---\n${id}: \${B}\n`,
      `${id}: \${A}\n# ${id}: \${B}\n`,
      `${id}: \${A}\nspring.cloud.azure.storage.blob.credential.client-id: \${B}\n`,
      'spring.cloud.azure.keyvault.secret.property-sources:\n  - endpoint: https://a\n  - endpoint: https://b\n',
      'a: &x\n  endpoint: https://a\nspring.cloud.azure.cosmos:\n  <<: *x\n  endpoint: https://b\n',
      'stock.client-id: a\nstock.clientId: b\n',
      'spring.cloud.stream.binders:\n  a.environment.spring.cloud.azure.servicebus.namespace: x\n  b.environment.spring.cloud.azure.servicebus.namespace: y\n',
      'spring.cloud.stream.binders:\n  a.environment.spring.cloud.azure.servicebus.namespace: x\nspring.cloud.azure.servicebus.namespace: y\n',
      `note: "${id}"\n${id}: \${A}\n`,
      `${id}: \${A}\n${id.replace('client-id', 'client-secret')}: \${B}\n`,
    ])
      assert.deepEqual(await found(text), [], text);
    assert.deepEqual(await found(`${id}: \${A}`, yaml, { [properties]: `${id}=\${B}` }), []);
    assert.deepEqual(
      await found(`${id}: \${A}`, yaml, { 'src/main/resources/bootstrap.yml': `${id}: \${B}` }),
      [],
    );
  });

  it('deletes the one without effect', async () => {
    const [a, b] = [
      'spring.cloud.azure.credential.clientId=${A} ',
      'spring.cloud.azure.credential.client-id=${B}',
    ];
    assert.equal(await fixed(properties, `${on}${a}\r\n${b}\r\n`), `${on}${b}\r\n`);
    assert.equal(await fixed(properties, `${a}\n# why\n\t${b}\n${on}`), `# why\n\t${b}\n${on}`);
  });
});
