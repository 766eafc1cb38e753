import assert from 'node:assert/strict';
import { checkRule, findingsIn } from '../../../test/rules/check-rule';

const properties = 'src/main/resources/application.properties';
const secret = 'spring.cloud.azure.keyvault.secret';
const inner = `${secret}.credential.client-id=\${ID}\n${secret}.credential.managed-identity-enabled=true\n`;
const source = `${secret}.property-sources[0].endpoint=https://stock.vault.azure.net`;
const marks = (line: string) => `${line}\n${'^'.repeat(line.length)} MI214 warning`;

async function found(text: string, others: Record<string, string> = {}, path = properties) {
  return (await findingsIn(path, text, { others })).filter(({ rule }) => rule.id === 'MI214');
}

describe('MI214 credential-not-inherited', () => {
  it('reports a property source that only looks as if it had a credential', async () => {
    await checkRule(properties, inner + marks(source));
    await checkRule(properties, `${marks(source)}\n${inner}`);
    await checkRule(properties, inner.replaceAll('keyvault.secret.', 'keyvault.') + marks(source));
    await checkRule(
      properties,
      inner + marks(source.replace('endpoint=https://stock.vault.azure.net', 'name=stock')),
    );
    await checkRule(properties, inner + marks(source.replace('property-sources', 'propertySources')));
    await checkRule(properties, `${inner}${marks(source)}\n${marks(source.replace('[0]', '[1]'))}`);
  });

  it('names the credential in another file', async () => {
    const other = 'src/main/resources/bootstrap.properties';
    assert.equal((await found(source, { [other]: inner }))[0]?.related?.[0]?.path, other);
  });

  it('is silent where the source has a credential, or nobody meant to give it one', async () => {
    for (const text of [
      source,
      `${inner}${source}\nspring.cloud.azure.credential.managed-identity-enabled=true`,
      `${inner}${source}\n${secret}.property-sources[0].credential.managed-identity-enabled=true`,
      `${inner}${source}\nspring.cloud.azure.credential.token-credential-bean-name=mine`,
      inner,
      `${inner}${secret}.endpoint=https://stock.vault.azure.net`,
      `${inner}# ${source}`,
      `${inner}stock.note=${source}`,
      `spring.cloud.azure.storage.credential.client-id=\${ID}\nspring.cloud.azure.storage.credential.managed-identity-enabled=true\n${source}`,
      `spring.cloud.azure.active-directory.credential.client-id=\${ID}\n${source}`,
      `${source}\n#---\nspring.config.activate.on-profile=prod\n${inner}spring.cloud.azure.credential.client-id=\${ID}\nspring.cloud.azure.credential.managed-identity-enabled=true`,
    ])
      assert.deepEqual(await found(text), [], text);
    for (const [other, text] of [
      ['src/main/resources/application.yml', 'spring.cloud.azure.credential.managed-identity-enabled: true'],
      ['src/main/resources/bootstrap.properties', 'spring.cloud.azure.credential.client-id=${ID}'],
    ] as const)
      assert.deepEqual(await found(inner + source, { [other]: text }), [], other);
    assert.deepEqual(
      await found(
        source,
        { 'b/src/main/resources/application.properties': inner },
        'a/src/main/resources/application.properties',
      ),
      [],
    );
  });
});
