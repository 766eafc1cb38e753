import assert from 'node:assert/strict';
import { findingsIn, fixed } from '../../../test/rules/check-rule';

const application = 'src/main/resources/application.yml';
const key = 'r4Zk9QpWm2XvT7uLs0BnYc6HdJfGe1Ao8iRqNtKb3xU5wEzSgVhMlDyCjPaOf';
const ids = async (text: string) => (await findingsIn(application, text)).map(({ rule }) => rule.id);

describe('MI205 hard-coded-secret', () => {
  it('reports keys, connection strings and passwords of Azure databases', async () => {
    for (const text of [
      `spring.cloud.azure.storage.blob.account-key: ${key}`,
      `spring.cloud.azure.cosmos.key: ${key}`,
      `spring.cloud.azure.servicebus.connection-string: Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=n;SharedAccessKey=${key}`,
      `spring.datasource:\n  url: jdbc:postgresql://x.postgres.database.azure.com/db\n  password: ${key}`,
      `spring.data.redis:\n  host: x.redis.cache.windows.net\n  password: ${key}`,
    ])
      assert.deepEqual(await ids(text), ['MI205'], text);
  });

  it('is silent on references, placeholders, local hosts and what is no secret', async () => {
    for (const text of [
      'spring.cloud.azure.storage.blob.account-key: ${KEY}',
      'spring.cloud.azure.storage.blob.account-key: ${KEY:}',
      'spring.cloud.azure.storage.blob.account-key: your-key',
      `spring.datasource:\n  url: jdbc:postgresql://localhost/db\n  password: ${key}`,
      `# spring.cloud.azure.storage.blob.account-key: ${key}\nspring.application.name: orders`,
      `shop.key: ${key}`,
    ])
      assert.deepEqual(await ids(text), [], text);
  });

  it('judges the default of a reference', async () => {
    assert.deepEqual(await ids(`spring.cloud.azure.cosmos.key: \${KEY:${key}}`), ['MI205']);
  });

  it('never repeats the secret in its message, and reads it from the environment', async () => {
    const text = `spring.cloud.azure.cosmos.key: "${key}"`;
    const [finding] = await findingsIn(application, text);
    assert.ok(finding !== undefined && !JSON.stringify([finding.message, finding.related]).includes(key));
    assert.equal(await fixed(application, text), 'spring.cloud.azure.cosmos.key: "${AZURE_COSMOS_KEY}"');
  });
});
