import assert from 'node:assert/strict';
import { mayMatter } from './applicable-rules';

describe('whether a text can matter', () => {
  it('counts what names a service without its host: rules over roles ask for it', () => {
    for (const text of [
      'spring.cloud.azure.storage.blob.account-name=shop',
      'spring.cloud.azure.eventhubs.namespace=shop',
      'SPRING_CLOUD_AZURE_SERVICEBUS_NAMESPACE=shop',
    ])
      assert.ok(mayMatter(text, 'properties'), text);
    assert.ok(mayMatter('spring:\n  jms:\n    servicebus:\n      namespace: shop\n', 'yaml'));
  });

  it('does not count what only looks like it', () => {
    assert.equal(mayMatter('kubernetes.namespace=shop\nserver.port=8080', 'properties'), false);
  });
});
